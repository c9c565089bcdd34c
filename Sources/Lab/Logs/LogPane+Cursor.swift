import Canvas
import Charts
import LRSchedulers
import RunLogs
import Tracks

/// The values at the cursor: those in force, or the nearest there are.
extension LogPane {
  func cursorValues(_ x: Double, _ context: FrameContext) -> [StyledText] {
    guard let placement = clock.placement(of: .logged, on: context.scale) else {
      return [StyledText("no \(context.scale.unit.plural) in this log", Style(.muted))]
    }
    let own = placement.trackX(x)
    let at = StyledText([
      Span("at ", Style(.muted)), Span(context.scale.text(of: x), Style(.accent, .bold)),
    ])
    return [at] + shownSeries.prefix(12).compactMap { value($0, own) } + (plan?.cursorValue(own) ?? [])
  }

  private func value(_ index: Int, _ x: Double) -> StyledText? {
    let track = run.series[index].track
    let isRate = chartRole(index) == .rate
    guard let point = isRate ? held(track, x) : track.index(nearestTo: x) else { return nil }
    let name = isRate && roles.lrGroups.count == 1 ? "lr" : label(index)
    let text = StyledText.labelled(name, PythonNumber.repr(track[point]), style(index))
    let place = track.x(at: point)
    return place == x || isRate && place <= x
      ? text : text + StyledText(" @\(CountText.of(place))", Style(.muted))
  }

  /// The last point at or before a place, else the first one after.
  private func held(_ track: Track, _ x: Double) -> Int? {
    guard let segment = track.segments.indices.last, !track.isEmpty else { return nil }
    let index = track.index(after: x, in: segment) - 1
    return index >= track.segments[segment] ? index : track.index(nearestTo: x)
  }

  private func style(_ index: Int) -> Style {
    switch chartRole(index) {
    case .rate: Style(.lr)
    case .momentum: Style(.momentum)
    case .loss: Style(roles[.valLoss] == index ? .valLoss : .trainLoss)
    case .other: .standard
    }
  }

  /// The value of a role at the cursor.
  func value(_ role: LogRole, in context: FrameContext) -> Double? {
    guard let x = context.cursor, let track = track(role),
      let own = clock.placement(of: .logged, on: context.scale)?.trackX(x)
    else { return nil }
    return track.index(nearestTo: own).map { track[$0] }
  }

  /// The x of the point that lies nearest to a place, of the series with the most of them.
  func nearest(_ x: Double, on scale: TimeScale) -> Double? {
    let tracks = shownSeries.map { run.series[$0].track }
    guard let track = tracks.max(by: { $0.count < $1.count }),
      let placement = clock.placement(of: .logged, on: scale),
      let index = track.index(nearestTo: placement.trackX(x))
    else { return nil }
    return placement.x(track.x(at: index))
  }

  /// The x of the point that lies so many points after a place, or before it, of the series with the most of them.
  func neighbor(of x: Double, by steps: Int, on scale: TimeScale) -> Double? {
    let tracks = shownSeries.map { run.series[$0].track }
    guard let track = tracks.max(by: { $0.count < $1.count }), track.count > 0,
      let segment = track.segments.indices.last,
      let placement = clock.placement(of: .logged, on: scale)
    else { return nil }
    let own = placement.trackX(x)
    let points = track.indices(ofSegment: segment)
    let index =
      steps > 0
      ? track.index(after: own, in: segment) + steps - 1 : track.index(atOrAfter: own, in: segment) + steps
    return placement.x(track.x(at: min(max(index, points.lowerBound), points.upperBound - 1)))
  }
}
