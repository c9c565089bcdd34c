extension Track {
  /// Points of the smallest blocks, and blocks in one of the level above, as powers of two.
  static let blockBits = 6
  static let stepBits = 2
  static let blockMask = 1 << blockBits - 1

  /// The size of the largest blocks of at most `limit` points; nil when even the smallest are larger. A range that starts
  /// and ends with blocks is summed up without looking at its values.
  package static func blockSize(notAbove limit: Double) -> Int? {
    guard limit >= Double(1 << blockBits) else { return nil }
    let bits = Int(min(limit, 0x1p40).exponent) - blockBits
    return 1 << (blockBits + bits / stepBits * stepBits)
  }

  /// Of all values.
  package var extremes: Extremes { extremes(in: 0..<count) }

  /// Of the values at `range`, in O(log `range.count`).
  package func extremes(in range: Range<Int>) -> Extremes {
    let range = range.clamped(to: 0..<count)
    var result = Extremes()
    var low = (range.lowerBound + Self.blockMask) >> Self.blockBits
    var high = range.upperBound >> Self.blockBits
    guard low < high else {
      addValues(range, to: &result)
      return result
    }
    addValues(range.lowerBound..<low << Self.blockBits, to: &result)
    addValues(high << Self.blockBits..<range.upperBound, to: &result)
    var level = 0
    while low < high {
      addEnds(&low, &high, of: levels[level], to: &result)
      level += 1
    }
    return result
  }

  /// Adds the blocks that lie outside complete ones of the level above, then turns the rest into indices of those.
  private func addEnds(
    _ low: inout Int, _ high: inout Int, of level: ChunkedArray<Extremes>, to result: inout Extremes
  ) {
    let mask = 1 << Self.stepBits - 1
    while low < high, low & mask != 0 {
      result.add(level[low])
      low += 1
    }
    while low < high, high & mask != 0 {
      high -= 1
      result.add(level[high])
    }
    low >>= Self.stepBits
    high >>= Self.stepBits
  }

  private func addValues(_ range: Range<Int>, to result: inout Extremes) {
    var index = range.lowerBound
    while index < range.upperBound {
      let chunk = index >> Chunk.bits
      let end = min(range.upperBound, (chunk + 1) << Chunk.bits)
      let values = chunk < complete.count ? complete[chunk].values : openValues
      for value in values[(index & Chunk.mask)..<(index & Chunk.mask + end - index)] { result.add(value) }
      index = end
    }
  }

  /// Sums up the last 64 points, and what that completes on the levels above.
  mutating func completeBlock() {
    var node = Extremes()
    addValues(count - 1 << Self.blockBits..<count, to: &node)
    push(node, level: 0)
  }

  private mutating func push(_ node: Extremes, level: Int) {
    if level == levels.count {
      levels.append(ChunkedArray())
    }
    levels[level].append(node)
    let end = levels[level].count
    guard end & (1 << Self.stepBits - 1) == 0 else { return }
    var parent = Extremes()
    for child in (end - 1 << Self.stepBits)..<end { parent.add(levels[level][child]) }
    push(parent, level: level + 1)
  }

  /// Forgets the blocks that are no longer complete.
  mutating func removeBlocks() {
    for level in levels.indices {
      levels[level].removeAll(from: count >> (Self.blockBits + level * Self.stepBits))
    }
  }
}
