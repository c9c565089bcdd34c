/// JSON has no infinity and no NaN: they are written as the strings "inf", "-inf" and "nan".
extension KeyedEncodingContainer {
  mutating func encodeNumber(_ value: Double, forKey key: Key) throws {
    if value.isFinite {
      try encode(value, forKey: key)
    } else {
      try encode(PythonNumber.repr(value), forKey: key)
    }
  }

  mutating func encodeNumber(_ value: Double?, forKey key: Key) throws {
    if let value { try encodeNumber(value, forKey: key) }
  }
}

extension KeyedDecodingContainer {
  func decodeNumber(forKey key: Key) throws -> Double {
    if let text = try? decode(String.self, forKey: key) {
      if let value = Double(text) { return value }
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "expected a number, but got \(PythonText.repr(text))")
    }
    return try decode(Double.self, forKey: key)
  }

  func decodeNumberIfPresent(forKey key: Key) throws -> Double? {
    contains(key) ? try decodeNumber(forKey: key) : nil
  }
}
