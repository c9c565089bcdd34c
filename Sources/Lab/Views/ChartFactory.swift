import Canvas
import Charts
import LRSchedulers

/// Makes charts of contents, as the display wants them.
struct ChartFactory {
  let context: FrameContext
  /// Those that all panes share; nil where each has its own.
  var axes: SharedAxes?

  func chart(_ content: ChartContent) -> LineChart {
    var chart = plain(content)
    let axis = axes?[content.role] ?? ownAxis(content)
    (chart.y.scale, chart.shown) = (axis.scale, axis.shown)
    if context.hasHeading, content.saysNothingNew { (chart.title, chart.showsLegend) = ("", false) }
    return chart
  }

  /// The chart before it is known how its values are shown.
  func plain(_ content: ChartContent) -> LineChart {
    var chart = blank(content.title, content.role)
    chart.lines = content.lines
    chart.markers = content.markers
    chart.hasMarkerRow = content.hasMarkerRow
    chart.placeholder = content.placeholder
    chart.secondX = content.ruler
    chart.shades += content.shades
    chart.bands = content.bands
    if let x = content.x { chart.x.bounds = .fixed(x.lowerBound, x.upperBound) }
    if let unit = content.xUnit {
      (chart.x.name, chart.x.labels, chart.cursor) = (unit.name, unit.labels, nil)
      chart.shades = content.shades
    }
    if let values = content.values { chart.y.bounds = .fixed(values.lowerBound, values.upperBound) }
    return chart
  }

  /// How the values of one chart are shown by themselves: rates as they span, or as was chosen.
  func ownAxis(_ content: ChartContent) -> ValueAxis {
    axis(content.role, [content.lines], within: content.x)
  }

  /// The same of several.
  ///
  /// - Parameters:
  ///   - panes: the lines of each.
  ///   - x: what is shown of x; nil for the scale that all share.
  func axis(_ role: ChartContent.Role, _ panes: [[PlotLine]], within x: ClosedRange<Double>? = nil)
    -> ValueAxis
  {
    switch role {
    case .loss: return ValueAxis(scale: context.display.logLoss ? .log : .linear)
    case .momentum, .other: return ValueAxis()
    case .rate:
      let ranges = panes.map { RateRange($0, within: x ?? context.scale.domain) }
      guard context.display.logLR ?? ranges.contains(where: \.isWide) else { return ValueAxis() }
      return ValueAxis(scale: .log, shown: RateRange.extremes(of: ranges))
    }
  }

  /// Lines of all panes, each with the number of its pane, and the value it has come to where there is room. What is planned
  /// of each stands behind them, and has the number at its end.
  func comparison(
    _ title: String, _ role: ChartContent.Role, _ lines: [PlotLine?], planned: [PlotLine?] = []
  ) -> LineChart {
    var chart = blank(title, role)
    chart.showsLegend = false
    chart.lines = planned.enumerated().compactMap { index, line in
      var plan = line?.asPlan(Style(.series(index)))
      plan?.endText = "\(index + 1)"
      return plan
    }
    chart.lines += lines.enumerated().compactMap { index, line in
      guard var line else { return nil }
      (line.label, line.style, line.dash) = ("\(index + 1)", Style(.series(index)), .solid)
      line.endText = planned.indices.contains(index) && planned[index] != nil ? nil : "\(index + 1)"
      if role == .loss, let last = line.track.last {
        line.endText = "\(index + 1) \(NumberFormat.brief(last))"
      }
      return line
    }
    let axis = comparedAxis(role, lines, planned)
    (chart.y.scale, chart.shown) = (axis.scale, axis.shown)
    return chart
  }

  /// The axis of the panes where these share one; of losses the comparison shows fewer than they do.
  private func comparedAxis(_ role: ChartContent.Role, _ lines: [PlotLine?], _ planned: [PlotLine?])
    -> ValueAxis
  {
    if role == .rate, let shared = axes?[role] { return shared }
    let panes = lines.enumerated().map { index, line in
      [line, planned.indices.contains(index) ? planned[index] : nil].compactMap(\.self)
    }
    return axis(role, panes)
  }

  private func blank(_ title: String, _ role: ChartContent.Role) -> LineChart {
    var chart = LineChart(title: title, glyphs: context.display.glyphs)
    chart.x.bounds = .fixed(context.scale.start, max(context.scale.start.nextUp, context.scale.end))
    chart.x.name = context.scale.unit.name
    chart.x.labels = context.scale.unit.labels
    chart.secondX = context.scale.ruler
    chart.shades = context.selection.map { [PlotShade($0, style: Style(.accent, [.dim]))] } ?? []
    chart.cursor = context.cursor
    chart.clipsStart = role == .loss && context.clipsStart && !context.display.logLoss
    return chart
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

extension ChartContent {
  /// Whether the heading of the screen says all that its own would.
  fileprivate var saysNothingNew: Bool {
    ["LR", "loss", "loss by epoch"].contains(title)
      && lines.allSatisfy { ["", "train", "val"].contains($0.label) }
  }
}
