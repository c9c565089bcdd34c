import Tracks

/// A jump of a logged rate.
package struct LoggedChange: Sendable, Equatable {
  /// Where the log has the first value of the new rate.
  package var x: Double
  package var axis: TimeScale.Unit
  package var from: Double
  package var to: Double
}

/// Finds the jumps of a rate among the values that a log has of it: changes of 1 % and more, five times as large as those
/// before and after. What falls or rises with every row has none, however steep.
///
/// Whether the last change is a jump depends on what comes: it is taken for one if nothing changed before.
struct RateJumps: Sendable {
  private static let smallest = 0.01
  private static let factor = 5.0
  private static let most = 10_000

  private(set) var confirmed: [LoggedChange] = []
  /// The last change, if it seems to be one.
  private(set) var pending: LoggedChange?
  private var progress = TrackProgress()

  var all: [LoggedChange] { confirmed + (pending.map { [$0] } ?? []) }

  mutating func follow(_ track: Track, axis: TimeScale.Unit) {
    if !progress.holds(track) { self = RateJumps() }
    // The last point of before is looked at again: now it has a successor.
    for index in max(1, progress.count - 1)..<max(1, track.count - 1) where confirmed.count < Self.most {
      if isJump(track, index) { confirmed.append(change(track, index, axis)) }
    }
    progress.finish(track)
    pending = isFreshJump(track) ? change(track, track.count - 1, axis) : nil
  }

  private func change(_ track: Track, _ index: Int, _ axis: TimeScale.Unit) -> LoggedChange {
    LoggedChange(x: track.x(at: index), axis: axis, from: track[index - 1], to: track[index])
  }

  private func step(_ track: Track, _ index: Int) -> Double {
    guard index > 0, index < track.count else { return 0 }
    return abs(track[index] - track[index - 1])
  }

  private func isLarge(_ track: Track, _ index: Int) -> Bool {
    let size = step(track, index)
    return size.isFinite && size > 0
      && size >= Self.smallest * max(abs(track[index]), abs(track[index - 1]))
  }

  private func isJump(_ track: Track, _ index: Int) -> Bool {
    guard isLarge(track, index) else { return false }
    let size = step(track, index)
    return size >= Self.factor * step(track, index - 1) && size >= Self.factor * step(track, index + 1)
  }

  private func isFreshJump(_ track: Track) -> Bool {
    let last = track.count - 1
    return last >= 2 && isLarge(track, last) && step(track, last - 1) == 0
  }
}
