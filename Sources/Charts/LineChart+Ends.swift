import Canvas
import Tracks

/// What is written beside a plot: at the right the values that lines have come to, on top what is beyond the axis.
extension LineChart {
  /// Texts at the heights of the last values, moved apart; where there are more than rows, those of a row share it.
  func drawEnds(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard layout.margin > 0 else { return }
    for (row, indices) in endRows(layout) {
      var x = layout.plot.maxX + 1
      for index in indices {
        let text = indices.count > 1 ? shortEnd(index) : lines[index].endText ?? ""
        let room = layout.plot.maxX + layout.margin - x
        guard text.unicodeScalars.count <= room else { break }
        x += grid.write(text, x: x, y: row, style: Style(lines[index].style.foreground)) + 1
      }
    }
  }

  /// The number of a line, where several have to do with one row.
  private func shortEnd(_ index: Int) -> String {
    let text = lines[index].endText ?? ""
    return String(text.prefix { $0 != " " })
  }

  /// The lines whose ends stand in each row.
  private func endRows(_ layout: ChartLayout) -> [(row: Int, lines: [Int])] {
    let shown = lines.indices.filter { index in
      guard lines[index].endText != nil, let end = lines[index].end else { return false }
      return end >= layout.x.lower && end <= layout.x.upper
    }
    // The higher of two values in one row goes first.
    let ends = shown.compactMap { index in lines[index].track.last.map { (value: $0, line: index) } }
    let wanted = ends.sorted { $0.value == $1.value ? $0.line < $1.line : $0.value > $1.value }
      .compactMap { end in row(of: end.value, layout).map { (row: $0, line: end.line) } }
    guard wanted.count <= layout.plot.height else {
      let rows = Dictionary(grouping: wanted, by: \.row)
      return rows.map { (row: $0.key, lines: $0.value.map(\.line)) }
    }
    var rows = wanted.map(\.row)
    for index in rows.indices.dropFirst() { rows[index] = max(rows[index], rows[index - 1] + 1) }
    var limit = layout.plot.maxY - 1
    for index in rows.indices.reversed() {
      rows[index] = min(rows[index], limit)
      limit = rows[index] - 1
    }
    return zip(rows, wanted).map { (row: $0, lines: [$1.line]) }
  }

  /// The row of a value, of one beyond the axis that of the edge it lies behind; nil for what cannot be shown at all.
  private func row(of value: Double, _ layout: ChartLayout) -> Int? {
    guard layout.y.canShow(value) else { return nil }
    if value > layout.y.upper { return layout.plot.y }
    return layout.row(of: value, glyphs) ?? layout.plot.maxY - 1
  }

  /// `↑2.2` on the top row, where a line comes from above the axis: how high it was.
  func drawClipped(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard let (text, x) = clipped(above: layout.y.upper) else { return }
    let column = layout.column(of: x, glyphs) + 1
    let width = text.unicodeScalars.count
    guard layout.plot.height > 1, width + 1 < layout.plot.width else { return }
    let place = min(column, layout.plot.maxX - width)
    grid.write(text, x: place, y: layout.plot.y, style: Style(.muted))
  }

  /// How high the start that is cut was, and the last x at which a line is still above the axis; nil where nothing is cut.
  func clipped(above upper: Double) -> (text: String, x: Double)? {
    guard clipsStart else { return nil }
    var (highest, last) = (-Double.infinity, -Double.infinity)
    for line in lines where !line.isPlan && !line.isGhost && line.track.divergence == nil {
      let end = min(startCount + 1, line.track.count)
      let start = line.track.extremes(in: 0..<end)
      guard start.max > upper + 1e-9 * abs(upper), start.max < Track.usefulMagnitude else { continue }
      highest = max(highest, start.max)
      let next = (0..<end).partitionIndex { line.track.extremes(in: $0..<end).max > upper }
      last = max(last, line.placement.x(line.track.x(at: max(0, next - 1))))
    }
    guard highest.isFinite else { return nil }
    return ((glyphs.isUnicode ? "↑" : "^") + NumberFormat.brief(highest), last)
  }
}
