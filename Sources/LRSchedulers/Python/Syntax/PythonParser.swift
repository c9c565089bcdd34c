/// Reads Python expressions by recursive descent. Nothing is ever executed here.
///
/// Every nesting costs one level, of which there are ``maximumDepth``; the height of the tree is bounded likewise, so that
/// neither reading nor walking nor freeing a hostile text can exhaust the stack.
struct PythonParser {
  static let maximumDepth = 100
  static let maximumHeight = 500
  static let maximumLength = 1 << 16

  let source: [UInt8]
  private let tokens: [PythonToken]
  /// The index of the present token.
  private(set) var position = 0
  private var depth = 0

  init(_ text: String) throws(SpecError) {
    guard text.utf8.count <= Self.maximumLength else {
      throw SpecError("text is longer than \(Self.maximumLength) bytes", column: 1)
    }
    (tokens, source) = PythonLexer.tokens(of: text)
  }

  var token: PythonToken { tokens[position] }

  /// Without an offset it is about the present token, and that this is no Python comes first.
  func error(_ message: String, at offset: Int? = nil, hint: String? = nil) -> SpecError {
    if offset == nil, case .invalid(let reason) = token.kind {
      return SpecError(reason.message, at: reason.offset, of: source)
    }
    return SpecError(message, at: offset ?? token.offset, of: source, hint: hint)
  }

  /// The word or symbol after the present one.
  func peek() -> PythonToken { tokens[min(position + 1, tokens.count - 1)] }

  /// The source from an offset to the present token, on one line and not too long for a message.
  func text(from offset: Int) -> String {
    let bytes = source[offset..<token.offset].prefix(60).map { $0 < 0x20 ? UInt8(ascii: " ") : $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.lastIndex { $0 != " " }.map { String(text[...$0]) } ?? ""
  }

  @discardableResult
  mutating func advance() -> PythonToken {
    let token = tokens[position]
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  mutating func accept(_ symbol: String) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func accept(word: String) -> Bool {
    guard token.kind == .word(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: String) throws(SpecError) {
    guard accept(symbol) else { throw error("expected '\(symbol)', but got \(token.described)") }
  }

  func expectEnd() throws(SpecError) {
    guard token.kind == .end else { throw error("expected the end, but got \(token.described)") }
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

  func make(
    _ node: PythonExpression.Node, at offset: Int, over children: [PythonExpression] = []
  ) throws(SpecError) -> PythonExpression {
    let height = PythonExpression.height(over: children)
    guard height <= Self.maximumHeight else {
      throw error("more than \(Self.maximumHeight) operations in a row", at: offset)
    }
    return PythonExpression(offset: offset, node: node, height: height)
  }
}

extension PythonToken {
  var described: String {
    switch kind {
    case .number(let value): "the number \(PythonSource.text(value))"
    case .string(let text): "the string " + PythonText.repr(text)
    case .word(let text), .symbol(let text): "'\(text)'"
    case .invalid, .end: "the end"
    }
  }
}
