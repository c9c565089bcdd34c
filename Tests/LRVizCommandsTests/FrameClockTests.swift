import Testing

@testable import LRVizCommands

/// A session without a screen: every instant is given, so that nothing depends on how busy the machine is.
struct FrameClockTests {
  private let start = ContinuousClock.now
  private var clock = FrameClock()
  private var frames: [Duration] = []
  private var wakes = 0

  init() { clock.beginFrame(at: start) }

  /// Sleeps until there are news or a frame is due, again and again.
  private mutating func play(_ news: [Duration]) {
    var (now, rest) = (start, news[...])
    while let next = [clock.untilFrame(at: now).map { now + $0 }, rest.first.map { start + $0 }].compactMap(
      \.self
    ).min() {
      (now, wakes) = (next, wakes + 1)
      if let first = rest.first, start + first <= now {
        rest.removeFirst()
        clock.requestFrame(at: now)
      }
      guard clock.isFrameDue(at: now) else { continue }
      clock.beginFrame(at: now)
      frames.append(start.duration(to: now))
    }
  }

  @Test(arguments: [1, 13, 32])
  mutating func newsThirtyTimesASecondAreDrawnAtOnce(phase: Int) {
    let news = (0..<30).map { Duration.milliseconds(phase) + .microseconds(33_333 * $0) }
    play(news)
    #expect(frames == news)
    #expect(wakes == 30)
  }

  @Test mutating func moreNewsMakeNoMoreFrames() {
    play((1...1000).map { .milliseconds($0) })
    #expect((29...32).contains(frames.count))
    #expect(zip(frames.dropFirst(), frames.dropFirst(2)).allSatisfy { $1 - $0 >= .milliseconds(33) })
  }

  @Test mutating func theUserIsAnsweredAtOnceAndTheRunsWaitNoLonger() {
    for moment in 1...20 {
      clock.requestFrameNow(at: start + .milliseconds(moment))
      #expect(clock.isFrameDue(at: start + .milliseconds(moment)))
      clock.beginFrame(at: start + .milliseconds(moment))
    }
    play([.milliseconds(21)])
    #expect(frames == [.milliseconds(53)])
  }

  /// Rows that come alone are drawn at once, a crowd of them eight times a second.
  @Test mutating func rowsOfLogs() {
    clock = .rows
    let alone = (1...50).map { Duration.milliseconds(100 * $0) }
    let crowd = (0..<300).map { Duration.milliseconds(6_000) + .microseconds(33_333 * $0) }
    play(alone + crowd)
    #expect(frames.starts(with: alone))
    #expect((80...90).contains(frames.count - alone.count))
  }

  @Test mutating func afterTooManyNewsTheirClockIsFollowedAgain() {
    let late = (1...200).map { Duration.milliseconds(1000) + .microseconds(33_333 * $0) }
    play((1...1000).map { .milliseconds($0) } + late)
    #expect(frames.suffix(50) == late.suffix(50))
  }
}
