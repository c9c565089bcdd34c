import Tracks

/// The exponential moving average of a track, made as the track grows: every point of it counts, however few are drawn.
///
/// Debiased as Adam's moments are, so that the first values are not drawn towards zero. What is not finite stays as it is
/// and does not count; where x falls, as in a run that was resumed, the average starts over.
struct SmoothedTrack: Sendable {
  let weight: Double
  private(set) var track = Track()
  private var average = 0.0
  private var share = 1.0
  private var lastX = -Double.infinity
  private var progress = TrackProgress()

  /// - Parameter weight: how much the past counts, from 0 to below 1.
  init(weight: Double) {
    self.weight = weight
  }

  mutating func follow(_ source: Track) {
    if !progress.holds(source) { self = SmoothedTrack(weight: weight) }
    for index in progress.count..<source.count { append(source.x(at: index), source[index]) }
    progress.finish(source)
  }

  private mutating func append(_ x: Double, _ value: Double) {
    if x < lastX { (average, share) = (0, 1) }
    lastX = x
    guard value.isFinite else {
      track.append(x: x, value)
      return
    }
    average = weight * average + (1 - weight) * value
    share *= weight
    track.append(x: x, average / (1 - share))
  }
}

/// How strongly curves are smoothed: what `S` steps through.
enum Smoothing: Double, Sendable, CaseIterable {
  case off = 0
  case light = 0.6
  case medium = 0.9
  case strong = 0.97
  case strongest = 0.99

  var next: Smoothing {
    let all = Smoothing.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
