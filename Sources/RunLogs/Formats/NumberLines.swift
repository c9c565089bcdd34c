import JSON

/// Lines of a single number each, read until one is something else.
struct NumberLines {
  private(set) var values: [Double] = []
  private(set) var powers: [Int8] = []
  /// Where the first line begins that was not read.
  private(set) var end: Int
  /// Bytes of the shortest number.
  private(set) var shortest = Int.max

  /// Whether a second half was read for nothing, as the first one stopped early.
  private(set) var isHalfLost = false

  /// Reads from `start` on; in two halves at once where that is wished and pays.
  static func read(_ bytes: Bytes, from start: Int, onTwoThreads isShared: Bool) -> NumberLines {
    guard isShared, let middle = TwoThreads.middle(bytes, from: start, part: 0.5) else {
      return NumberLines(bytes, from: start, to: bytes.count)
    }
    var lines = NumberLines(from: start)
    var rest = NumberLines(from: middle)
    TwoThreads.run {
      lines.take(bytes, to: middle)
    } _: {
      rest.take(bytes, to: bytes.count)
    }
    // What comes behind a line that takes more care must wait for it.
    if lines.end == middle { lines.append(rest) } else { lines.isHalfLost = true }
    return lines
  }

  private init(from start: Int) { end = start }

  private init(_ bytes: Bytes, from start: Int, to limit: Int) {
    end = start
    take(bytes, to: limit)
  }

  /// Reads the lines that begin before `limit`.
  private mutating func take(_ bytes: Bytes, to limit: Int) {
    // A number and its line end are two bytes at least; most have eight or more.
    values.reserveCapacity((limit - end) / 8)
    powers.reserveCapacity((limit - end) / 8)
    while end < limit, let first = bytes.behindBlanks(end),
      let number = DecimalNumber.quick(bytes, at: first, to: bytes.count),
      let last = bytes.behindBlanks(number.end), let next = bytes.behindLineEnd(last),
      next - end <= LogLimits.recordBytes
    {
      values.append(number.value)
      powers.append(number.power)
      shortest = min(shortest, number.end - first)
      end = next
    }
  }

  private mutating func append(_ other: NumberLines) {
    values += other.values
    powers += other.powers
    end = other.end
    shortest = min(shortest, other.shortest)
  }
}
