/// Python's number literals: `10`, `1_000`, `0x1F`, `1e-3`, `.5`, `5.`.
extension PythonLexer {
  mutating func number() throws(LexerError) -> PythonValue {
    let start = position
    if let radix { return try prefixed(radix) }
    let isInteger = scanDecimal()
    if let next = byte(), next.isWordStart || next.isDigit {
      throw error("invalid number \(PythonText.repr(text(from: start, to: endOfWord())))", at: start)
    }
    if isInteger, let value = smallInteger(from: start) { return .int(value) }
    let written = text(from: start, to: position)
    let digits = written.utf8.contains(UInt8(ascii: "_")) ? written.filter { $0 != "_" } : written
    if isInteger {
      if digits.count > 1, digits.hasPrefix("0"), digits.contains(where: { $0 != "0" }) {
        throw error("leading zeros in decimal integer literals are not permitted", at: start)
      }
      return try integer(digits, at: start)
    }
    return .double(Double(digits) ?? .infinity)
  }

  /// Up to 18 digits without separators and leading zeros, as nearly all are.
  private func smallInteger(from start: Int) -> Int? {
    let digits = source[start..<position]
    guard digits.count <= 18, digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
    var value = 0
    for digit in digits {
      guard digit.isDigit else { return nil }
      value = value * 10 + Int(digit & 0x0F)
    }
    return value
  }

  var radix: Int? {
    guard byte() == UInt8(ascii: "0"), let letter = byte(1) else { return nil }
    switch letter | 0x20 {
    case UInt8(ascii: "x"): return 16
    case UInt8(ascii: "o"): return 8
    case UInt8(ascii: "b"): return 2
    default: return nil
    }
  }

  /// Python, too, refuses to read ints of more decimal digits than this.
  private static let maximumDigits = 4300

  private func integer(_ digits: String, at start: Int) throws(LexerError) -> PythonValue {
    if let value = Int(digits) { return .int(value) }
    guard digits.utf8.count <= Self.maximumDigits, let value = BigInteger(digits: digits) else {
      throw error("an int of more than \(Self.maximumDigits) digits", at: start)
    }
    return PythonValue(value)
  }

  private mutating func prefixed(_ radix: Int) throws(LexerError) -> PythonValue {
    let start = position
    position = endOfWord()
    let digits = text(from: start + 2, to: position).filter { $0 != "_" }
    guard let value = Int(digits, radix: radix) else {
      throw error(
        "invalid or too large number \(PythonText.repr(text(from: start, to: position)))", at: start)
    }
    return .int(value)
  }

  /// Moves past digits, fraction and exponent; whether there were digits only.
  mutating func scanDecimal() -> Bool {
    var isInteger = true
    skipDigits()
    if byte() == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      skipDigits()
    }
    if let letter = byte(), letter | 0x20 == UInt8(ascii: "e"), exponentFollows {
      isInteger = false
      position += 2
      skipDigits()
    }
    return isInteger
  }

  private var exponentFollows: Bool {
    guard let next = byte(1) else { return false }
    if next.isDigit { return true }
    return (next == UInt8(ascii: "+") || next == UInt8(ascii: "-")) && byte(2)?.isDigit == true
  }

  /// Digits, with single underscores between them.
  private mutating func skipDigits() {
    while let here = byte() {
      let isSeparator =
        here == UInt8(ascii: "_") && byte(1)?.isDigit == true && position > 0
        && source[position - 1].isDigit
      guard here.isDigit || isSeparator else { return }
      position += 1
    }
  }

  func endOfWord() -> Int {
    var end = position
    while end < source.count, source[end].isWordStart || source[end].isDigit { end += 1 }
    return end
  }

  private func text(from start: Int, to end: Int) -> String {
    String(decoding: source[start..<end], as: UTF8.self)
  }
}
