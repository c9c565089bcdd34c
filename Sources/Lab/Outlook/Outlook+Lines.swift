import Canvas
import Charts
import Tracks

extension Outlook {
  /// Puts its curves into a chart of losses: the rest of the run within its band, the other schedules dimmed.
  func draw(into chart: inout ChartContent, _ placement: Placement) {
    if let last = rest.last {
      let style = chart.lines.last { !$0.isGhost }?.style ?? Style(.valLoss)
      var line = restLine(style, placement)
      line.endText = NumberFormat.brief(last.loss)
      chart.bands.append(band(style, placement))
      chart.lines.insert(line, at: 0)
    }
    for curve in others {
      var line = PlotLine.plan(
        Self.track(curve.points, \.loss), style: Style(.series(curve.number - 1)), shape: .interpolated)
      line.endText = "\(curve.number)"
      chart.lines.insert(line.placed(scale: placement.scale, offset: placement.offset), at: 0)
    }
  }

  /// The rest of the run, dotted.
  func restLine(_ style: Style, _ placement: Placement) -> PlotLine {
    var line = PlotLine.plan(Self.track(rest, \.loss), style: style, shape: .interpolated)
    line.style = style
    return line.placed(scale: placement.scale, offset: placement.offset)
  }

  /// Where it lies with the probability of the band.
  func band(_ style: Style, _ placement: Placement) -> PlotBand {
    PlotBand(Self.track(rest, \.low), Self.track(rest, \.high), style: Style(style.foreground, [.dim]))
      .placed(placement)
  }

  private static func track(_ points: [Point], _ value: KeyPath<Point, Double>) -> Track {
    var track = Track()
    for point in points { track.append(x: point.x, point[keyPath: value]) }
    return track
  }
}

extension OutlookState {
  /// Adds the rest of the run to what the comparison draws of a pane.
  ///
  /// - Parameter index: the pane's place, which gives its color.
  func add(to entry: inout ComparisonEntry, _ index: Int, _ clock: Clock, _ context: FrameContext) {
    guard case .found(let outlook) = self, !outlook.rest.isEmpty,
      let placement = clock.placement(of: clock.measureCount, on: context.scale)
    else { return }
    let style = Style(.series(index))
    entry.foretold = outlook.restLine(style, placement)
    entry.foretoldBand = outlook.band(style, placement)
  }

  /// Adds what it has to show to what the views draw of a pane.
  func add(to content: inout PaneContent, _ clock: Clock, _ context: FrameContext) {
    content.outlook = OutlookWords(state: self)
    guard case .found(let outlook) = self, !context.display.showsMicroscope,
      let index = content.charts.firstIndex(where: { $0.role == .loss })
    else { return }
    let chart = content.charts[index]
    let scale = chart.xUnit.flatMap { unit in chart.x.map { TimeScale(unit, $0) } } ?? context.scale
    guard let placement = clock.placement(of: clock.measureCount, on: scale) else { return }
    outlook.draw(into: &content.charts[index], placement)
  }
}
