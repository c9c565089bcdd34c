/// The lowest levels of the pyramid of extremes: nodes for the blocks of 64 points of a chunk, as far as they are
/// complete, and for those of 256 once the chunk is.
struct ChunkBlocks: Sendable {
  private static let bits = 6
  static let size = 1 << bits
  static let mask = size - 1
  /// Blocks of a large one, as a power of two.
  private static let largeBits = 2
  private static let largeMask = 1 << largeBits - 1
  static let largeSize = size << largeBits
  /// Blocks of a chunk.
  private static let full = Chunk.size / size

  /// At first the blocks, behind them the large ones.
  private var nodes: [Extremes] = []

  /// Sums up the 64 of `values` in front of `end`, which complete a block.
  mutating func appendBlock(of values: [Double], to end: Int) {
    if nodes.isEmpty { nodes.reserveCapacity(Self.full + Self.full >> Self.largeBits) }
    var node = Extremes()
    for value in values[(end - Self.size)..<end] { node.add(value) }
    nodes.append(node)
  }

  /// Adds the large blocks, and sums up the chunk.
  mutating func complete() -> Extremes {
    var all = Extremes()
    for first in stride(from: 0, to: Self.full, by: 1 << Self.largeBits) {
      var large = Extremes()
      for block in nodes[first...first + Self.largeMask] { large.add(block) }
      nodes.append(large)
      all.add(large)
    }
    return all
  }

  /// Adds the extremes of the chunk's `values` at a range of them.
  func add(_ values: [Double], at range: Range<Int>, to result: inout Extremes) {
    let first = (range.lowerBound + Self.mask) >> Self.bits
    let end = range.upperBound >> Self.bits
    guard first < end else { return Self.add(values, at: range, to: &result) }
    Self.add(values, at: range.lowerBound..<first << Self.bits, to: &result)
    Self.add(values, at: end << Self.bits..<range.upperBound, to: &result)
    if nodes.count > Self.full, (first | end) & Self.largeMask == 0 {
      let large = Self.full + first >> Self.largeBits..<Self.full + end >> Self.largeBits
      for index in large { result.add(nodes[index]) }
    } else {
      for index in first..<end { result.add(nodes[index]) }
    }
  }

  /// By index: a slice is retained and released, and a chart of a short track asks for a few values at a time.
  private static func add(_ values: [Double], at range: Range<Int>, to result: inout Extremes) {
    for index in range { result.add(values[index]) }
  }

  /// Forgets the large blocks, and those that are not complete among so many points of a chunk.
  mutating func removeAll(from count: Int) {
    nodes.removeSubrange(min(nodes.count, count >> Self.bits)...)
  }

  var bytes: Int { nodes.bytes }
}
