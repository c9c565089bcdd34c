/// Names as bytes, numbered in the order in which they are first met.
struct NameTable: Sendable {
  private(set) var names: [[UInt8]] = []
  private var hashes: [UInt64] = []
  /// Open addressing: the number of a name plus one, 0 where nothing stands.
  private var slots = [Int32](repeating: 0, count: 64)

  var count: Int { names.count }
  private static let limit = 1 << 16

  /// The number of a name under a parent, which is the number of another name or -1; -1 where there are too many names.
  mutating func number(of name: Bytes, under parent: Int = -1) -> Int {
    let hash = Self.hash(name, UInt64(bitPattern: Int64(parent)))
    let slot = slot(of: name, hash)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    guard names.count < Self.limit else { return -1 }
    names.append(Array(name))
    hashes.append(hash)
    slots[slot] = Int32(names.count)
    if names.count * 2 > slots.count { grow() }
    return names.count - 1
  }

  /// The number of a name that has been met; nil of another.
  func knownNumber(of name: Bytes) -> Int? {
    let slot = slot(of: name, Self.hash(name, UInt64(bitPattern: -1)))
    return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
  }

  /// Where a name stands, or where it would.
  private func slot(of name: Bytes, _ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, matches(number, name) { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  @inline(__always)
  func matches(_ number: Int, _ name: Bytes) -> Bool {
    names[number].withUnsafeBufferPointer { own in
      own.count == name.count && name.hasEqual(own, 0..<own.count, at: 0)
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }

  /// FNV-1a, in which the parent counts as one more letter.
  private static func hash(_ name: Bytes, _ parent: UInt64) -> UInt64 {
    var hash = 0xCBF2_9CE4_8422_2325 ^ (parent &* 0x9E37_79B9_7F4A_7C15)
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash ^ (hash >> 29)
  }
}
