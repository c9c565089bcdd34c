/// Up to 1,024 neighboring points.
struct Chunk: Sendable {
  /// Points of a chunk, as a power of two.
  static let bits = 10
  static let size = 1 << bits
  static let mask = size - 1

  var places = ChunkPlaces.even(EvenSpacing(learningFrom: 0), from: 0)
  var values: [Double] = []

  var count: Int { values.count }
}

/// The x of a chunk's points, as small as it can be without losing a bit.
enum ChunkPlaces: Sendable {
  /// The `i`-th is that of the spacing at `from + i`: no memory at all.
  case even(EvenSpacing, from: Int)
  /// Whole steps from the first x, such as logged step numbers: 4 bytes each.
  case offsets([Int32], from: Double)
  /// Anything else, such as times: 8 bytes each.
  case doubles([Double])

  func x(_ index: Int) -> Double {
    switch self {
    case .even(let spacing, let first): spacing.x(first + index)
    case .offsets(let offsets, let base): base + Double(offsets[index])
    case .doubles(let values): values[index]
    }
  }

  /// Takes the `index`-th x, and more memory where that is needed to keep it exactly.
  mutating func append(_ x: Double, at index: Int) {
    switch self {
    case .even(var spacing, let first):
      if spacing.accepts(x, at: first + index) { return self = .even(spacing, from: first) }
      self = widened(count: index)
      append(x, at: index)
    case .offsets(var offsets, let base):
      guard let offset = Self.offset(of: x, from: base) else {
        self = .doubles(offsets.map { base + Double($0) })
        return append(x, at: index)
      }
      // So that the array is not shared while it grows.
      self = .doubles([])
      offsets.appendGrowingExactly(offset, upTo: Chunk.size)
      self = .offsets(offsets, from: base)
    case .doubles(var values):
      self = .doubles([])
      values.appendGrowingExactly(x, upTo: Chunk.size)
      self = .doubles(values)
    }
  }

  /// The same places without a spacing.
  private func widened(count: Int) -> ChunkPlaces {
    let base = x(0)
    var offsets: [Int32] = []
    for index in 0..<count {
      guard let offset = Self.offset(of: x(index), from: base) else { return .doubles((0..<count).map(x)) }
      offsets.append(offset)
    }
    return .offsets(offsets, from: base)
  }

  private static func offset(of x: Double, from base: Double) -> Int32? {
    let distance = x - base
    guard abs(distance) <= Double(Int32.max) else { return nil }
    let offset = Int32(distance)
    return Double(offset) == distance && base + distance == x ? offset : nil
  }

  /// Forgets the places from `count` on, which is above 0.
  mutating func removeAll(from count: Int) {
    switch self {
    case .even: break
    case .offsets(var offsets, let base):
      offsets.removeSubrange(count...)
      self = .offsets(offsets, from: base)
    case .doubles(var values):
      values.removeSubrange(count...)
      self = .doubles(values)
    }
  }

  var bytes: Int {
    switch self {
    case .even: 0
    case .offsets(let offsets, _): offsets.bytes
    case .doubles(let values): values.bytes
    }
  }
}
