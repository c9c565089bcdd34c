/// An array in pieces that are never changed once they are full: an append while a copy lives copies one piece and the
/// list of pieces, and growing copies no element.
struct ChunkedArray<Element: Sendable>: Sendable {
  /// Elements of a piece, as a power of two.
  private static var bits: Int { 7 }
  private static var mask: Int { 1 << bits - 1 }

  private var pieces: [[Element]] = []
  private var open: [Element] = []

  var count: Int { pieces.count << Self.bits + open.count }

  subscript(index: Int) -> Element {
    let piece = index >> Self.bits
    return piece < pieces.count ? pieces[piece][index & Self.mask] : open[index & Self.mask]
  }

  mutating func append(_ element: Element) {
    open.appendGrowingExactly(element, upTo: 1 << Self.bits)
    guard open.count > Self.mask else { return }
    pieces.append(open)
    open = []
    // Those who have filled a piece are likely to fill the next: no halves of it are left lying about.
    open.reserveCapacity(1 << Self.bits)
  }

  /// Forgets the elements from `count` on.
  mutating func removeAll(from count: Int) {
    guard count < self.count else { return }
    let piece = count >> Self.bits
    if piece < pieces.count {
      open = pieces[piece]
      pieces.removeSubrange(piece...)
    }
    open.removeSubrange((count & Self.mask)...)
  }

  /// The bytes it takes, those of what its elements refer to not counted.
  var bytes: Int {
    let list = pieces.capacity * MemoryLayout<[Element]>.stride
    return pieces.reduce(list + open.bytes) { $0 + $1.bytes }
  }
}

extension Array {
  /// Appends; the room doubles as usual, but never beyond `limit`, which the array is going to have when it is full.
  mutating func appendGrowingExactly(_ element: Element, upTo limit: Int) {
    if count == capacity {
      reserveCapacity(Swift.min(limit, Swift.max(4, 2 * count)))
    }
    append(element)
  }

  /// The bytes of its buffer: elements and header.
  var bytes: Int { capacity == 0 ? 0 : 32 + capacity * MemoryLayout<Element>.stride }
}
