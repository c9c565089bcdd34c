/// Python's string literals in single, double or three quotes, with prefixes and escapes.
extension PythonLexer {
  /// What a string literal says, and whether it is a format, whose braces are still to be filled.
  struct Text {
    var text: String
    var isFormat: Bool
  }

  /// Reads the literal that begins here.
  mutating func string() throws(LexerError) -> Text {
    let start = position
    var isRaw = false
    var isFormat = false
    while let letter = byte(), letter.isWordStart {
      isRaw = isRaw || letter | 0x20 == UInt8(ascii: "r")
      isFormat = isFormat || letter | 0x20 == UInt8(ascii: "f")
      position += 1
    }
    if byte() == 0xE2 { return Text(text: try curly(from: start), isFormat: isFormat) }
    guard let quote = byte() else { throw error("unterminated string literal", at: start) }
    return Text(text: try string(quote: quote, isRaw: isRaw, from: start), isFormat: isFormat)
  }

  private mutating func string(quote: UInt8, isRaw: Bool, from start: Int) throws(LexerError) -> String {
    let width = byte(1) == quote && byte(2) == quote ? 3 : 1
    if width == 1, let end = endOfPlainString(quote) {
      defer { position = end + 1 }
      return String(decoding: source[position + 1..<end], as: UTF8.self)
    }
    var bytes: [UInt8] = []
    position += width
    while let here = byte(), width == 3 || here != UInt8(ascii: "\n") {
      if here == quote, width == 1 || (byte(1) == quote && byte(2) == quote) {
        position += width
        return String(decoding: bytes, as: UTF8.self)
      }
      position += 1
      if here != UInt8(ascii: "\\") {
        bytes.append(here)
      } else if isRaw {
        bytes.append(here)
        if let next = byte() { bytes.append(next); position += 1 }
      } else {
        try appendEscape(to: &bytes, start: start)
      }
    }
    throw error("unterminated string literal", at: start)
  }

  /// Where a string of one line ends that has no escapes; nil for others.
  private func endOfPlainString(_ quote: UInt8) -> Int? {
    var end = position + 1
    while end < source.count, source[end] != UInt8(ascii: "\n"), source[end] != UInt8(ascii: "\\") {
      if source[end] == quote { return end }
      end += 1
    }
    return nil
  }

  private mutating func curly(from start: Int) throws(LexerError) -> String {
    position += 3
    let first = position
    while let here = byte(), here != UInt8(ascii: "\n") {
      if here == 0xE2, byte(1) == 0x80, let quote = byte(2), 0x98...0x9D ~= quote {
        return String(decoding: source[first..<position], as: UTF8.self)
      }
      position += 1
    }
    throw error("unterminated string literal", at: start)
  }

  private mutating func appendEscape(to bytes: inout [UInt8], start: Int) throws(LexerError) {
    guard let letter = byte() else { throw error("unterminated string literal", at: start) }
    position += 1
    switch letter {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "0"): bytes.append(0)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): bytes.append(letter)
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "x"): bytes += try scalar(digits: 2)
    case UInt8(ascii: "u"): bytes += try scalar(digits: 4)
    // Python keeps the backslash of an escape it does not know.
    default: bytes += [UInt8(ascii: "\\"), letter]
    }
  }

  private mutating func scalar(digits: Int) throws(LexerError) -> [UInt8] {
    let end = min(position + digits, source.count)
    let text = String(decoding: source[position..<end], as: UTF8.self)
    guard text.utf8.count == digits, let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value)
    else {
      throw error("invalid escape in string literal", at: position - 2)
    }
    position = end
    return Array(String(scalar).utf8)
  }
}
