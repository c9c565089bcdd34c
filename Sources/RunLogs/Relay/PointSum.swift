/// Sums up points in their order, so that two machines know whether they have the same ones.
package struct PointSum: Equatable, Sendable {
  package private(set) var count = 0
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  package init(count: Int, value: UInt64) { (self.count, self.value) = (count, value) }

  /// Of the first points of a series.
  init(_ series: LogSeries, count: Int) {
    for index in 0..<count { add(series.track.x(at: index), series.track[index]) }
  }

  mutating func add(_ x: Double, _ y: Double) {
    count += 1
    for bits in [x.bitPattern, y.bitPattern] {
      value = (value ^ bits) &* 0x9E37_79B9_7F4A_7C15
      value ^= value >> 29
    }
  }
}
