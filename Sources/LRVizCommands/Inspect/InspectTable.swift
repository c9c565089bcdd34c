import Canvas
import Lab
import RunLogs

/// `inspect` for people: a heading for each run, its series with their roles, and what was skipped.
struct InspectTable {
  /// Columns of the terminal.
  let width: Int
  /// More series than these are counted only.
  private static let maximumSeries = 40

  func text(_ log: LogPaths.Log) -> String {
    let run = log.run
    var lines = [heading(run)]
    lines += table(log)
    lines += choices(log).map { clipped("  " + $0) }
    if let first = run.skipped.first {
      lines.append(clipped("  skipped \(run.skipped.count): \(SafeText.line(first))"))
    }
    lines += run.notes.map { clipped("  " + SafeText.line($0)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ run: LogRun) -> String {
    var parts = [run.producer.map { "\(run.format), \($0)" } ?? run.format]
    parts.append("x: \(run.axis.rawValue)")
    parts.append("\(run.series.count) series")
    parts.append("\(run.pointCount) points")
    if run.status == .running { parts.append("still being written") }
    if run.status == .failed { parts.append("failed") }
    let name = run.name.map { " '\(SafeText.line($0))'" } ?? ""
    return clipped("\(SafeText.line(run.path))\(name): \(parts.joined(separator: ", "))")
  }

  private struct Row {
    var cells: [String]
  }

  private func table(_ log: LogPaths.Log) -> [String] {
    let names = ShownNames(log.run, isForCells: false)
    var roles: [Int: [String]] = [:]
    for (role, index) in log.roles.pairs { roles[index, default: []].append(role.name) }
    let order = log.roles.pairs.map(\.series).uniqued + log.run.series.indices.filter { roles[$0] == nil }
    let shown = order.prefix(Self.maximumSeries)
    var rows = [Row(cells: ["role", "series", "points", "values", "x"])]
    for index in shown {
      let one = log.run.series[index]
      rows.append(
        Row(cells: [
          roles[index]?.joined(separator: " ") ?? "", names[index], "\(one.track.count)",
          range(one.track.extremes.finiteRange),
          range(one.track.xRange),
        ]))
    }
    var lines = laid(rows)
    if order.count > shown.count {
      lines.append("  … \(order.count - shown.count) more; --format json lists them all")
    }
    return lines
  }

  private func range(_ range: ClosedRange<Double>?) -> String {
    guard let range else { return "none finite" }
    let (low, high) = (NumberText.general(range.lowerBound), NumberText.general(range.upperBound))
    return low == high ? low : "\(low) to \(high)"
  }

  /// Columns as wide as they need to be; the names give way where the terminal is narrow.
  private func laid(_ rows: [Row]) -> [String] {
    var widths = rows[0].cells.indices.map { column in
      rows.map { SafeText.columns($0.cells[column]) }.max() ?? 0
    }
    let excess = widths.reduce(2) { $0 + $1 + 2 } - 2 - width
    if excess > 0 { widths[1] = max(8, widths[1] - excess) }
    return rows.map { row in
      var line = "  "
      for (column, cell) in row.cells.enumerated() {
        let text = column == 1 ? clipped(cell, to: widths[1]) : cell
        let room = String(repeating: " ", count: max(0, widths[column] - SafeText.columns(text)))
        line += (column == 2 ? room + text : text + room) + "  "
      }
      while line.last == " " { line.removeLast() }
      return clipped(line)
    }
  }

  /// What was chosen where there was a choice.
  private func choices(_ log: LogPaths.Log) -> [String] {
    let names = ShownNames(log.run, isForCells: false)
    return log.roles.pairs.compactMap { role, index in
      guard let others = log.roles.others[role], !others.isEmpty else { return nil }
      let also = others.prefix(4).map { "'\(names[$0])'" }.joined(separator: ", ")
      return "\(role.name): '\(names[index])' (also: \(also)\(others.count > 4 ? ", …" : ""))"
    }
  }

  private func clipped(_ line: String, to width: Int? = nil) -> String {
    let width = width ?? self.width
    guard SafeText.columns(line) > width else { return line }
    var (kept, room) = ("", width - 1)
    for letter in line {
      room -= SafeText.columns(String(letter))
      if room < 0 { break }
      kept.append(letter)
    }
    return kept + "…"
  }
}

extension Array where Element: Hashable {
  /// Each element where it stands first.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
