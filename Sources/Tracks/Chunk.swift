/// 1,024 neighboring points, which are never changed.
struct Chunk: Sendable {
  /// Points of a chunk, as a power of two.
  static let bits = 10
  static let size = 1 << bits
  static let mask = size - 1

  let places: ChunkPlaces
  let values: [Double]
  let blocks: ChunkBlocks
}

/// The x of a chunk's points, as small as it can be without losing a bit.
enum ChunkPlaces: Sendable {
  /// The `i`-th is that of the spacing at `from + i`: no memory at all.
  case even(EvenSpacing, from: Int)
  /// Whole steps from the first x, such as logged step numbers: 4 bytes each.
  case offsets([Int32], from: Double)
  /// Anything else, such as times: 8 bytes each.
  case doubles([Double])

  /// Those of no points.
  static let none = ChunkPlaces.even(EvenSpacing(learningFrom: 0), from: 0)

  func x(_ index: Int) -> Double {
    switch self {
    case .even(let spacing, let first): spacing.x(first + index)
    case .offsets(let offsets, let base): base + Double(offsets[index])
    case .doubles(let values): values[index]
    }
  }

  /// Takes the `index`-th x, and more memory where that is needed to keep it exactly.
  ///
  /// - Parameter room: for how many there is to be memory at once.
  mutating func append(_ x: Double, at index: Int, room: Int) {
    switch self {
    case .even(var spacing, let first):
      if spacing.accepts(x, at: first + index) { return self = .even(spacing, from: first) }
      self = widened(count: index, room: room)
      append(x, at: index, room: room)
    case .offsets(var offsets, let base):
      guard let offset = Self.offset(of: x, from: base) else {
        self = .doubles(Self.array(index, room: room) { base + Double(offsets[$0]) })
        return append(x, at: index, room: room)
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
  private func widened(count: Int, room: Int) -> ChunkPlaces {
    let base = x(0)
    let offsets = (0..<count).map { Self.offset(of: x($0), from: base) }
    guard offsets.allSatisfy({ $0 != nil }) else { return .doubles(Self.array(count, room: room, x)) }
    return .offsets(Self.array(count, room: room) { offsets[$0] ?? 0 }, from: base)
  }

  private static func array<Element>(_ count: Int, room: Int, _ element: (Int) -> Element) -> [Element] {
    var array: [Element] = []
    array.reserveCapacity(max(count, room))
    for index in 0..<count { array.append(element(index)) }
    return array
  }

  static func offset(of x: Double, from base: Double) -> Int32? {
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
