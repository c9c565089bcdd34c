import Canvas
import Charts
import LRSchedulers
import Tracks

/// The marks on a chart of rates.
enum ChartMarkers {
  /// More marks of events than this would touch each other on the widest screen.
  private static let mostEvents = 256
  /// More rules than this would fill a chart.
  private static let mostPhases = 24

  /// The boundaries of phases: a thin rule where each but the first begins, with its number and name on top.
  static func phases(
    _ phases: [(phase: SchedulePhase, count: Int)], _ clock: Clock, on scale: TimeScale
  ) -> [PlotMarker] {
    guard let placement = clock.placement(of: clock.rateCount, on: scale) else { return [] }
    return phases.dropFirst().prefix(mostPhases).map { phase, count in
      PlotMarker(
        x: placement.x(Double(count)), kind: .phase, label: "\(phase.index + 1) \(phase.name)",
        style: Style(.muted))
    }
  }

  /// Of events all, or of many one in every stretch that can be distinguished.
  static func events(_ events: [PaneEvent], _ clock: Clock, on scale: TimeScale) -> [PlotMarker] {
    let x = { (event: PaneEvent) in clock.x(of: event.moment, on: scale) ?? scale.start }
    let shown =
      events.count <= mostEvents ? events : thinned(events, stretch: scale.end / Double(mostEvents), x)
    return shown.map { PlotMarker(x: x($0)) }
  }

  /// The first event of each stretch, in O(`mostEvents` · log count).
  private static func thinned(
    _ events: [PaneEvent], stretch: Double, _ x: (PaneEvent) -> Double
  ) -> [PaneEvent] {
    let stretch = max(1, stretch.rounded(.down))
    var shown: [PaneEvent] = []
    var rest = events[...]
    while let first = rest.first, shown.count < mostEvents {
      shown.append(first)
      let next = x(first) + stretch
      rest = rest[rest.partitionIndex { x($0) < next }...]
    }
    return shown
  }
}
