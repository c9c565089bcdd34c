import Canvas
import Charts

/// All panes in one chart of the rates and one of the losses.
struct ComparisonView {
  let lab: Lab
  /// Whether it has the whole screen.
  let isLarge: Bool

  func draw(into grid: inout CellGrid, rect: Rect) {
    let title = StyledText("comparison", Style(.standard, .bold))
    PaneFrame(title: title, status: FieldLine([]), isFocused: isLarge).draw(into: &grid, rect: rect)
    let inside = PaneFrame.inside(rect)
    let legend = legendLines(inside.width, rows: inside.height >= 10 ? max(1, inside.height / 5) : 1)
    let charts = Rect(
      x: inside.x, y: inside.y, width: inside.width, height: max(0, inside.height - legend.count))
    drawCharts(into: &grid, charts)
    for (row, line) in legend.enumerated() {
      grid.write(line, x: inside.x, y: charts.maxY + row, limit: inside.width)
    }
  }

  private func drawCharts(into grid: inout CellGrid, _ rect: Rect) {
    let factory = ChartFactory(lab: lab)
    switch lab.display.charts {
    case .lr: factory.allLRs().draw(into: &grid, rect: rect)
    case .loss: factory.allLosses().draw(into: &grid, rect: rect)
    case .momentum: factory.allMomenta().draw(into: &grid, rect: rect)
    case .both: ChartPair(first: factory.allLRs(), second: factory.allLosses()).draw(into: &grid, rect: rect)
    }
  }

  /// A sample of each line, the pane it belongs to and, with the cursor, its value there: less of it if rows are scarce.
  private func legendLines(_ width: Int, rows: Int) -> [StyledText] {
    let values = lab.panes.map { ComparisonValue(lab: lab, pane: $0) }
    let forms: [(Int) -> StyledText] = [
      { entry($0, isLong: true) + values[$0].long }, { entry($0, isLong: true) + values[$0].short },
      { entry($0, isLong: false) + values[$0].short }, { entry($0, isLong: false) },
    ]
    let legends = forms.lazy.map { flowed(lab.panes.indices.map($0), width) }
    return legends.first { $0.count <= rows } ?? Array((legends.last ?? []).prefix(rows))
  }

  private func entry(_ index: Int, isLong: Bool) -> StyledText {
    let sample = DashPattern.line(index).sample(lab.display.glyphs)
    let name = isLong ? " \(lab.panes[index].schedule.name)" : ""
    return StyledText([Span(sample, Style(.series(index))), Span(" \(index + 1)\(name)")])
  }

  private func flowed(_ entries: [StyledText], _ width: Int) -> [StyledText] {
    entries.reduce(into: []) { lines, entry in
      if let last = lines.last, last.width + 2 + entry.width <= width {
        lines[lines.count - 1] = last + StyledText("  ") + entry
      } else {
        lines.append(entry)
      }
    }
  }
}
