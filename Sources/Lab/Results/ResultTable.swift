import Canvas
import Charts
import LRSchedulers
import Training

/// The panes in the order of their results, as many columns as there is room for.
struct ResultTable {
  let names: [String]
  let results: [PaneResult]
  let ranking: Ranking
  let focus: Int
  let glyphs: GlyphSet

  /// One column: its heading, its cells, and how soon it is left out.
  private struct Column {
    let heading: String
    let cells: [StyledText]
    /// What stays longest is highest.
    let priority: Int
    var isLeft = false
    /// Widest first; a narrower one cuts at words.
    var least: Int?

    var width: Int { max(heading.unicodeScalars.count, cells.map(\.width).max() ?? 0) }
  }

  /// A heading, a row a pane, and a word of caution; what has no place is counted.
  func lines(_ width: Int, rows: Int) -> [StyledText] {
    guard rows > 1 else { return [] }
    let columns = fitting(width)
    let body = ranking.order.map { line(columns, width) { $0.cells[$1] }($0) }
    let caution =
      ranking.cautions.first { $0.unicodeScalars.count <= width }.map { [glyphs.spelled($0)] } ?? []
    let heading = line(columns, width) { column, _ in StyledText(column.heading, Style(.muted)) }(0)
    let room = rows - 1
    guard body.count > room else {
      return [heading] + body + caution.map { StyledText($0, Style(.muted)) }.prefix(room - body.count)
    }
    let rest = StyledText("+\(body.count - room + 1) more", Style(.muted))
    return [heading] + body.prefix(room - 1) + [rest]
  }

  /// The columns for which there is room, remarks being cut before anything else goes.
  private func fitting(_ width: Int) -> [Column] {
    var columns = self.columns.filter { column in column.cells.contains { $0.width > 0 } }
    func total(_ columns: [Column]) -> Int {
      columns.reduce(0) { $0 + ($1.least ?? $1.width) } + 2 * max(0, columns.count - 1)
    }
    while total(columns) > width,
      let least = columns.indices.min(by: { columns[$0].priority < columns[$1].priority }),
      columns.count > 1
    {
      columns.remove(at: least)
    }
    return columns
  }

  private func line(
    _ columns: [Column], _ width: Int, _ cell: @escaping (Column, Int) -> StyledText
  ) -> (Int) -> StyledText {
    { index in
      var (spans, used) = ([Span](), 0)
      for (place, column) in columns.enumerated() {
        if place > 0 { spans.append(Span("  ")) }
        used += place > 0 ? 2 : 0
        let isLast = place == columns.count - 1
        let text = cell(column, index).shortened(to: isLast ? width - used : column.width)
        let blanks = Span(String(repeating: " ", count: max(0, column.width - text.width)))
        spans += column.isLeft ? text.spans + (isLast ? [] : [blanks]) : [blanks] + text.spans
        used += column.width
      }
      return StyledText(spans)
    }
  }

  // MARK: Columns

  private var columns: [Column] {
    [
      Column(heading: "", cells: results.indices.map(rank), priority: 95),
      Column(heading: "#", cells: results.indices.map(number), priority: 99),
      Column(heading: "scheduler", cells: names.indices.map(name), priority: 90, isLeft: true),
      column(lossHeading, 80) { score($0) }, column("@", 50) { $0.best.map { CountText.of($0.x) } },
      column("final", 40) { $0.final.map(NumberFormat.readout) },
      column("acc", 60) { $0.accuracy.map(NumberFormat.accuracy.text) },
      column("LR peak → end", 55) { rates($0) },
      column("cuts", 45) { $0.cuts.map { $0 == 0 ? "-" : String($0) } },
      column("area", 20) { $0.area.map(Self.area) },
      Column(heading: "", cells: results.indices.map(remark), priority: 30, isLeft: true, least: 6),
    ]
  }

  private var lossHeading: String {
    results.contains { !$0.seeds.isEmpty } ? "best loss, mean" : "best loss"
  }

  private func column(_ heading: String, _ priority: Int, _ text: (PaneResult) -> String?) -> Column {
    Column(
      heading: glyphs.spelled(heading), cells: results.map { StyledText(glyphs.spelled(text($0) ?? "")) },
      priority: priority)
  }

  /// Its place, or that it may as well be the first.
  private func rank(_ index: Int) -> StyledText {
    guard ranking.hasWinner, results[index].score != nil else { return StyledText("") }
    let place = ranking.place(of: index)
    if ranking.ties.contains(index) { return StyledText("≈1", Style(.good)) }
    return StyledText("\(place)", Style(place == 1 ? .good : .muted, place == 1 ? .bold : []))
  }

  private func number(_ index: Int) -> StyledText {
    StyledText([
      Span(index == focus ? "▸" : " ", Style(.accent, .bold)),
      Span("\(index + 1)", Style(.series(index), .bold)),
    ])
  }

  private func name(_ index: Int) -> StyledText {
    StyledText(names[index], index == focus ? Style(.standard, .bold) : .standard)
  }

  private func score(_ result: PaneResult) -> String? {
    guard let score = result.score else { return nil }
    let text = NumberFormat.readout(score)
    return result.deviation.map { "\(text) ±\(NumberFormat.brief($0))" } ?? text
  }

  private func rates(_ result: PaneResult) -> String? {
    guard let peak = result.peakRate, let end = result.endRate else { return nil }
    return "\(LRText.brief(peak)) → \(LRText.brief(end))"
  }

  private static func area(_ area: Double) -> String {
    area >= 100 ? TrainingUnits.grouped(Int(min(area.rounded(), 1e15))) : NumberFormat.brief(area)
  }

  private func remark(_ index: Int) -> StyledText {
    StyledText(results[index].remark, Style(.muted))
  }
}

extension StyledText {
  /// As many whole words as fit, and dots for the rest.
  func shortened(to limit: Int) -> StyledText {
    guard width > limit else { return self }
    guard limit > 1 else { return StyledText("") }
    var (kept, room) = ([Span](), limit - 2)
    for span in spans {
      if span.width <= room {
        kept.append(span)
        room -= span.width
        continue
      }
      let words = Wrapping.lines(span.text, width: room).first ?? ""
      let head = words.unicodeScalars.count <= room ? words : ""
      return StyledText(kept + [Span(head + " …", span.style)])
    }
    return StyledText(kept)
  }
}
