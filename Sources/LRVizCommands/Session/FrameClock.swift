/// Says when the next frame is due: at once for what the user did, at most thirty times a second for the runs.
struct FrameClock {
  typealias Instant = ContinuousClock.Instant

  private static let interval = Duration.milliseconds(33)

  /// From when on the runs may have the next frame. A turn that nobody used is kept, one at most: else news that come
  /// thirty times a second by their own clock would all wait for ours, and the thread would sleep twice a frame.
  private var nextTurn: Instant?
  private var due: Instant?

  /// How long nothing needs to be drawn; nil if there is nothing to draw.
  func untilFrame(at now: Instant = .now) -> Duration? {
    due.map { max(.zero, now.duration(to: $0)) }
  }

  func isFrameDue(at now: Instant = .now) -> Bool {
    due.map { $0 <= now } ?? false
  }

  /// Something changed that may wait for the next frame.
  mutating func requestFrame(at now: Instant = .now) {
    guard due == nil else { return }
    due = nextTurn.map { max(now, $0) } ?? now
  }

  /// Something changed that the user waits for.
  mutating func requestFrameNow(at now: Instant = .now) {
    due = now
  }

  /// A frame begins to be made, which takes its time too.
  mutating func beginFrame(at now: Instant = .now) {
    nextTurn = nextTurn.map { max(min($0, now) + Self.interval, now) } ?? now
    due = nil
  }
}
