/// Statements that end with their line.
extension PythonParser {
  /// All statements of the lines of a range, one below the other however they are indented.
  mutating func statements(in lines: Range<Int>) -> [PythonStatement] {
    var result: [PythonStatement] = []
    var line = lines.lowerBound
    while line < min(lines.upperBound, text.lines.count) {
      line = statements(ofLine: line, until: lines.upperBound, into: &result)
    }
    return result
  }

  /// Reads one line with what belongs to it.
  ///
  /// - Returns: the next line.
  private mutating func statements(
    ofLine line: Int, until end: Int, into result: inout [PythonStatement]
  ) -> Int {
    position = Int(text.lines[line].first)
    depth = 0
    let start = offset
    if text.isOptionLine(line) {
      result.append(PythonStatement(offset: start, kind: .option(line: line)))
      return line + 1
    }
    let count = result.count
    do {
      if let (statement, next) = try compound(line, until: end) {
        result.append(statement)
        return next
      }
      try simpleStatements(into: &result)
    } catch {
      result.removeLast(result.count - count)
      result.append(PythonStatement(offset: start, kind: .unreadable(error)))
    }
    return line + 1
  }

  /// The statements of a line that ``PythonTokens/isOptionLine(_:)`` has found.
  mutating func statements(ofOptionLine line: Int) -> [PythonStatement] {
    position = Int(text.lines[line].first)
    depth = 0
    let start = offset
    var result: [PythonStatement] = []
    do { try simpleStatements(into: &result) } catch {
      return [PythonStatement(offset: start, kind: .unreadable(error))]
    }
    return result
  }

  /// Statements with semicolons between, up to the end of the line.
  mutating func simpleStatements(into result: inout [PythonStatement]) throws(SpecError) {
    while token.kind != .end {
      if accept(";") { continue }
      result.append(try simpleStatement())
      guard token.kind == .end || accept(";") else {
        throw error("expected the end, but got \(described)")
      }
    }
  }

  private mutating func simpleStatement() throws(SpecError) -> PythonStatement {
    let start = offset
    return PythonStatement(offset: start, kind: try simpleKind())
  }

  private mutating func simpleKind() throws(SpecError) -> PythonStatement.Kind {
    guard token.kind == .word, let keyword = PythonKeyword(rawValue: token.code) else {
      return try assignment()
    }
    switch keyword {
    case .return:
      advance()
      return .returned(isEnd ? nil : try expressionList())
    case .raise:
      skipStatement()
      return .raised
    case .assert:
      skipStatement()
      return .assertion
    case .pass, .break, .continue:
      advance()
      return keyword == .pass ? .passes : keyword == .break ? .breaks : .continues
    case .global, .nonlocal: return try global()
    case .import: return try imports()
    case .from: return try importedMembers()
    case .del:
      advance()
      let value = try expressionList()
      return .deletion(value.elements ?? [value])
    default: return try assignment()
    }
  }

  private var isEnd: Bool { token.kind == .end || isAt(";") }

  private mutating func skipStatement() {
    var depth = 0
    while token.kind != .end, depth > 0 || !isAt(";") {
      if isAt("(") || isAt("[") || isAt("{") { depth += 1 }
      if isAt(")") || isAt("]") || isAt("}") { depth -= 1 }
      advance()
    }
  }

  private mutating func assignment() throws(SpecError) -> PythonStatement.Kind {
    let first = try expressionList()
    if token.kind == .symbol {
      if isAt("=") { return try assignment(to: first) }
      if isAt(":") { return try annotation(of: first) }
      if token.code >= PythonSymbol.firstUpdate, !first.isLiteral {
        let op = PythonSymbol.updates[Int(advance().code - PythonSymbol.firstUpdate)]
        return .update(target: first, op, value: try expressionList())
      }
    }
    return .expression(first)
  }

  private mutating func assignment(to first: PythonExpression) throws(SpecError) -> PythonStatement.Kind {
    var all = [first]
    while isAt("=") {
      guard all.last?.isTarget == true else { throw error("expected the end, but got '='") }
      advance()
      all.append(try expressionList())
    }
    let value = all.removeLast()
    return .assignment(targets: all, value: value)
  }

  private mutating func annotation(of target: PythonExpression) throws(SpecError) -> PythonStatement.Kind {
    guard target.isTarget else { throw error("expected the end, but got ':'") }
    advance()
    let start = offset
    _ = try expression()
    let type = text.excerpt(start, offset)
    guard accept("=") else { return .annotation(target: target, type: type, value: nil) }
    return .annotation(target: target, type: type, value: try expressionList())
  }

  /// An expression, or several with commas between, which are a tuple.
  mutating func expressionList() throws(SpecError) -> PythonExpression {
    let first = try element()
    guard isAt(",") else { return first }
    var elements = [first]
    while accept(","), !isEnd, !isAt("="), !isAt(")"), !isAt(":") { elements.append(try element()) }
    return try checked(PythonExpression(.tuple(elements), at: first.offset, over: elements))
  }

  private mutating func global() throws(SpecError) -> PythonStatement.Kind {
    advance()
    var names = [try identifier()]
    while accept(",") { names.append(try identifier()) }
    return .global(names)
  }

  private mutating func imports() throws(SpecError) -> PythonStatement.Kind {
    var result: [(path: String, name: String?)] = []
    repeat {
      advance()
      guard token.kind == .word else { throw error("expected a name, but got \(described)") }
      let path = dottedName()
      result.append((path, accept(.as) ? try identifier() : nil))
    } while isAt(",")
    return .imported(result)
  }

  private mutating func importedMembers() throws(SpecError) -> PythonStatement.Kind {
    advance()
    var module = ""
    while isAt(".") || token.isSymbol(PythonSymbol.ellipsis) { module += text.text(advance()) }
    if token.kind == .word, !token.isKeyword(.import) { module += dottedName() }
    guard accept(.import) else { throw error("expected 'import', but got \(described)") }
    if accept("*") { return .importedMembers(module: module, []) }
    let isBracketed = accept("(")
    var result: [(member: String, name: String)] = []
    while token.kind == .word {
      let member = text.text(advance())
      result.append((member, accept(.as) ? try identifier() : member))
      guard accept(",") else { break }
    }
    if isBracketed { try expect(")") }
    return .importedMembers(module: module, result)
  }
}

extension PythonExpression {
  /// Whether something can be assigned to it.
  var isTarget: Bool {
    switch node {
    case .name, .attribute, .subscripted: true
    case .starred(let value): value.isTarget
    case .list(let elements), .tuple(let elements): elements.allSatisfy(\.isTarget)
    default: false
    }
  }

  fileprivate var isLiteral: Bool { if case .literal = node { true } else { false } }
}
