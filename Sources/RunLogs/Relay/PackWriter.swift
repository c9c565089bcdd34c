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
