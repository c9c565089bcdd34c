import Testing

@testable import Charts

/// A fixed sequence of pseudo-random numbers (SplitMix64), so that failures repeat.
struct Noise: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func series(_ count: Int, gapsEvery period: Int = 0) -> [Double] {
    (0..<count).map { index in
      period > 0 && index % period == period - 1 ? .nan : Double.random(in: -1...1, using: &self)
    }
  }
}

@Suite struct SeriesTests {
  @Test(arguments: [0, 1, 15, 16, 17, 255, 256, 257, 4096, 5000], [0, 2, 37])
  func extremesOfEveryRangeAreThoseOfItsValues(count: Int, gapsEvery: Int) {
    var noise = Noise(state: UInt64(count))
    let values = noise.series(count, gapsEvery: gapsEvery)
    let series = Series(values)
    for _ in 0..<200 {
      let from = Int.random(in: 0...count, using: &noise)
      let to = Int.random(in: from...count, using: &noise)
      var expected = Extremes()
      for value in values[from..<to] {
        expected.add(value)
      }
      #expect(series.extremes(in: from..<to) == expected)
      #expect(series.hasGap(in: from..<to) == values[from..<to].contains { !$0.isFinite })
    }
    #expect(series.extremes == series.extremes(in: 0..<count))
  }

  @Test func rangesLeaveOutWhatIsNotFinite() {
    let series = Series([.nan, -2, 0, 3, .infinity, 0.5, -.infinity])
    #expect(series.finiteRange == -2...3)
    #expect(series.positiveRange == 0.5...3)
    #expect(series.gaps == [0..<1, 4..<5, 6..<7])
    #expect(Series([.nan]).finiteRange == nil)
    #expect(Series([-1, 0]).positiveRange == nil)
  }

  @Test func indicesOutsideAreNotANumber() {
    let series = Series([1, 2])
    #expect(series[-1].isNaN)
    #expect(series[2].isNaN)
    #expect(series.extremes(in: -5..<9).finiteRange == 1...2)
  }

  /// Whatever the level, from the first block to any block's end or the series', complete or not.
  @Test(arguments: [1, 15, 16, 17, 64, 1023, 1024, 1025, 5000], [0, 2, 37])
  func extremesOfBlocksAreThoseOfTheirValues(count: Int, gapsEvery: Int) throws {
    var noise = Noise(state: UInt64(count))
    let values = noise.series(count, gapsEvery: gapsEvery)
    let series = Series(values)
    for limit in [16.0, 63.9, 64, 255, 256, 1024, 4096, 1e15] {
      let level = try #require(Series.Level(blocksNotAbove: limit))
      #expect(Double(level.size) <= limit)
      for _ in 0..<50 {
        let from = level.start(of: Int.random(in: 0..<count, using: &noise))
        let end = Int.random(in: from...count + level.size, using: &noise)
        let range = from..<(end < count ? max(from, level.start(of: end)) : count)
        #expect(series.extremes(in: range, of: level) == series.extremes(in: range), "\(range) \(level)")
      }
    }
  }

  @Test func blocksAreAtMostAFactorOfFourTooSmall() {
    #expect(Series.Level(blocksNotAbove: 15.9) == nil)
    #expect(Series.Level(blocksNotAbove: .nan) == nil)
    #expect(Series.Level(blocksNotAbove: 16)?.size == 16)
    #expect(Series.Level(blocksNotAbove: 63)?.size == 16)
    #expect(Series.Level(blocksNotAbove: 64)?.size == 64)
    #expect(Series.Level(blocksNotAbove: 2_174)?.size == 1024)
  }

  @Test func thePyramidTakesAQuarterOfTheValues() {
    let series = Series((0..<100_000).lazy.map(Double.init))
    let nodes = series.levels.reduce(0) { $0 + $1.count }
    #expect(
      MemoryLayout<Extremes>.stride * nodes * 4 <= MemoryLayout<Double>.stride * series.count * 101 / 100)
  }

  @Test func forgettingIsComplete() {
    var series = Series([1, .nan, 3])
    series.removeAll()
    #expect(series == Series())
    #expect(series.finiteRange == nil)
    series.append(7)
    #expect(series.finiteRange == 7...7)
  }
}
