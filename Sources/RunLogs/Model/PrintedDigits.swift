import JSON

/// How finely each value of a series was printed, as the power of ten of its last digit: -4 for `0.2732`.
///
/// A value of 15 or more significant digits, or one from a binary format, is exact. Most logs print all values of a
/// series alike, so stretches of equal digits are kept, not values.
package struct PrintedDigits: Sendable, Equatable {
  package static let exact = DecimalNumber.exact

  private var starts: [UInt32] = []
  private var powers: [Int8] = []

  mutating func append(_ power: Int8, at index: Int) {
    guard powers.last ?? Self.exact != power, let start = UInt32(exactly: index) else { return }
    if powers.isEmpty, index > 0 {
      starts.append(0)
      powers.append(Self.exact)
    }
    starts.append(start)
    powers.append(power)
  }

  /// The powers of values one after another, the first at `index`.
  mutating func append(_ count: Int, _ added: UnsafePointer<Int8>, at index: Int) {
    var last = powers.last ?? Self.exact
    for place in 0..<count where added[place] != last {
      append(added[place], at: index + place)
      last = added[place]
    }
  }

  /// The power of ten of the last digit that was printed of a value, nil where the value is exact.
  package func power(at index: Int) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= index { low = middle + 1 } else { high = middle }
    }
    guard low > 0, powers[low - 1] != Self.exact else { return nil }
    return Int(powers[low - 1])
  }

  mutating func removeAll(from index: Int) {
    while let last = starts.last, Int(last) >= index {
      starts.removeLast()
      powers.removeLast()
    }
  }
}
