/// Counts events and tells their rate over the last window of time.
struct RateMeter: Sendable {
  /// Nanoseconds a window lasts at least.
  private static let window: UInt64 = 500_000_000

  private var start: UInt64?
  private var count = 0
  private(set) var perSecond = 0.0

  /// Adds events that ended at a time in nanoseconds.
  mutating func add(_ events: Int, at now: UInt64) {
    guard let start, now >= start else { return restart(at: now) }
    count += events
    guard now - start >= Self.window else { return }
    perSecond = Double(count) / (Double(now - start) * 1e-9)
    restart(at: now)
  }

  /// Forgets the window under way, as after a pause, which is no slowness.
  mutating func interrupt() { start = nil }

  private mutating func restart(at now: UInt64) {
    start = now
    count = 0
  }
}
