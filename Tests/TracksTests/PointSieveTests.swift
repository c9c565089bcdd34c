import TestSupport
import Testing
import Tracks

/// A sieve keeps what a chart shows.
@Suite("Point sieve")
struct PointSieveTests {
  private func sieve(_ count: Int, _ y: (Int) -> Double) -> PointSieve {
    var sieve = PointSieve()
    for index in 0..<count { sieve.append(x: Double(index), y(index)) }
    return sieve
  }

  @Test("Up to 65,536 points are all kept", arguments: [0, 1, 2, 1_000, 65_536])
  func all(count: Int) {
    let track = sieve(count) { Double($0 * 7 % 11) }.track
    #expect(track == Track((0..<count).map { Double($0 * 7 % 11) }, from: 0))
  }

  @Test(
    "Of more, every stretch keeps its extremes where they stood", arguments: [65_537, 300_000, 1_000_003])
  func extremes(count: Int) {
    var noise = Noise(state: 3)
    let values = noise.values(count, gapsEvery: 9_973)
    let sieve = sieve(count) { values[$0] }
    let track = sieve.track
    #expect(sieve.count == count)
    #expect(track.count < 5 << 16)
    #expect(track.xRange == 0...Double(count - 1))
    #expect(track.segments.count == 1)
    for index in 0..<track.count {
      let value = values[Int(track.x(at: index))]
      #expect(value == track[index] || (value.isNaN && track[index].isNaN))
    }
    // A stretch is at most 64 points long here; a range widened by one on both sides holds what the range holds.
    let whole = Track(values, from: 0)
    let xs = (0..<track.count).map(track.x(at:))
    func kept(_ low: Int, _ high: Int) -> Extremes {
      track.extremes(in: xs.partition { $0 < Double(low) }..<xs.partition { $0 < Double(high) })
    }
    for _ in 0..<200 {
      let low = noise.index(in: 64...(count - 2_000))
      let exact = whole.extremes(in: low..<low + 1_500)
      let (inner, wide) = (kept(low, low + 1_500), kept(low - 64, low + 1_564))
      #expect(wide.min <= exact.min && exact.min <= inner.min)
      #expect(wide.max >= exact.max && exact.max >= inner.max)
    }
  }

  @Test("A gap is kept, and hides no value")
  func gaps() {
    let sieve = sieve(1 << 18) {
      $0 == 100_001 ? .nan : $0 == 100_002 ? .infinity : $0 % 4 == 0 ? .nan : Double($0)
    }
    let track = sieve.track
    #expect(track.extremes.hasGap)
    #expect(track.extremes.finiteRange == 1...Double(1 << 18 - 1))
  }

  @Test("Many points at once are kept as one by one", arguments: [1_000, 200_000, 700_001])
  func many(count: Int) {
    var noise = Noise(state: 5)
    var values = noise.values(count, gapsEvery: 9_973)
    for index in stride(from: 0, to: count, by: 70_001) {
      values[index] = index % 2 == 0 ? .infinity : -.infinity
    }
    let single = sieve(count) { values[$0] }
    var together = PointSieve()
    let xs = (0..<count).map(Double.init)
    var start = 0
    while start < count {
      let taken = min(count - start, 1 + noise.index(in: 0...900))
      xs[start..<(start + taken)].withUnsafeBufferPointer { xs in
        values[start..<(start + taken)].withUnsafeBufferPointer { ys in
          guard let xs = xs.baseAddress, let ys = ys.baseAddress else { return }
          together.append(taken, xs: xs, ys)
        }
      }
      start += taken
    }
    #expect(together.count == count)
    #expect(together.track == single.track)
  }
}

extension [Double] {
  /// How many elements of an ascending array are before what is sought.
  fileprivate func partition(_ isBefore: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
