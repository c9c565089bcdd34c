import Canvas
import Charts

/// The panel of a range test: its chart, the rates that are named, and what can be done.
struct RangeView {
  let lab: Lab
  let panel: RangePanel

  func draw(into grid: inout CellGrid) {
    let inside = Panel(title: "range test: \(panel.name)").draw(into: &grid, rect: lab.body)
    switch panel.report {
    case nil: write("training while the rate rises from batch to batch…", .muted, into: &grid, inside)
    case .failed(let reason): write(reason, .bad, into: &grid, inside)
    case .found(let finding, _): draw(finding, into: &grid, inside)
    }
  }

  private func write(_ text: String, _ role: ColorRole, into grid: inout CellGrid, _ inside: Rect) {
    for (row, line) in Wrapping.lines(text, width: inside.width).prefix(inside.height).enumerated() {
      grid.write(line, x: inside.x, y: inside.y + row, style: Style(role), limit: inside.width)
    }
  }

  private func draw(_ finding: RangeFinding, into grid: inout CellGrid, _ inside: Rect) {
    let chart = RangeChart(finding, title: "", lossName: "train loss").chart(lab.display.glyphs)
    let (place, words) = places(finding, inside)
    if place.height > 2 { chart.draw(into: &grid, rect: place) }
    guard !words.isEmpty else { return }
    grid.write(verdict(finding), x: words.x, y: words.y, limit: words.width)
    for (index, one) in finding.suggestions.enumerated() {
      let cell = cell(index, finding, words)
      guard words.contains(Point(x: cell.x, y: cell.y)) else { continue }
      grid.write(text(one, number: index + 1, finding), x: cell.x, y: cell.y, limit: cell.width)
    }
  }

  /// The chart above, the words below: it has two thirds of the rows, and what has no room is left out from the end on.
  private func places(_ finding: RangeFinding, _ inside: Rect) -> (chart: Rect, words: Rect) {
    let rows =
      1 + (finding.suggestions.count + columns(finding, inside.width) - 1) / columns(finding, inside.width)
    let below = min(rows, max(2, inside.height / 3), inside.height)
    let height = inside.height - below
    return (
      Rect(x: inside.x, y: inside.y, width: inside.width, height: height),
      Rect(x: inside.x, y: inside.y + height, width: inside.width, height: below)
    )
  }

  /// What it comes to.
  private func verdict(_ finding: RangeFinding) -> StyledText {
    guard let chosen = panel.chosen, let rate = chosen.rate else {
      return StyledText("nothing to suggest: \(finding.words)", Style(.warning))
    }
    return StyledText([
      Span("Enter takes ", Style(.muted)), Span(LRText.brief(LRText.rounded(rate)), Style(.lr, .bold)),
      Span(" (\(chosen.name)) for pane \(number): \(finding.words)", Style(.muted)),
    ])
  }

  private var number: Int { (lab.panes.firstIndex { $0.id == panel.pane } ?? lab.focus) + 1 }
}

/// The rates that are named, side by side in columns.
extension RangeView {
  private static let gap = 3

  private func columns(_ finding: RangeFinding, _ width: Int) -> Int {
    max(1, (width + Self.gap) / (cellWidth(finding) + Self.gap))
  }

  private func cellWidth(_ finding: RangeFinding) -> Int {
    finding.suggestions.enumerated().reduce(1) {
      max($0, text($1.element, number: $1.offset + 1, finding).width)
    }
  }

  private func cell(_ index: Int, _ finding: RangeFinding, _ words: Rect) -> Rect {
    let columns = columns(finding, words.width)
    let x = words.x + index % columns * (cellWidth(finding) + Self.gap)
    return Rect(
      x: x, y: words.y + 1 + index / columns, width: min(cellWidth(finding), words.maxX - x), height: 1)
  }

  /// `▸1 fastai.valley  0.048`, the number being that of the rule in the chart.
  private func text(_ one: RangeFinding.Suggestion, number: Int, _ finding: RangeFinding) -> StyledText {
    let isChosen = panel.chosen == one
    let widest = finding.suggestions.map(\.name.count).max() ?? 0
    return StyledText([
      Span(isChosen ? "▸" : " ", Style(.accent, .bold)), Span("\(number) "),
      Span(one.name, isChosen ? Style(.accent, .bold) : Style(.muted)),
      Span(String(repeating: " ", count: widest - one.name.count + 2)),
      Span(one.rate.map(LRText.brief) ?? "too few rows", isChosen ? Style(.lr, .bold) : .standard),
    ])
  }

  /// The name of the suggestion at a point; nil where there is none.
  func suggestion(at point: Point) -> String? {
    guard case .found(let finding, _)? = panel.report else { return nil }
    let words = places(finding, Panel.inside(lab.body)).words
    guard words.contains(point) else { return nil }
    return finding.suggestions.indices.first { cell($0, finding, words).contains(point) }.map {
      finding.suggestions[$0].name
    }
  }
}
