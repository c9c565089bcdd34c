/// A growing curve: points in the order in which they came, each with an x and a value y. A plan, the losses of a run
/// and a column of a log are tracks, and charts draw nothing else.
///
///     var loss = Track()
///     loss.append(x: 10, 0.71)     // .inOrder
///     loss.append(x: 20, .nan)     // .inOrder: a gap, kept
///     loss.append(x: 5, 0.69)      // .behind: a resumed run; a new segment begins
///     loss.extremes.finiteRange    // 0.69...0.71
///
/// Within a **segment** x never falls; it may repeat. Where x falls the next segment begins; segments are drawn
/// unconnected. A point whose x is not finite stands nowhere and is refused, and so is one that would begin more
/// segments than `maximumSegments`; y may be any double, those that are not finite being gaps.
///
/// Points are kept in chunks of 1,024, which are shared and never changed once they are full. So a copy costs nothing
/// and an append while it lives at most one chunk, and growing never needs more memory than the points do: 8 bytes for
/// y, and for x none where it advances evenly, 4 where it does so in whole steps, else 8. A pyramid of extremes over
/// them, with a node for every 64 points, every 256, every 1,024, every 2,048 and so on, takes 0.6 bytes a point more
/// and lets a chart of `w` columns be drawn in O(w), however long the track. Appending is O(1) amortized.
package struct Track: Sendable {
  /// How a point stands to the one before it.
  package enum Arrival: Sendable, Equatable {
    case inOrder
    /// At the same x as the last point. Both are kept; the later one counts where a single value is wanted.
    case repeated
    /// At a smaller x than the last point: it begins a segment.
    case behind
    /// Not appended: x is not finite, or falls once more after `maximumSegments`.
    case refused
  }

  /// As many are told apart, for a log whose x falls all the time is not in the order of x.
  package static let maximumSegments = 4_096

  package internal(set) var count = 0
  /// The index of the first point of each segment; as many as there are segments.
  package internal(set) var segments: [Int] = []
  /// The x of the last point, the smallest and the largest; `lowestX` is above `highestX` where there is none.
  var latestX = Double.nan
  var lowestX = Double.infinity
  var highestX = -Double.infinity
  /// That of the first `evenCount` points.
  var spacing: EvenSpacing
  var evenCount = 0
  var complete = ChunkedArray<Chunk>()
  /// The first x of each complete chunk, by which searches find a chunk without touching any other.
  var starts = ChunkedArray<Double>()
  /// The x of the points that do not fill a chunk yet; valid where `evenCount` is less than `count`.
  var openPlaces = ChunkPlaces.none
  var openValues: [Double] = []
  var openBlocks = ChunkBlocks()
  /// `levels[k][j]` sums up the `j`-th run of 2 to the power `k` complete chunks.
  var levels: [ChunkedArray<Extremes>] = []

  /// A track of no points, whose `append(_:)` counts x from 1.
  package init() {
    spacing = EvenSpacing(learningFrom: 1)
  }

  /// Values at `start`, `start + step`, `start + 2 * step` and so on, and so are those that `append(_:)` adds.
  ///
  /// - Parameter step: positive; anything else is taken for 1.
  package init(_ values: some Sequence<Double>, from start: Double = 1, every step: Double = 1) {
    spacing = EvenSpacing(from: start, every: step.isFinite && step > 0 ? step : 1)
    for value in values { append(value) }
  }

  package var isEmpty: Bool { count == 0 }
  /// From the smallest x to the largest of all segments.
  package var xRange: ClosedRange<Double>? { isEmpty ? nil : lowestX...highestX }
  /// The x of the last point.
  package var lastX: Double? { isEmpty ? nil : latestX }
  /// The last value.
  package var last: Double? { isEmpty ? nil : self[count - 1] }

  /// The value of a point; not a number outside the track.
  package subscript(index: Int) -> Double {
    guard index >= 0, index < count else { return .nan }
    let chunk = index >> Chunk.bits
    return (chunk < complete.count ? complete[chunk].values : openValues)[index & Chunk.mask]
  }

  /// The x of a point; not a number outside the track.
  package func x(at index: Int) -> Double {
    guard index >= 0, index < count else { return .nan }
    if index < evenCount { return spacing.x(index) }
    return places(ofChunk: index >> Chunk.bits).x(index & Chunk.mask)
  }

  /// The x of a chunk's points, which has at least one.
  func places(ofChunk chunk: Int) -> ChunkPlaces {
    if chunk < complete.count { return complete[chunk].places }
    return evenCount == count ? .even(spacing, from: chunk << Chunk.bits) : openPlaces
  }

  /// The values at `range`, in order.
  package func values(in range: Range<Int>) -> some Sequence<Double> {
    range.clamped(to: 0..<count).lazy.map { self[$0] }
  }
}

extension Track: Equatable {
  /// Compares the points only, every "not a number" and infinity equal to any other.
  package static func == (a: Track, b: Track) -> Bool {
    guard a.count == b.count, a.segments == b.segments else { return false }
    return (0..<a.count).allSatisfy { index in
      let (left, right) = (a[index], b[index])
      return (left == right || (!left.isFinite && !right.isFinite)) && a.x(at: index) == b.x(at: index)
    }
  }
}
