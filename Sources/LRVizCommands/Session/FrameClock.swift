/// Says when the next frame is due: at once for what the user did, at most thirty times a second for the runs.
struct FrameClock {
  private static let interval = Duration.milliseconds(33)

  private var lastFrame: ContinuousClock.Instant?
  private var due: ContinuousClock.Instant?

  /// How long nothing needs to be drawn; nil if there is nothing to draw.
  var untilFrame: Duration? {
    due.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
  }

  var isFrameDue: Bool {
    due.map { $0 <= ContinuousClock.now } ?? false
  }

  /// Something changed that may wait for the next frame.
  mutating func requestFrame() {
    guard due == nil else { return }
    let now = ContinuousClock.now
    due = lastFrame.map { max(now, $0 + Self.interval) } ?? now
  }

  /// Something changed that the user waits for.
  mutating func requestFrameNow() {
    due = .now
  }

  mutating func framePresented() {
    lastFrame = .now
    due = nil
  }
}
