/// Says when the next frame is due: at once for what the user did, so many times a second for news.
struct FrameClock {
  typealias Instant = ContinuousClock.Instant

  private let interval: Duration
  private let kept: Int
  /// When the turns that have been used are over.
  private var used: Instant?
  private var due: Instant?

  /// - Parameters:
  ///   - interval: of the turns that news have.
  ///   - kept: how many turns that nobody used are kept. One at least: else news that come by their own clock as often as
  ///     turns do would all wait for ours, and the thread would sleep twice a frame.
  init(interval: Duration = .milliseconds(33), kept: Int = 1) {
    self.interval = interval
    self.kept = kept
  }

  /// For rows of logs, which come alone or by the hundred: those that come alone are shown at once.
  static let rows = FrameClock(interval: .milliseconds(125), kept: 10)

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
    due = used.map { max(now, $0 - interval * kept) } ?? now
  }

  /// Something changed that the user waits for.
  mutating func requestFrameNow(at now: Instant = .now) {
    due = now
  }

  /// A frame begins to be made, which takes its time too.
  mutating func beginFrame(at now: Instant = .now) {
    // Frames that nobody asked the clock for are not paid for later.
    used = min(max(used ?? now, now), now + interval * kept) + interval
    due = nil
  }
}
