import Canvas
import Charts
import LRSchedulers

/// Makes charts of contents, as the display wants them.
struct ChartFactory {
  let context: FrameContext

  func chart(_ content: ChartContent) -> LineChart {
    var chart = blank(content.title, content.role)
    chart.lines = content.lines
    chart.markers = content.markers
    chart.hasMarkerRow = content.hasMarkerRow
    chart.placeholder = content.placeholder
    chart.secondX = content.ruler
    return chart
  }

  /// Lines of all panes, each told apart by the number of its pane.
  func comparison(_ title: String, _ role: ChartContent.Role, _ lines: [PlotLine?]) -> LineChart {
    var chart = blank(title, role)
    chart.showsLegend = false
    chart.lines = lines.enumerated().compactMap { index, line in
      guard var line else { return nil }
      (line.label, line.style, line.dash) = ("\(index + 1)", Style(.series(index)), .line(index))
      return line
    }
    return chart
  }

  private func blank(_ title: String, _ role: ChartContent.Role) -> LineChart {
    var chart = LineChart(title: title, glyphs: context.display.glyphs)
    chart.x.bounds = .fixed(context.scale.start, max(context.scale.start + 1, context.scale.end))
    chart.x.name = context.scale.unit.rawValue
    chart.secondX = context.scale.ruler
    chart.y.scale = isLog(role) ? .log : .linear
    chart.cursor = context.cursor
    return chart
  }

  private func isLog(_ role: ChartContent.Role) -> Bool {
    switch role {
    case .rate: context.display.logLR
    case .loss: context.display.logLoss
    case .momentum: false
    }
  }

  /// One chart, or two of the same x: above each other, or side by side where rows are scarce.
  static func draw(_ charts: [LineChart], into grid: inout CellGrid, rect: Rect) {
    guard charts.count == 2 else {
      charts.first?.draw(into: &grid, rect: rect)
      return
    }
    if rect.height >= 10, rect.width < 5 * rect.height {
      ChartStack(charts).draw(into: &grid, rect: rect)
      return
    }
    let width = (rect.width - 1) / 2
    for (chart, x) in zip(charts, [rect.x, rect.maxX - width]) {
      chart.draw(into: &grid, rect: Rect(x: x, y: rect.y, width: width, height: rect.height))
    }
  }
}
