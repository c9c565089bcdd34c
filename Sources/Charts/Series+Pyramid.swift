extension Series {
  /// Children of a node of the pyramid, as a power of two.
  private static let shift = 4
  private static let mask = (1 << shift) - 1

  /// O(1) amortised: every 16th value completes a node, every 16th node one of the level above.
  package mutating func append(_ value: Double) {
    if !value.isFinite {
      noteGap(at: values.count)
    }
    values.append(value)
    extremes.add(value)
    guard values.count & Self.mask == 0 else { return }
    var node = Extremes()
    for value in values.suffix(Self.mask + 1) {
      node.add(value)
    }
    push(node, level: 0)
  }

  private mutating func push(_ node: Extremes, level: Int) {
    if level == levels.count {
      levels.append([])
    }
    levels[level].append(node)
    guard levels[level].count & Self.mask == 0 else { return }
    var parent = Extremes()
    for child in levels[level].suffix(Self.mask + 1) {
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

  /// How many values the largest node not above `limit` stands for; 1 for a single value.
  static func blockSize(notAbove limit: Double) -> Int {
    var size = 1
    while Double(size << shift) <= min(limit, 1e12) {
      size <<= shift
    }
    return size
  }

  /// The extremes of the values at `range`, in O(log `range.count`).
  package func extremes(in range: Range<Int>) -> Extremes {
    var result = Extremes()
    var low = Swift.max(0, range.lowerBound)
    var high = Swift.min(count, range.upperBound)
    visitEnds(&low, &high) { result.add(values[$0]) }
    var level = 0
    while low < high {
      visitEnds(&low, &high) { result.add(levels[level][$0]) }
      level += 1
    }
    return result
  }

  /// Visits what lies outside complete blocks at both ends, then turns the rest into indices one level up.
  private func visitEnds(_ low: inout Int, _ high: inout Int, _ visit: (Int) -> Void) {
    while low < high, low & Self.mask != 0 {
      visit(low)
      low += 1
    }
    while low < high, high & Self.mask != 0 {
      high -= 1
      visit(high)
    }
    low >>= Self.shift
    high >>= Self.shift
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
