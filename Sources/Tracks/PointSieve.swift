/// A curve for a chart, in memory that does not grow with its length: of every stretch of neighboring points the first,
/// the lowest, the highest and the last, and one that is a gap, each where it stood.
///
///     var sieve = PointSieve()
///     for line in lines { sieve.append(x: Double(line.number), line.value) }
///     sieve.track       // all points up to 65,536, then four or five of each stretch
///
/// Points must come in the order of x. Stretches become longer as points come, all alike: when there are 65,536 of them,
/// every two become one. A chart a thousand columns wide has sixty-four stretches and more in each, so what it shows
/// differs from what all points show by less than a sixtieth of a column.
package struct PointSieve: Sendable {
  /// Of stretches; as many points are all kept.
  private static let limit = 1 << 16

  private struct Point: Sendable {
    var x: Double
    var y: Double
  }

  private struct Stretch: Sendable {
    var first: Point
    var lowest: Point
    var highest: Point
    var last: Point
    /// The x of the first gap; not a number where there is none.
    var gap = Double.nan

    init(_ point: Point) {
      (first, lowest, highest, last) = (point, point, point, point)
      if !point.y.isFinite { gap = point.x }
    }

    @inline(__always)
    mutating func add(_ point: Point) {
      last = point
      // No number compares with a gap: the first finite point takes its place.
      if !(point.y >= lowest.y), point.y > -.infinity || lowest.y.isNaN { lowest = point }
      if !(point.y <= highest.y), point.y < .infinity || highest.y.isNaN { highest = point }
      if !point.y.isFinite, gap.isNaN { gap = point.x }
    }

    /// Adds points, of which there is at least one. Most lie between the lowest and the highest.
    mutating func add(_ points: Int, xs: UnsafePointer<Double>, _ ys: UnsafePointer<Double>) {
      for index in 0..<points where !(ys[index] >= lowest.y && ys[index] <= highest.y) {
        add(Point(x: xs[index], y: ys[index]))
      }
      last = Point(x: xs[points - 1], y: ys[points - 1])
    }

    mutating func add(_ other: Stretch) {
      let hadGap = gap
      add(other.first)
      add(other.lowest)
      add(other.highest)
      add(other.last)
      gap = hadGap.isNaN ? other.gap : hadGap
    }

    /// In the order of x, each once.
    var points: [Point] {
      var points = [first]
      var middle = [lowest, highest]
      if !gap.isNaN { middle.append(Point(x: gap, y: .nan)) }
      for point in middle.sorted(by: { $0.x < $1.x }) + [last] where point.x > points[points.count - 1].x {
        points.append(point)
      }
      return points
    }
  }

  package private(set) var count = 0
  private var stretches: [Stretch] = []
  /// Points of a stretch, and those in the last one.
  private var size = 1
  private var filled = 0

  package init() {}

  @inline(__always)
  package mutating func append(x: Double, _ y: Double) {
    let point = Point(x: x, y: y)
    count += 1
    if filled < size, !stretches.isEmpty {
      stretches[stretches.count - 1].add(point)
      filled += 1
      return
    }
    if stretches.count == Self.limit { halve() }
    stretches.append(Stretch(point))
    filled = 1
  }

  /// Appends points as the other `append` does one by one.
  package mutating func append(_ points: Int, xs: UnsafePointer<Double>, _ ys: UnsafePointer<Double>) {
    var index = 0
    while index < points {
      append(x: xs[index], ys[index])
      index += 1
      let more = min(points - index, size - filled)
      guard more > 0 else { continue }
      stretches[stretches.count - 1].add(more, xs: xs + index, ys + index)
      filled += more
      count += more
      index += more
    }
  }

  /// Makes one stretch of every two.
  private mutating func halve() {
    for index in 0..<stretches.count / 2 {
      stretches[index] = stretches[2 * index]
      stretches[index].add(stretches[2 * index + 1])
    }
    stretches.removeSubrange((stretches.count / 2)...)
    size *= 2
  }

  /// What has been kept.
  package var track: Track {
    var track = Track()
    for stretch in stretches {
      for point in stretch.points { track.append(x: point.x, point.y) }
    }
    return track
  }
}
