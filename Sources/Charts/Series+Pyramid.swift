extension Series {
  /// Values of the smallest blocks, and blocks in one of the level above, as powers of two.
  static let baseBits = 4
  static let stepBits = 2

  /// O(1) amortised: every 16th value completes a node, every fourth node one of the level above.
  package mutating func append(_ value: Double) {
    if !value.isFinite {
      noteGap(at: values.count)
    }
    values.append(value)
    extremes.add(value)
    guard values.count & (1 << Self.baseBits - 1) == 0 else { return }
    var node = Extremes()
    for value in values.suffix(1 << Self.baseBits) {
      node.add(value)
    }
    push(node, level: 0)
  }

  private mutating func push(_ node: Extremes, level: Int) {
    if level == levels.count {
      levels.append([])
    }
    levels[level].append(node)
    guard levels[level].count & (1 << Self.stepBits - 1) == 0 else { return }
    var parent = Extremes()
    for child in levels[level].suffix(1 << Self.stepBits) {
      parent.add(child)
    }
    push(parent, level: level + 1)
  }

  private mutating func noteGap(at index: Int) {
    if let last = gaps.last, last.upperBound == index {
      gaps[gaps.count - 1] = last.lowerBound..<(index + 1)
    } else {
      gaps.append(index..<(index + 1))
    }
  }

  /// The extremes of the values at `range`, in O(log `range.count`).
  package func extremes(in range: Range<Int>) -> Extremes {
    var result = Extremes()
    var low = Swift.max(0, range.lowerBound)
    var high = Swift.min(count, range.upperBound)
    visitEnds(&low, &high, bits: Self.baseBits) { result.add(values[$0]) }
    var level = 0
    while low < high {
      visitEnds(&low, &high, bits: Self.stepBits) { result.add(levels[level][$0]) }
      level += 1
    }
    return result
  }

  /// Visits what lies outside complete blocks at both ends, then turns the rest into indices one level up.
  private func visitEnds(_ low: inout Int, _ high: inout Int, bits: Int, _ visit: (Int) -> Void) {
    let mask = 1 << bits - 1
    while low < high, low & mask != 0 {
      visit(low)
      low += 1
    }
    while low < high, high & mask != 0 {
      high -= 1
      visit(high)
    }
    low >>= bits
    high >>= bits
  }

  /// Whether a value at `range` is not finite, in O(log `gaps.count`).
  package func hasGap(in range: Range<Int>) -> Bool {
    var low = 0
    var high = gaps.count
    while low < high {
      let middle = (low + high) / 2
      if gaps[middle].upperBound <= range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < gaps.count && gaps[low].lowerBound < range.upperBound && !range.isEmpty
  }
}
