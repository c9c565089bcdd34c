/// Literals, names, brackets, and what follows them: attributes, subscripts and calls.
extension PythonParser {
  mutating func primary() throws(SpecError) -> PythonExpression {
    var value = try atom()
    while token.kind == .symbol {
      switch token.code {
      case UInt8(ascii: "."): value = try attribute(of: value)
      case UInt8(ascii: "("): value = try call(of: value)
      case UInt8(ascii: "["): value = try subscripted(value)
      default: return value
      }
    }
    return value
  }

  mutating func atom() throws(SpecError) -> PythonExpression {
    let offset = offset
    switch token.kind {
    case .number: return PythonExpression(offset: offset, node: .literal(try number()))
    case .string: return try strings()
    case .word: return try word()
    case .symbol where isAt("("): return try parenthesized()
    case .symbol where isAt("["): return try list()
    case .symbol where isAt("{"): return try braces()
    case .symbol where token.code == PythonSymbol.ellipsis:
      advance()
      return PythonExpression(offset: offset, node: .opaque("..."))
    case .symbol, .invalid, .end: throw error("expected a value, but got \(described)")
    }
  }

  private mutating func number() throws(SpecError) -> PythonValue {
    var lexer = PythonLexer(source, at: offset)
    do {
      let value = try lexer.number()
      advance()
      return value
    } catch { throw text.error(error.message, at: error.offset) }
  }

  /// Literals that follow each other are one.
  private mutating func strings() throws(SpecError) -> PythonExpression {
    let offset = offset
    var (text, isFormat) = ("", false)
    while token.kind == .string {
      var lexer = PythonLexer(source, at: self.offset)
      do {
        let part = try lexer.string()
        text += part.text
        isFormat = isFormat || part.isFormat
      } catch { throw self.text.error(error.message, at: error.offset) }
      advance()
    }
    return PythonExpression(offset: offset, node: isFormat ? .format(text) : .literal(.string(text)))
  }

  private mutating func word() throws(SpecError) -> PythonExpression {
    let offset = offset
    switch PythonKeyword(rawValue: token.code) {
    case .none?: return constant(.null)
    case .true?: return constant(.bool(true))
    case .false?: return constant(.bool(false))
    case .await?:
      advance()
      return try nested { (parser) throws(SpecError) in try parser.primary() }
    case nil: return PythonExpression(offset: offset, node: .name(dottedName()))
    default: throw error("expected a value, but got \(described)")
    }
  }

  private mutating func constant(_ value: PythonValue) -> PythonExpression {
    PythonExpression(offset: Int(advance().start), node: .literal(value))
  }

  /// `a.b.c`, at whose first word the parser stands.
  mutating func dottedName() -> String {
    let first = advance()
    var (last, length) = (first, first.end - first.start)
    var start = position
    while isAt("."), peek().kind == .word {
      advance()
      last = advance()
      length += 1 + last.end - last.start
    }
    // Nothing stands between the parts, but for those who like blanks.
    if length == last.end - first.start {
      return text.text(PythonToken(kind: .word, start: first.start, end: last.end))
    }
    var name = text.text(first)
    while start < position {
      name += "." + text.text(text.tokens[start + 1])
      start += 2
    }
    return name
  }

  private mutating func attribute(of value: PythonExpression) throws(SpecError) -> PythonExpression {
    let offset = Int(advance().start)
    guard token.kind == .word else { throw error("expected a name, but got \(described)") }
    let name = text.text(advance())
    return try checked(PythonExpression(.attribute(value, name), at: offset, over: [value]))
  }

  private mutating func call(of value: PythonExpression) throws(SpecError) -> PythonExpression {
    advance()
    let arguments = try nested { (parser) throws(SpecError) in try parser.arguments() }
    var call = PythonCall(qualifiedName: "", arguments: arguments, offset: value.offset)
    if case .name(let name) = value.node { call.qualifiedName = name } else { call.callee = value }
    return try checked(
      PythonExpression(.call(call), at: value.offset, over: [value] + arguments.map(\.value)))
  }

