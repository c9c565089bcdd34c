/// Cuts Python source into tokens. Comments, line breaks and backslashes before them are blanks.
struct PythonLexer {
  let source: [UInt8]
  var position = 0

  init(_ text: String) { source = Array(text.utf8) }

  /// All tokens, ending with `.end`.
  static func tokens(of text: String) throws(SpecError) -> (tokens: [PythonToken], source: [UInt8]) {
    var lexer = PythonLexer(text)
    var tokens: [PythonToken] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return (tokens, lexer.source)
  }

  func byte(_ ahead: Int = 0) -> UInt8? {
    position + ahead < source.count ? source[position + ahead] : nil
  }

  func error(_ message: String, at offset: Int? = nil, hint: String? = nil) -> SpecError {
    SpecError(message, at: offset ?? position, of: source, hint: hint)
  }

  private mutating func next() throws(SpecError) -> PythonToken {
    skipBlanks()
    let offset = position
    guard let first = byte() else { return PythonToken(kind: .end, offset: offset) }
    if first.isDigit || (first == UInt8(ascii: ".") && byte(1)?.isDigit == true) {
      return PythonToken(kind: .number(try number()), offset: offset)
    }
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
      return PythonToken(kind: .string(try string(quote: first)), offset: offset)
    }
    if first.isWordStart { return PythonToken(kind: .word(word()), offset: offset) }
    return PythonToken(kind: .symbol(try symbol()), offset: offset)
  }

  private mutating func skipBlanks() {
    while let here = byte() {
      switch here {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0C:
        position += 1
      case UInt8(ascii: "\\") where byte(1) == UInt8(ascii: "\n") || byte(1) == UInt8(ascii: "\r"):
        position += 2
      case UInt8(ascii: "#"):
        while let inside = byte(), inside != UInt8(ascii: "\n") { _ = inside; position += 1 }
      default: return
      }
    }
  }

  private mutating func word() -> String {
    let start = position
    while let here = byte(), here.isWordStart || here.isDigit { position += 1 }
    return String(decoding: source[start..<position], as: UTF8.self)
  }

  private static let symbols = ["**", "//", "<=", ">=", "==", "!="]

  private mutating func symbol() throws(SpecError) -> String {
    if position + 1 < source.count {
      let pair = String(decoding: source[position...position + 1], as: UTF8.self)
      if Self.symbols.contains(pair) {
        position += 2
        return pair
      }
    }
    guard let here = byte(), "()[]{},=+-*/%<>.:;".utf8.contains(here) else { throw unexpectedCharacter() }
    position += 1
    return String(decoding: [here], as: UTF8.self)
  }

  private func unexpectedCharacter() -> SpecError {
    let text = String(decoding: source[position...].prefix(4), as: UTF8.self)
    let scalar = text.unicodeScalars.first.map(String.init) ?? ""
    return error("unexpected character \(PythonText.repr(scalar))")
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// A letter or underscore.
  var isWordStart: Bool {
    let lower = self | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) || self == UInt8(ascii: "_")
  }
}
