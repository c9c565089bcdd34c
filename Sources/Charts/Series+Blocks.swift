extension Series {
  /// One level of the pyramid, to be read from left to right.
  struct Level: Equatable {
    fileprivate let index: Int
    /// Values of a block, as a power of two.
    fileprivate let bits: Int

    /// The level of the largest blocks of at most `limit` values; nil when even the smallest are larger.
    init?(blocksNotAbove limit: Double) {
      guard limit >= Double(1 << Series.baseBits) else { return nil }
      index = (Int(Swift.min(limit, 0x1p40).exponent) - Series.baseBits) / Series.stepBits
      bits = Series.baseBits + index * Series.stepBits
    }

    /// Values of a block.
    var size: Int { 1 << bits }

    /// The start of the block that contains the value at `index`.
    func start(of index: Int) -> Int { index & -size }
  }

  /// The extremes of the values at a range that starts with a block and ends with one or with the series: the blocks lie
  /// side by side in memory, where a descent waits for it at every step. Only the last values, which do not fill a
  /// block yet, are looked up in the levels below.
  func extremes(in range: Range<Int>, of level: Level) -> Extremes {
    var result = Extremes()
    let first = range.lowerBound >> level.bits
    let complete = levels.indices.contains(level.index) ? levels[level.index].count : 0
    let end = Swift.min(complete, range.upperBound >> level.bits)
    var low = range.lowerBound
    if first < end {
      levels[level.index].withUnsafeBufferPointer { blocks in
        for block in blocks[first..<end] { result.add(block) }
      }
      low = end << level.bits
    }
    if low < range.upperBound {
      result.add(extremes(in: low..<range.upperBound))
    }
    return result
  }
}
