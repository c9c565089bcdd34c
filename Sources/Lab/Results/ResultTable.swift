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

  /// A heading, a row a pane, and a word of caution; what has no place is counted.
  func lines(_ width: Int, rows: Int) -> [StyledText] {
    guard rows > 1 else { return [] }
    let table = TextTable(columns, width: width)
    let body = ranking.order.map(table.row)
    let caution =
      ranking.cautions.first { $0.unicodeScalars.count <= width }.map { [glyphs.spelled($0)] } ?? []
    let room = rows - 1
    guard body.count > room else {
      return [table.heading] + body + caution.map { StyledText($0, Style(.muted)) }.prefix(room - body.count)
    }
    let rest = StyledText("+\(body.count - room + 1) more", Style(.muted))
    return [table.heading] + body.prefix(room - 1) + [rest]
  }

  // MARK: Columns

  private var columns: [TextTable.Column] {
    [
      TextTable.Column(heading: "", cells: results.indices.map(rank), priority: 95),
      TextTable.Column(heading: "#", cells: results.indices.map(number), priority: 99),
      TextTable.Column(heading: "scheduler", cells: names.indices.map(name), priority: 90, isLeft: true),
      column(lossHeading, 80) { score($0) }, column("@", 50) { $0.best.map { CountText.of($0.x) } },
      column("final", 40) { $0.final.map(NumberFormat.readout) },
      column("forecast", 70) { $0.foretold.map(NumberFormat.readout) },
      column("acc", 60) { $0.accuracy.map(NumberFormat.accuracy.text) },
      column("LR peak → end", 55) { rates($0) },
      column("cuts", 45) { $0.cuts.map { $0 == 0 ? "-" : String($0) } },
      column("area", 20) { $0.area.map(Self.area) },
      TextTable.Column(heading: "", cells: results.indices.map(remark), priority: 30, isLeft: true, least: 6),
    ]
  }

  private var lossHeading: String {
    results.contains { !$0.seeds.isEmpty } ? "best loss, mean" : "best loss"
  }

  private func column(_ heading: String, _ priority: Int, _ text: (PaneResult) -> String?) -> TextTable.Column
  {
    TextTable.Column(
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
