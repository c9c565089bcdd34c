/// Fields of a protocol buffer, one after another; ends at the first that is broken.
struct WireReader {
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(Range<Int>)
  }

  private let bytes: Bytes
  private(set) var index: Int
  private let end: Int
  /// Whether everything so far was well formed.
  private(set) var isIntact = true

  init(_ bytes: Bytes, _ range: Range<Int>) {
    self.bytes = bytes
    index = range.lowerBound
    end = range.upperBound
  }

  @inline(__always)
  mutating func next() -> (field: Int, value: Value)? {
    guard index < end else { return nil }
    guard let tag = varint() else { return broken() }
    let field = Int(truncatingIfNeeded: tag >> 3)
    switch tag & 7 {
    case 0:
      guard let value = varint() else { return broken() }
      return (field, .varint(value))
    case 1:
      guard end - index >= 8 else { return broken() }
      index += 8
      return (field, .fixed64(bytes.load64(index - 8)))
    case 5:
      guard end - index >= 4 else { return broken() }
      index += 4
      return (field, .fixed32(bytes.load32(index - 4)))
    case 2:
      guard let length = varint(), length <= UInt64(end - index) else { return broken() }
      let start = index
      index += Int(length)
      return (field, .bytes(start..<index))
    default: return broken()
    }
  }

  private mutating func broken() -> (field: Int, value: Value)? {
    isIntact = false
    index = end
    return nil
  }

  @inline(__always)
  mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < end, shift < 64 {
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  var isAtEnd: Bool { index >= end }
}

extension Bytes {
  @inline(__always)
  func load64(_ index: Int) -> UInt64 {
    precondition(index >= 0 && index + 8 <= count)
    return UInt64(
      littleEndian: UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  @inline(__always)
  func load32(_ index: Int) -> UInt32 {
    precondition(index >= 0 && index + 4 <= count)
    return UInt32(
      littleEndian: UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: index, as: UInt32.self))
  }

  @inline(__always)
  func load16(_ index: Int) -> UInt16 {
    precondition(index >= 0 && index + 2 <= count)
    return UInt16(
      littleEndian: UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: index, as: UInt16.self))
  }
}
