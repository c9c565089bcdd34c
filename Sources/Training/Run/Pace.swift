/// How fast a run may go.
package enum Pace: Sendable, Equatable {
  /// Epochs begin on ticks of one clock, the same for all runs of a pace, so that they advance side by side.
  case epochsPerSecond(Double)
  /// As fast as the machine can.
  case max

  /// Nanoseconds from tick to tick; nil for no waiting. Rates that are no positive number do not wait either.
  package var interval: UInt64? {
    guard case .epochsPerSecond(let rate) = self, rate.isFinite, rate > 0 else { return nil }
    return UInt64(Swift.min(Swift.max(1e9 / rate, 1), 3.6e12))
  }
}
