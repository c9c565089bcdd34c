import Testing

@testable import Tracks

/// What a point costs, in bytes: by what the track itself holds, which no machine changes.
@Suite("Memory of tracks") struct TrackMemoryTests {
  private static let count = 100_000

  private static func bytes(_ step: (Int, Double) -> Double) -> Double {
    var track = Track()
    var x = 1.0
    for index in 0..<count {
      track.append(x: x, Double(index))
      x = step(index, x)
    }
    return Double(track.memory.total) / Double(count)
  }

  @Test func evenlySpacedXCostNothing() {
    #expect(Self.bytes { $1 + 1 } <= 8.8)
    #expect(Self.bytes { $1 + 0.5 } <= 8.8)
    #expect(
      Double(Track((0..<Self.count).map(Double.init), every: 0.1).memory.total) <= 8.8 * Double(Self.count))
  }

  @Test func wholeStepsCostFourBytes() {
    #expect(Self.bytes { $1 + Double(1 + $0 % 3) } <= 12.8)
    #expect(Self.bytes { $0 % 5_000 == 4_999 ? 1 : $1 + Double(1 + $0 % 3) } <= 12.8)
  }

  @Test func anyOtherXCostEight() {
    #expect(Self.bytes { $1 + Double(1 + $0 % 3) / 3 } <= 16.8)
  }

  /// A chunk that is evenly spaced costs nothing beside others that are not.
  @Test func chunksAreJudgedOneByOne() {
    let mixed = Self.bytes { $0 < Self.count / 2 ? $1 + Double(1 + $0 % 3) : $1 + 1 }
    #expect(mixed <= 10.8)
  }

  @Test func wholeOffsetsReachFarAndNoFurther() {
    func bytes(_ xs: [Double]) -> Int {
      var track = Track()
      for x in xs { track.append(x: x, 0) }
      return track.memory.x
    }
    let steps = (0..<90).map { Double($0 + $0 % 3) }
    #expect(bytes(steps + [0x1p31 - 1]) < bytes(steps + [0x1p31]))
    #expect(bytes((steps + [99]).map { $0 + 0.5 }) < bytes(steps + [99.5]))
    #expect(bytes([0, 1, 2, 3]) == 0)
  }

  @Test func aShortTrackIsSmall() {
    #expect(Track([1, 2, 3]).memory.total < 400)
    #expect(Track().memory.total == 0)
  }
}
