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

  package mutating func optionalText(most: Int) throws(PackingError) -> String? {
    try optional { reader throws(PackingError) in try reader.text(most: most) }
  }

  package mutating func texts(most: Int, _ longest: Int) throws(PackingError) -> [String] {
    try list(most: most) { reader throws(PackingError) in try reader.text(most: longest) }
  }
}
