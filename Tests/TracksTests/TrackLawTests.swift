import TestSupport
import Testing

@testable import Tracks

/// Whatever the points, a track answers as a look at every one of them would.
@Suite("Laws of tracks") struct TrackLawTests {
  private static let counts = [0, 1, 2, 63, 64, 65, 1_023, 1_024, 1_025, 4_096, 5_000]

  @Test(arguments: Course.allCases, counts) func pointsAreKept(_ course: Course, count: Int) {
    let (list, track) = course.points(count)
    #expect(list.matches(track))
  }

  @Test(arguments: Course.allCases, [0, 2, 37]) func extremesAreThoseOfTheValues(
    _ course: Course, gapsEvery: Int
  ) {
    for count in Self.counts {
      let (list, track) = course.points(count, gapsEvery: gapsEvery)
      var noise = Noise(state: UInt64(count))
      for _ in 0..<100 {
        let from = noise.index(in: 0...count)
        let range = from..<noise.index(in: from...count)
        #expect(track.extremes(in: range) == list.extremes(in: range), "\(range) of \(count)")
      }
      #expect(track.extremes == list.extremes(in: 0..<count))
    }
  }

  @Test(arguments: Course.allCases) func lookupsFindWhatAScanFinds(_ course: Course) {
    for count in [1, 2, 65, 1_025, 5_000] {
      let (list, track) = course.points(count)
      var noise = Noise(state: UInt64(count))
      for _ in 0..<60 {
        let near = list.xs[noise.index(in: 0...count - 1)]
        for x in [near, near.nextUp, near.nextDown, near + 0.4] {
          let segment = noise.index(in: 0...list.segments.count - 1)
          #expect(track.index(atOrAfter: x, in: segment) == list.index(atOrAfter: x, in: segment))
          #expect(track.index(after: x, in: segment) == list.index(after: x, in: segment))
        }
      }
    }
  }

  @Test(arguments: Course.allCases) func theNearestPointIsNearest(_ course: Course) throws {
    let (list, track) = course.points(2_000)
    var noise = Noise(state: 7)
    for _ in 0..<100 {
      let x = Double.random(in: -10...(list.xs.max() ?? 0) + 10, using: &noise)
      let index = try #require(track.index(nearestTo: x))
      let nearest = list.xs.map { abs($0 - x) }.min()
      #expect(abs(list.xs[index] - x) == nearest)
      // Of those at one x the last is meant.
      #expect(index + 1 == list.xs.count || list.xs[index + 1] != list.xs[index])
    }
  }

  @Test(arguments: Course.allCases) func aPointIsFoundAtItsX(_ course: Course) {
    let (list, track) = course.points(3_000)
    for index in stride(from: 0, to: 3_000, by: 7) {
      let latest = list.xs.lastIndex(of: list.xs[index]).map { list.ys[$0] }
      #expect(track.value(at: list.xs[index]) == latest)
      #expect(track.value(at: list.xs[index].nextUp) == nil)
    }
  }

  @Test(arguments: Course.allCases) func whatIsForgottenIsAsIfItHadNeverBeen(_ course: Course) {
    for (count, cut) in [
      (5_000, 4_999), (5_000, 4_096), (5_000, 1_024), (5_000, 1_000), (3_000, 1), (70, 0), (9, 9),
    ] {
      var (list, track) = course.points(count, gapsEvery: 37)
      list.removeAll(from: cut)
      track.removeAll(from: cut)
      #expect(list.matches(track), "\(cut) of \(count)")
      #expect(track.extremes == list.extremes(in: 0..<cut))
      for index in 0..<2_000 {
        let x = Double(index * index % 1_009)
        list.append(x: x, Double(index))
        track.append(x: x, Double(index))
      }
      #expect(list.matches(track), "after \(cut) of \(count)")
      #expect(track.extremes == list.extremes(in: 0..<list.xs.count))
    }
  }

  @Test(arguments: Course.allCases) func copiesStayAsTheyWere(_ course: Course) {
    var (list, track) = (PointList(), Track())
    var copies: [(PointList, Track)] = []
    let (points, _) = course.points(4_500)
    for index in points.xs.indices {
      if index % 611 == 0 { copies.append((list, track)) }
      list.append(x: points.xs[index], points.ys[index])
      track.append(x: points.xs[index], points.ys[index])
    }
    for (list, copy) in copies {
      #expect(list.matches(copy))
      #expect(copy.extremes == list.extremes(in: 0..<list.xs.count))
    }
    var cut = track
    cut.removeAll(from: 2_000)
    #expect(list.matches(track))
  }

  /// Appending and cutting in any order, with x that rise, repeat and fall.
  @Test(arguments: 0..<20) func randomHistories(_ seed: UInt64) {
    var noise = Noise(state: seed)
    var (list, track) = (PointList(), Track())
    var x = 0.0
    for _ in 0..<6_000 {
      switch noise.index(in: 0...999) {
      case 0:
        let cut = noise.index(in: 0...list.xs.count)
        list.removeAll(from: cut)
        track.removeAll(from: cut)
      case 1...3: x -= Double(noise.index(in: 1...100))
      case 4...50: x += Double.random(in: 0...1, using: &noise)
      case 51...150: break
      default: x += 1
      }
      let y = noise.index(in: 0...20) == 0 ? .infinity : Double.random(in: -1...1, using: &noise)
      let arrival = track.append(x: x, y)
      let last = list.xs.last
      #expect(arrival == (last.map { x == $0 ? .repeated : x < $0 ? .behind : .inOrder } ?? .inOrder))
      list.append(x: x, y)
    }
    #expect(list.matches(track))
    #expect(track.extremes == list.extremes(in: 0..<list.xs.count))
  }
}