  private mutating func subscripted(_ value: PythonExpression) throws(SpecError) -> PythonExpression {
    advance()
    let start = offset
    var items: [PythonExpression] = []
    var isTuple = false
    while !isAt("]") {
      items.append(try nested { (parser) throws(SpecError) in try parser.slice() })
      guard accept(",") else { break }
      isTuple = true
    }
    guard accept("]") else { throw error("expected ',' or ']', but got \(described)") }
    guard let first = items.first else { throw error("expected a value, but got ']'", at: start) }
    let index = isTuple ? PythonExpression(.tuple(items), at: start, over: items) : first
    return try checked(PythonExpression(.subscripted(value, index), at: value.offset, over: value, index))
  }

  private mutating func slice() throws(SpecError) -> PythonExpression {
    let start = offset
    if isAt("*") { return try element() }
    var parts: [PythonExpression?] = [isAt(":") ? nil : try expression()]
    while accept(":") { parts.append(isAt(":") || isAt("]") || isAt(",") ? nil : try expression()) }
    if parts.count == 1, let only = parts[0] { return only }
    return PythonExpression(.slice(parts), at: start, over: parts.compactMap { $0 })
  }

  /// `(a)` is a; `(a,)` and `()` are tuples.
  private mutating func parenthesized() throws(SpecError) -> PythonExpression {
    let offset = Int(advance().start)
    if accept(")") { return PythonExpression(offset: offset, node: .tuple([])) }
    let first = try element()
    if accept(")") { return first }
    if isComprehension { return try comprehension(.generator, first, nil, at: offset, until: ")") }
    guard accept(",") else { throw error("expected ',', but got \(described)") }
    let all = [first] + (try elements(until: ")"))
    return try checked(PythonExpression(.tuple(all), at: offset, over: all))
  }

  private mutating func list() throws(SpecError) -> PythonExpression {
    let offset = Int(advance().start)
    if accept("]") { return PythonExpression(offset: offset, node: .list([])) }
    let first = try element()
    if isComprehension { return try comprehension(.list, first, nil, at: offset, until: "]") }
    let rest = try remaining(until: "]")
    return try checked(PythonExpression(.list([first] + rest), at: offset, over: [first] + rest))
  }

  private mutating func braces() throws(SpecError) -> PythonExpression {
    let offset = Int(advance().start)
    if accept("}") { return PythonExpression(offset: offset, node: .dictionary([])) }
    if isAt("*") || token.isSymbol(PythonSymbol.power) == false {
      let first = try element()
      if !isAt(":") {
        if isComprehension { return try comprehension(.set, first, nil, at: offset, until: "}") }
        let rest = try remaining(until: "}")
        return try checked(PythonExpression(.set([first] + rest), at: offset, over: [first] + rest))
      }
      advance()
      let value = try expression()
      if isComprehension { return try comprehension(.dictionary, first, value, at: offset, until: "}") }
      return try dictionary(from: [.init(key: first, value: value)], at: offset)
    }
    return try dictionary(from: [try item()], at: offset)
  }

  private mutating func dictionary(
    from first: [PythonExpression.Item], at offset: Int
  ) throws(SpecError) -> PythonExpression {
    var items = first
    while !accept("}") {
      guard accept(",") else { throw error("expected ',' or '}', but got \(described)") }
      if accept("}") { break }
      items.append(try item())
    }
    return try checked(
      PythonExpression(
        .dictionary(items), at: offset, over: items.flatMap { [$0.key, $0.value].compactMap { $0 } }))
  }

  private mutating func item() throws(SpecError) -> PythonExpression.Item {
    if accept(code: PythonSymbol.power) { return .init(key: nil, value: try expression()) }
    let key = try expression()
    try expect(":")
    return .init(key: key, value: try expression())
  }

  /// An expression, or `*values`.
  mutating func element() throws(SpecError) -> PythonExpression {
    guard isAt("*") else { return try expression() }
    let offset = Int(advance().start)
    let value = try expression()
    return PythonExpression(.starred(value), at: offset, over: [value])
  }

  private mutating func elements(until close: Unicode.Scalar) throws(SpecError) -> [PythonExpression] {
    if accept(close) { return [] }
    let first = try element()
    return [first] + (try remaining(until: close))
  }

  /// What follows the first element.
  private mutating func remaining(until close: Unicode.Scalar) throws(SpecError) -> [PythonExpression] {
    var elements: [PythonExpression] = []
    while !accept(close) {
      guard accept(",") else { throw error("expected ',' or '\(close)', but got \(described)") }
      if accept(close) { break }
      elements.append(try element())
    }
    return elements
  }
}
