import Tracks

/// How far something that is made of a track has come, and whether the track is still the one it was made of.
///
/// Logs grow at the end, but what was the end may turn out to be otherwise: a row that was cut, a file that is written
/// again. The last point that was used tells.
struct TrackProgress: Sendable {
  private(set) var count = 0
  private var lastX = 0.0
  private var lastY = 0.0

  /// Whether the points used are still there.
  func holds(_ track: Track) -> Bool {
    guard count > 0 else { return true }
    guard track.count >= count, track.x(at: count - 1) == lastX else { return false }
    let value = track[count - 1]
    return value == lastY || value.isNaN && lastY.isNaN
  }

  /// All points of the track have been used.
  mutating func finish(_ track: Track) {
    count = track.count
    guard count > 0 else { return }
    (lastX, lastY) = (track.x(at: count - 1), track[count - 1])
  }
}
