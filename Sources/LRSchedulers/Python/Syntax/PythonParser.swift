/// Reads Python by recursive descent. Nothing is ever executed here.
///
/// Every nesting costs one level, of which there are ``maximumDepth``; the height of the tree is bounded likewise, so that
/// neither reading nor walking nor freeing a hostile text can exhaust the stack.
struct PythonParser {
  static let maximumDepth = 100
  static let maximumHeight = 500
  static let maximumLength = 1 << 24
  /// Of a text that is one expression.
  static let maximumExpressionLength = 1 << 16

  let text: PythonTokens
  /// The index of the present token.
  var position = 0
  var depth = 0

  /// For a text that is one expression or call.
  init(_ text: String) throws(SpecError) {
    guard text.utf8.count <= Self.maximumExpressionLength else {
      throw SpecError("text is longer than \(Self.maximumExpressionLength) bytes", column: 1)
    }
    self.text = PythonTokens(expression: Array(text.utf8))
  }

  init(_ text: PythonTokens) { self.text = text }

  var source: [UInt8] { text.source }
  var token: PythonToken { text.tokens[position] }

  /// The offset of the present token.
  var offset: Int { Int(text.tokens[position].start) }

  /// Without an offset it is about the present token, and that this is no Python comes first.
  func error(_ message: String, at offset: Int? = nil, hint: String? = nil) -> SpecError {
    if offset == nil, let misreading { return text.error(misreading.message, at: misreading.offset) }
    return text.error(message, at: offset ?? self.offset, hint: hint)
  }

  /// What is wrong with the present token itself.
  private var misreading: LexerError? {
    switch token.kind {
    case .invalid:
      return LexerError(
        message: "unexpected character \(PythonText.repr(text.text(token)))", offset: Int(token.start))
    case .string:
      var lexer = PythonLexer(source, at: Int(token.start))
      do { _ = try lexer.string() } catch { return error }
      return nil
    case .number:
      var lexer = PythonLexer(source, at: Int(token.start))
      do { _ = try lexer.number() } catch { return error }
      return nil
    default: return nil
    }
  }

  /// The token after the present one.
  func peek(_ ahead: Int = 1) -> PythonToken { text.tokens[min(position + ahead, text.tokens.count - 1)] }

  /// Moves on, but never past the end of a line.
  @discardableResult
  mutating func advance() -> PythonToken {
    let token = text.tokens[position]
    if token.kind != .end { position += 1 }
    return token
  }

  /// Symbols are scalars here, which cost nothing to compare, as characters do.
  func isAt(_ symbol: Unicode.Scalar) -> Bool { token.isSymbol(UInt8(truncatingIfNeeded: symbol.value)) }

  mutating func accept(_ symbol: Unicode.Scalar) -> Bool {
    accept(code: UInt8(truncatingIfNeeded: symbol.value))
  }

  mutating func accept(code: UInt8) -> Bool {
    guard token.isSymbol(code) else { return false }
    position += 1
    return true
  }

  mutating func accept(_ keyword: PythonKeyword) -> Bool {
    guard token.isKeyword(keyword) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ symbol: Unicode.Scalar) throws(SpecError) {
    guard accept(symbol) else { throw error("expected '\(symbol)', but got \(described)") }
  }

  func expectEnd() throws(SpecError) {
    guard token.kind == .end else { throw error("expected the end, but got \(described)") }
  }

  /// The name that stands here.
  mutating func identifier() throws(SpecError) -> String {
    guard token.kind == .word, token.code == 0 else { throw error("expected a name, but got \(described)") }
    return text.text(advance())
  }

  /// Runs `body` one level deeper.
  mutating func nested<T>(
    _ body: (inout PythonParser) throws(SpecError) -> T
  ) throws(SpecError) -> T {
    guard depth < Self.maximumDepth else { throw error("nested more than \(Self.maximumDepth) levels deep") }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  func checked(_ expression: PythonExpression) throws(SpecError) -> PythonExpression {
    if expression.height <= Self.maximumHeight { return expression }
    throw error("more than \(Self.maximumHeight) operations in a row", at: expression.offset)
  }

  /// What the present token is, in messages.
  var described: String {
    switch token.kind {
    case .number: return "the number \(text.text(token))"
    case .string:
      var lexer = PythonLexer(source, at: Int(token.start))
      return "the string " + ((try? lexer.string()).map { PythonText.repr($0.text) } ?? "")
    case .word, .symbol: return "'\(text.text(token))'"
    case .invalid, .end: return "the end"
    }
  }
}

extension PythonTokens {
  /// A text whose line breaks mean nothing.
  init(expression source: [UInt8]) {
    self.source = source
    findLines()
    var lexer = PythonLexer(source)
    lexer.joinsLines = true
    lexer.cut(into: &self)
  }
}
