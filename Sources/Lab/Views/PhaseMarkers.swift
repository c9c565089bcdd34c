import Canvas
import Charts

/// The boundaries of a pane's phases: a thin rule where each but the first begins, with its number and name on top.
enum PhaseMarkers {
  /// More rules than this would fill a chart.
  private static let most = 24

  static func markers(_ pane: Pane, on time: TimeAxis) -> [PlotMarker] {
    pane.phaseStarts.dropFirst().prefix(most).map { phase, count in
      PlotMarker(
        x: Double(time.x(of: count, in: pane)), kind: .phase, label: "\(phase.index + 1) \(phase.name)",
        style: Style(.muted))
    }
  }
}
