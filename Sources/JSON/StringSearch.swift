/// Finds the end of strings, eight bytes at a time.
enum StringSearch {
  /// The first quote or backslash from an index on; the end of the bytes if there is none.
  static func endOfPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      let found = zeros(word ^ quotes) | zeros(word ^ backslashes)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
      index += 1
    }
    return index
  }

  /// How long the escape at an index is; nil if it is not complete.
  static func escape(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) throws(JSONError) -> Int? {
    guard index + 1 < bytes.count else { return nil }
    let kind = bytes[index + 1]
    if JSONEscapes.character(after: kind) != nil { return 2 }
    guard kind == UInt8(ascii: "u") else { throw JSONError("an unknown escape in a string", offset: index) }
    for digit in index + 2..<index + 6 {
      guard digit < bytes.count else { return nil }
      guard JSONEscapes.hexDigit(bytes[digit]) != nil else {
        throw JSONError("\\u in a string without four hexadecimal digits", offset: index)
      }
    }
    return 6
  }

  private static let quotes = UInt64(UInt8(ascii: "\"")) &* 0x0101_0101_0101_0101
  private static let backslashes = UInt64(UInt8(ascii: "\\")) &* 0x0101_0101_0101_0101

  /// The highest bit of each byte that is 0. Bytes above the lowest such may be marked as well, so only the lowest counts.
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
