/// Literals, names, brackets and calls.
extension PythonParser {
  mutating func primary() throws(SpecError) -> PythonExpression {
    let offset = token.offset
    switch token.kind {
    case .number(let value):
      advance()
      return try make(.literal(value), at: offset)
    case .string(let text):
      advance()
      return try make(.literal(.string(text)), at: offset)
    case .word(let word): return try named(word)
    case .symbol("("): return try parenthesized()
    case .symbol("["):
      advance()
      let elements = try elements(until: "]")
      return try make(.list(elements), at: offset, over: elements)
    case .symbol("{"): return try dictionary()
    case .symbol, .invalid, .end: throw error("expected a value, but got \(token.described)")
    }
  }

  private mutating func named(_ word: String) throws(SpecError) -> PythonExpression {
    let offset = token.offset
    if let constant = Self.constants[word] {
      advance()
      return try make(.literal(constant), at: offset)
    }
    let name = try dottedName()
    guard accept("(") else { return try make(.name(try whole(name, from: offset)), at: offset) }
    let arguments = try arguments()
    let text = try whole(name, from: offset)
    if text != name { return try make(.name(text), at: offset) }
    return try make(
      .call(PythonCall(qualifiedName: name, arguments: arguments, offset: offset)), at: offset,
      over: arguments.map(\.value))
  }

  /// What is taken out of an object that is not known here, such as `optimizers[0]` or `self.optimizers().sgd`, is
  /// itself not known: it is read past, and its text is its name.
  private mutating func whole(_ name: String, from offset: Int) throws(SpecError) -> String {
    var isTakenFrom = false
    while !token.startsLine {
      if accept("[") {
        _ = try elements(until: "]")
      } else if accept("(") {
        _ = try arguments()
      } else if accept(".") {
        _ = try dottedName()
      } else {
        break
      }
      isTakenFrom = true
    }
    return isTakenFrom ? text(from: offset) : name
  }

  private static let constants: [String: PythonValue] = [
    "None": .null, "True": .bool(true), "False": .bool(false),
  ]

  private static let keywords = ["and", "or", "not", "if", "else", "lambda", "in", "is", "for", "while"]

  mutating func dottedName() throws(SpecError) -> String {
    var name = ""
    repeat {
      guard case .word(let part) = token.kind, !Self.keywords.contains(part) else {
        throw error("expected a name, but got \(token.described)")
      }
      name += name.isEmpty ? part : "." + part
      advance()
    } while accept(".")
    return name
  }

  /// `(a)` is a; `(a,)` and `()` are tuples, which count as lists here.
  private mutating func parenthesized() throws(SpecError) -> PythonExpression {
    let offset = advance().offset
    if accept(")") { return try make(.list([]), at: offset) }
    let first = try expression()
    if accept(")") { return first }
    try expect(",")
    let all = [first] + (try elements(until: ")"))
    return try make(.list(all), at: offset, over: all)
  }

  private mutating func elements(until close: String) throws(SpecError) -> [PythonExpression] {
    var elements: [PythonExpression] = []
    while !accept(close) {
      elements.append(try expression())
      if accept(close) { break }
      guard accept(",") else { throw error("expected ',' or '\(close)', but got \(token.described)") }
    }
    return elements
  }

  private mutating func arguments() throws(SpecError) -> [PythonCall.Argument] {
    var arguments: [PythonCall.Argument] = []
    while !accept(")") {
      let argument = try argument()
      if argument.keyword == nil, arguments.last?.keyword != nil {
        throw error("positional argument follows keyword argument", at: argument.offset)
      }
      arguments.append(argument)
      if accept(")") { break }
      guard accept(",") else { throw error("expected ',' or ')', but got \(token.described)") }
    }
    return arguments
  }

  private mutating func argument() throws(SpecError) -> PythonCall.Argument {
    let offset = token.offset
    guard case .word(let keyword) = token.kind, peek().kind == .symbol("=") else {
      return .init(keyword: nil, value: try expression(), offset: offset)
    }
    advance()
    advance()
    return .init(keyword: keyword, value: try expression(), offset: offset)
  }
}
