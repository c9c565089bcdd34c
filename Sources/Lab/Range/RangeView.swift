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
    let lines = lines(finding, inside.width)
    // The chart has two thirds of the rows; what has no room below is left out from the end on.
    let below = min(lines.count, max(2, inside.height / 3))
    let place = Rect(x: inside.x, y: inside.y, width: inside.width, height: max(0, inside.height - below))
    let chart = RangeChart(finding, title: "", lossName: "train loss").chart(lab.display.glyphs)
    if place.height > 2 { chart.draw(into: &grid, rect: place) }
    for (row, line) in lines.prefix(below).enumerated() {
      grid.write(line, x: inside.x, y: place.maxY + row, limit: inside.width)
    }
  }

  /// What it comes to, and the rates side by side.
  private func lines(_ finding: RangeFinding, _ width: Int) -> [StyledText] {
    let verdict: StyledText
    if let chosen = panel.chosen, let rate = chosen.rate {
      verdict = StyledText([
        Span("Enter takes ", Style(.muted)), Span(LRText.brief(LRText.rounded(rate)), Style(.lr, .bold)),
        Span(" (\(chosen.name)) for pane \(number): \(finding.words)", Style(.muted)),
      ])
    } else {
      verdict = StyledText("nothing to suggest: \(finding.words)", Style(.warning))
    }
    return Wrapping.flowed([verdict.shortened(to: width)] + rates(finding), width: width)
  }

  private var number: Int { (lab.panes.firstIndex { $0.id == panel.pane } ?? lab.focus) + 1 }

  private func rates(_ finding: RangeFinding) -> [StyledText] {
    finding.suggestions.map { one in
      let isChosen = panel.chosen == one
      return StyledText([
        Span(isChosen ? "▸" : " ", Style(.accent, .bold)),
        Span(one.name + " ", isChosen ? Style(.accent, .bold) : Style(.muted)),
        Span(one.rate.map(LRText.brief) ?? "too few rows", isChosen ? Style(.lr, .bold) : .standard),
      ])
    }
  }
}
