/// Writes numbers and texts into bytes that ``PackReader`` reads.
package struct PackWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func put(_ byte: UInt8) { bytes.append(byte) }

  package mutating func put(_ count: Int) { put(varint: UInt64(clamping: count)) }

  package mutating func put(varint value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  /// A number that may be below zero; short where it is near zero.
  package mutating func put(signed value: Int64) {
    put(varint: UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  package mutating func put(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  package mutating func put(_ text: String) { put(Array(text.utf8)) }

  /// Bytes with their count in front.
  package mutating func put(_ content: [UInt8]) {
    put(content.count)
    bytes.append(contentsOf: content)
  }

  package mutating func put<Value>(_ value: Value?, _ body: (inout PackWriter, Value) -> Void) {
    put(UInt8(value == nil ? 0 : 1))
    if let value { body(&self, value) }
  }

  package mutating func put<Value>(_ values: [Value], _ body: (inout PackWriter, Value) -> Void) {
    put(values.count)
    for value in values { body(&self, value) }
  }
}

/// What was packed is damaged, or not what was asked for.
package struct PackingError: Error, Equatable {
  package init() {}
}

/// Reads what ``PackWriter`` writes; every count is bounded, as the other side is not trusted.
package struct PackReader {
  private let bytes: Bytes
  private var index = 0

  /// - Parameter bytes: must outlive the reader.
  package init(_ bytes: Bytes) { self.bytes = bytes }

  package var isAtEnd: Bool { index >= bytes.count }

  package mutating func byte() throws(PackingError) -> UInt8 {
    guard index < bytes.count else { throw PackingError() }
    defer { index += 1 }
    return bytes[index]
  }

  package mutating func varint() throws(PackingError) -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while shift < 64 {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw PackingError()
  }

  package mutating func signed() throws(PackingError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// - Parameter most: what is above it is refused.
  package mutating func count(most: Int) throws(PackingError) -> Int {
    guard let count = Int(exactly: try varint()), count <= most else { throw PackingError() }
    return count
  }

  package mutating func double() throws(PackingError) -> Double {
    Double(bitPattern: try take(8).load64(0))
  }

  package mutating func text(most: Int) throws(PackingError) -> String {
    String(decoding: try take(count(most: most)), as: UTF8.self)
  }

  /// The bytes that come next.
  package mutating func take(_ count: Int) throws(PackingError) -> Bytes {
    guard count <= bytes.count - index else { throw PackingError() }
    defer { index += count }
    return bytes.slice(index..<index + count)
  }

  /// All that is left.
  package mutating func rest() throws(PackingError) -> Bytes { try take(bytes.count - index) }

  package mutating func optional<Value>(
    _ body: (inout PackReader) throws(PackingError) -> Value
  ) throws(PackingError) -> Value? {
    switch try byte() {
    case 0: nil
    case 1: try body(&self)
    default: throw PackingError()
    }
  }

  package mutating func list<Value>(
    most: Int, _ body: (inout PackReader) throws(PackingError) -> Value
  ) throws(PackingError) -> [Value] {
    var values: [Value] = []
    for _ in 0..<(try count(most: most)) { values.append(try body(&self)) }
    return values
  }
}
