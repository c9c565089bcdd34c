/// The value of a `TensorProto` that holds a single number.
enum TensorScalar {
  static func value(_ bytes: Bytes, _ range: Range<Int>) -> Double? {
    var type: UInt64 = 0
    var content: Range<Int>?
    var fields: [(Int, WireReader.Value)] = []
    var reader = WireReader(bytes, range)
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (1, .varint(let value)): type = value
      case (4, .bytes(let range)): content = range
      case (5...17, _): fields.append((field, value))
      default: break
      }
    }
    if let content, !content.isEmpty { return packed(bytes, content, type) }
    guard fields.count <= 1 else { return nil }
    guard let (field, value) = fields.first else { return isNumeric(type) ? 0 : nil }
    return typed(bytes, field, value, type)
  }

  private static func isNumeric(_ type: UInt64) -> Bool {
    [1, 2, 3, 4, 5, 6, 9, 10, 14, 17, 19, 22, 23].contains(type)
  }

  private static func packed(_ bytes: Bytes, _ range: Range<Int>, _ type: UInt64) -> Double? {
    let start = range.lowerBound
    switch (type, range.count) {
    case (1, 4): return Double(Float(bitPattern: bytes.load32(start)))
    case (2, 8): return Double(bitPattern: bytes.load64(start))
    case (3, 4): return Double(Int32(bitPattern: bytes.load32(start)))
    case (22, 4): return Double(bytes.load32(start))
    case (9, 8): return Double(Int64(bitPattern: bytes.load64(start)))
    case (23, 8): return Double(bytes.load64(start))
    case (5, 2): return Double(Int16(bitPattern: bytes.load16(start)))
    case (17, 2): return Double(bytes.load16(start))
    case (4, 1), (10, 1): return Double(bytes[start])
    case (6, 1): return Double(Int8(bitPattern: bytes[start]))
    case (19, 2): return half(bytes.load16(start))
    case (14, 2): return Double(Float(bitPattern: UInt32(bytes.load16(start)) << 16))
    default: return nil
    }
  }

  private static func typed(_ bytes: Bytes, _ field: Int, _ value: WireReader.Value, _ type: UInt64)
    -> Double?
  {
    switch (field, value) {
    case (5, .fixed32(let bits)): return Double(Float(bitPattern: bits))
    case (5, .bytes(let range)):
      return range.count == 4 ? Double(Float(bitPattern: bytes.load32(range.lowerBound))) : nil
    case (6, .fixed64(let bits)): return Double(bitPattern: bits)
    case (6, .bytes(let range)):
      return range.count == 8 ? Double(bitPattern: bytes.load64(range.lowerBound)) : nil
    case (7, .varint(let value)), (10, .varint(let value)): return Double(Int64(bitPattern: value))
    case (11, .varint(let value)), (16, .varint(let value)), (17, .varint(let value)): return Double(value)
    case (13, .varint(let value)): return halfLike(value, type)
    case (7, .bytes(let range)), (10, .bytes(let range)), (11, .bytes(let range)), (13, .bytes(let range)),
      (16, .bytes(let range)), (17, .bytes(let range)):
      var reader = WireReader(bytes, range)
      guard let value = reader.varint(), reader.isAtEnd else { return nil }
      return typed(bytes, field, .varint(value), type)
    default: return nil
    }
  }

  private static func halfLike(_ value: UInt64, _ type: UInt64) -> Double {
    let bits = UInt16(truncatingIfNeeded: value)
    return type == 14 ? Double(Float(bitPattern: UInt32(bits) << 16)) : half(bits)
  }

  /// IEEE's half precision, which Swift has not on every machine.
  private static func half(_ bits: UInt16) -> Double {
    let sign: Double = bits >> 15 == 1 ? -1 : 1
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
    }
  }
}
