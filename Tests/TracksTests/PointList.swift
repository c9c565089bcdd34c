import TestSupport
import Testing
import Tracks

/// The points of a track as plain arrays, and every answer found by looking at each: what tracks are compared with.
struct PointList {
  private(set) var xs: [Double] = []
  private(set) var ys: [Double] = []
  private(set) var segments: [Int] = []

  mutating func append(x: Double, _ y: Double) {
    if xs.last.map({ x < $0 }) ?? true { segments.append(xs.count) }
    xs.append(x)
    ys.append(y)
  }

  mutating func removeAll(from index: Int) {
    guard index < xs.count else { return }
    xs.removeSubrange(index...)
    ys.removeSubrange(index...)
    segments.removeAll { $0 >= index }
  }

  func indices(ofSegment segment: Int) -> Range<Int> {
    segments[segment]..<(segment + 1 < segments.count ? segments[segment + 1] : xs.count)
  }

  func extremes(in range: Range<Int>) -> Extremes {
    ys[range].reduce(into: Extremes()) { $0.add($1) }
  }

  func index(atOrAfter x: Double, in segment: Int) -> Int {
    let points = indices(ofSegment: segment)
    return points.first { xs[$0] >= x } ?? points.upperBound
  }

  func index(after x: Double, in segment: Int) -> Int {
    let points = indices(ofSegment: segment)
    return points.first { xs[$0] > x } ?? points.upperBound
  }

  /// Whether a track has these points, to the last bit, and the same order.
  func matches(_ track: Track) -> Bool {
    guard track.count == xs.count, track.segments == segments, track.xRange?.lowerBound == xs.min(),
      track.xRange?.upperBound == xs.max(), track.lastX == xs.last
    else { return false }
    return xs.indices.allSatisfy { index in
      track.x(at: index) == xs[index] && track[index].bitPattern == ys[index].bitPattern
    }
  }
}

/// Ways in which x goes on, of which logs are made.
enum Course: CaseIterable, CustomTestStringConvertible {
  case counted, everyTen, tenths, wholeSteps, times, repeated, falling, brokenLate, sparseThenDense

  var testDescription: String { "\(self)" }

  func points(_ count: Int, gapsEvery: Int = 0) -> (PointList, Track) {
    var noise = Noise(state: UInt64(count * 31 + gapsEvery))
    var (list, track) = (PointList(), Track())
    var x = 1.0
    for (index, y) in noise.values(count, gapsEvery: gapsEvery).enumerated() {
      list.append(x: x, y)
      track.append(x: x, y)
      x = next(x, index, &noise)
    }
    return (list, track)
  }

  private func next(_ x: Double, _ index: Int, _ noise: inout Noise) -> Double {
    switch self {
    case .counted: x + 1
    case .everyTen: x + 10
    case .tenths: Double(index + 1) * 0.1
    case .wholeSteps: x + Double(noise.index(in: 1...50))
    case .times: x + Double.random(in: 0...3, using: &noise)
    case .repeated: x + Double(noise.index(in: 0...1))
    case .falling: index % 701 == 700 ? x - 500 : x + 1
    case .brokenLate: index < 2_500 ? x + 1 : x + Double(noise.index(in: 1...3)) / 3
    case .sparseThenDense: index < 100 ? x + 10_000 : x + 0.25
    }
  }
}
