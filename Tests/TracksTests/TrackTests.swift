import Testing

@testable import Tracks

@Suite("Tracks") struct TrackTests {
  @Test func aTrackCountsFromOne() {
    var track = Track([3, 1])
    track.append(2)
    #expect(track.count == 3 && track.last == 2 && track.lastX == 3)
    #expect((0..<3).map { track.x(at: $0) } == [1, 2, 3])
    #expect(Array(track.values(in: 1..<9)) == [1, 2])
    #expect(track.segments == [0] && track.xRange == 1...3)
  }

  @Test func valuesMayStandAtOtherDistances() {
    var track = Track((0..<3_000).map(Double.init), from: 0.3, every: 0.1)
    track.append(x: 0.3 + 3_000 * 0.1, 7)
    track.append(8)
    for index in 0..<3_002 { #expect(track.x(at: index) == 0.3 + Double(index) * 0.1) }
    #expect(track.memory.x == 0)
    track.removeAll(from: 0)
    track.append(5)
    #expect(track.x(at: 0) == 0.3)
    #expect(Track([1, 2], from: 5, every: -.infinity).x(at: 1) == 6)
  }

  @Test func aPointAfterUnevenOnesIsOneFurther() {
    var track = Track()
    for x in [1, 2, 4.5] { track.append(x: x, 0) }
    track.append(9)
    #expect(track.lastX == 5.5)
  }

  @Test func fallingXBeginsASegment() {
    var track = Track()
    #expect(track.append(x: 10, 1) == .inOrder)
    #expect(track.append(x: 20, 2) == .inOrder)
    #expect(track.append(x: 20, 3) == .repeated)
    #expect(track.append(x: 5, 4) == .behind)
    #expect(track.append(x: 15, 5) == .inOrder)
    #expect(track.segments == [0, 3])
    #expect(track.indices(ofSegment: 0) == 0..<3 && track.indices(ofSegment: 1) == 3..<5)
    #expect(track.indices(ofSegment: 2).isEmpty && track.indices(ofSegment: -1).isEmpty)
    #expect(track.segment(containing: 12) == 1 && track.segment(containing: 18) == 0)
    #expect(track.segment(containing: 21) == nil && track.segment(containing: .nan) == nil)
    #expect(track.value(at: 20) == 3)
  }

  @Test func segmentsAreBounded() {
    var track = Track()
    for index in 0..<2 * Track.maximumSegments {
      #expect(
        track.append(x: Double(-index), 0)
          == (index == 0 ? .inOrder : index < Track.maximumSegments ? .behind : .refused))
    }
    #expect(track.count == Track.maximumSegments && track.segments.count == Track.maximumSegments)
    // What does not fall any further is welcome.
    #expect(track.append(x: 1, 0) == .inOrder)
    #expect(track.append(x: 0, 0) == .refused)
    #expect(track.lastX == 1)
  }

  /// No double traps, wherever it comes; x that are no places are refused.
  @Test func hostilePlaces() {
    let hostile: [Double] = [
      .nan, .infinity, -.infinity, 1e308, -1e308, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0,
      -0.0,
      .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 0x1p53, 0x1p53 + 2, -0x1p63, 0x1p64, 1e16, 0.1,
    ]
    for first in hostile {
      for second in hostile {
        var (list, track) = (PointList(), Track())
        for x in [first, second] + hostile + hostile.reversed() + hostile {
          if track.append(x: x, x) != .refused {
            list.append(x: x, x)
          } else {
            #expect(!x.isFinite)
          }
        }
        #expect(list.matches(track))
        for x in hostile {
          for segment in -1...track.segments.count {
            #expect((0...track.count).contains(track.index(atOrAfter: x, in: segment)))
          }
          #expect(track.index(nearestTo: x) != nil || x.isNaN)
          _ = track.value(at: x)
        }
      }
    }
  }

  @Test func hostileDistances() {
    for start in [.nan, .infinity, 1e300, -1e308, 0] {
      for step in [Double.nan, .infinity, -1, 0, 1e308, 1e-300] {
        let track = Track([1, 2, .nan, .infinity], from: start, every: step)
        #expect(track.isEmpty == !start.isFinite)
        #expect((0...track.count).contains(track.index(atOrAfter: start, in: 0)))
        #expect((0...track.count).contains(track.index(after: start, in: 0)))
        #expect((0...track.count).contains(track.index(atOrAfter: 1e308, in: 0)))
      }
    }
  }

  @Test func indicesOutsideAreNotANumber() {
    let track = Track([1, 2])
    for index in [-1, 2, .min, .max] { #expect(track[index].isNaN && track.x(at: index).isNaN) }
    #expect(track.extremes(in: -5..<9).finiteRange == 1...2)
    #expect(track.extremes(in: 5..<9).isEmpty)
    #expect(Track().index(atOrAfter: 3, in: 0) == 0 && Track().index(nearestTo: 3) == nil)
    #expect(Track().xRange == nil && Track().last == nil && Track().lastX == nil)
  }

  @Test func rangesLeaveOutWhatIsNotFinite() {
    let track = Track([.nan, -2, 0, 3, .infinity, 0.5, -.infinity])
    #expect(track.extremes.finiteRange == -2...3)
    #expect(track.extremes.positiveRange == 0.5...3)
    #expect(
      (0..<7).map { track.extremes(in: $0..<$0 + 1).hasGap } == [
        true, false, false, false, true, false, true,
      ])
    #expect(Track([.nan]).extremes.finiteRange == nil && Track([.nan]).extremes.hasGap)
    #expect(Track([-1, 0]).extremes.positiveRange == nil)
  }

  @Test func comparesPoints() {
    #expect(Track([1, .nan]) == Track([1, .infinity]))
    #expect(Track([1, 2]) != Track([1, 2], from: 2))
    #expect(Track([1, 2]) != Track([1, 3]) && Track([1]) != Track([1, 2]))
    var uneven = Track()
    for x in [1, 2, 3, 3.5] { uneven.append(x: x, 0) }
    uneven.removeAll(from: 3)
    #expect(uneven == Track([0, 0, 0]))
    uneven.removeAll()
    #expect(uneven == Track())
  }

  @Test func blocksAreAtMostAFactorOfFourTooSmall() {
    #expect(Track.blockSize(notAbove: 63.9) == nil)
    #expect(Track.blockSize(notAbove: .nan) == nil)
    #expect(Track.blockSize(notAbove: 64) == 64)
    #expect(Track.blockSize(notAbove: 255) == 64)
    #expect(Track.blockSize(notAbove: 1_023) == 256)
    #expect(Track.blockSize(notAbove: 2_174) == 2_048)
    #expect(Track.blockSize(notAbove: .infinity).map { $0 > 1 << 30 } == true)
  }
}
