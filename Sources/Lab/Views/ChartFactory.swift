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
    chart.shades += content.shades
    if let x = content.x { chart.x.bounds = .fixed(x.lowerBound, x.upperBound) }
    if let unit = content.xUnit {
      (chart.x.name, chart.x.labels, chart.cursor) = (unit.name, unit.labels, nil)
      chart.shades = content.shades
    }
    if let values = content.values { chart.y.bounds = .fixed(values.lowerBound, values.upperBound) }
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
    chart.x.bounds = .fixed(context.scale.start, max(context.scale.start.nextUp, context.scale.end))
    chart.x.name = context.scale.unit.name
    chart.x.labels = context.scale.unit.labels
    chart.secondX = context.scale.ruler
    chart.shades = context.selection.map { [PlotShade($0, style: Style(.accent, [.dim]))] } ?? []
    chart.y.scale = isLog(role) ? .log : .linear
    chart.cursor = context.cursor
    return chart
  }

  private func isLog(_ role: ChartContent.Role) -> Bool {
    switch role {
    case .rate: context.display.logLR
    case .loss: context.display.logLoss
    case .momentum, .other: false
    }
  }

  /// One chart, or several of the same x: above each other, or side by side where rows are scarce.
  static func draw(_ charts: [LineChart], into grid: inout CellGrid, rect: Rect) {
    guard charts.count > 1 else {
      charts.first?.draw(into: &grid, rect: rect)
      return
    }
    if rect.height >= 5 * charts.count, rect.width < 5 * rect.height {
      ChartStack(charts).draw(into: &grid, rect: rect)
      return
    }
    let width = (rect.width - charts.count + 1) / charts.count
    for (index, chart) in charts.enumerated() {
      let x = index == 0 ? rect.x : rect.maxX - (width + 1) * (charts.count - index) + 1
      chart.draw(into: &grid, rect: Rect(x: x, y: rect.y, width: width, height: rect.height))
    }
  }
}
