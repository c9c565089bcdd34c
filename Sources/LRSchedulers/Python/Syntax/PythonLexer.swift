/// Cuts Python source into tokens. Comments, line breaks, backslashes before them, and the prompts of Python's
/// interactive shell are blanks.
struct PythonLexer {
  let source: [UInt8]
  var position = 0
  private var depth = 0
  private var isAtLineStart = true

  init(_ text: String) { source = Array(text.utf8) }

  /// All tokens, ending with `.end`.
  static func tokens(of text: String) -> (tokens: [PythonToken], source: [UInt8]) {
    var lexer = PythonLexer(text)
    var tokens: [PythonToken] = []
    repeat { tokens.append(lexer.next()) } while tokens.last?.kind != .end
    return (tokens, lexer.source)
  }

  func byte(_ ahead: Int = 0) -> UInt8? {
    position + ahead < source.count ? source[position + ahead] : nil
  }

  func error(_ message: String, at offset: Int? = nil) -> Misreading {
    Misreading(message: message, offset: offset ?? position)
  }

  private mutating func next() -> PythonToken {
    skipBlanks()
    let (offset, startsLine) = (position, isAtLineStart && depth == 0)
    isAtLineStart = false
    var token = PythonToken(kind: .end, offset: offset, startsLine: startsLine)
    do { token.kind = try kind() } catch {
      token.kind = .invalid(error)
      position = max(position, offset + 1)
    }
    return token
  }

  private mutating func kind() throws(Misreading) -> PythonToken.Kind {
    guard let first = byte() else { return .end }
    if first.isDigit || (first == UInt8(ascii: ".") && byte(1)?.isDigit == true) {
      return .number(try number())
    }
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") { return .string(try string(quote: first)) }
    return first.isWordStart ? .word(word()) : .symbol(try symbol())
  }

  private mutating func skipBlanks() {
    while let here = byte() {
      switch here {
      case UInt8(ascii: "\n"):
        isAtLineStart = true
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0C: position += 1
      case UInt8(ascii: "\\") where byte(1) == UInt8(ascii: "\n") || byte(1) == UInt8(ascii: "\r"):
        position += byte(1) == UInt8(ascii: "\r") && byte(2) == UInt8(ascii: "\n") ? 3 : 2
      case UInt8(ascii: "#"):
        while let inside = byte(), inside != UInt8(ascii: "\n") { _ = inside; position += 1 }
      case UInt8(ascii: ">"), UInt8(ascii: "."):
        guard isAtLineStart, isPrompt(here) else { return }
        position += 3
      default: return
      }
    }
  }

  /// `>>> ` and `... ` begin the lines of examples in docstrings.
  private func isPrompt(_ here: UInt8) -> Bool {
    guard byte(1) == here, byte(2) == here else { return false }
    return byte(3).map { " \t\r\n".utf8.contains($0) } ?? true
  }

  private mutating func word() -> String {
    let start = position
    while let here = byte(), here.isWordStart || here.isDigit { position += 1 }
    return String(decoding: source[start..<position], as: UTF8.self)
  }

  private static let symbols = ["**", "//", "<=", ">=", "==", "!="]

  private mutating func symbol() throws(Misreading) -> String {
    if position + 1 < source.count {
      let pair = String(decoding: source[position...position + 1], as: UTF8.self)
      if Self.symbols.contains(pair) {
        position += 2
        return pair
      }
    }
    guard let here = byte(), "()[]{},=+-*/%<>.:;".utf8.contains(here) else { throw unexpectedCharacter() }
    position += 1
    if "([{".utf8.contains(here) { depth += 1 }
    if ")]}".utf8.contains(here) { depth = max(0, depth - 1) }
    return String(decoding: [here], as: UTF8.self)
  }

  private mutating func unexpectedCharacter() -> Misreading {
    let text = String(decoding: source[position...].prefix(4), as: UTF8.self)
    let scalar = text.unicodeScalars.first.map(String.init) ?? ""
    defer { position += max(1, scalar.utf8.count) }
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
