/// Statements with a block below them.
extension PythonParser {
  /// The compound statement that begins with a line, and the line behind it; nil where none begins.
  mutating func compound(
    _ line: Int, until end: Int
  ) throws(SpecError) -> (statement: PythonStatement, next: Int)? {
    let start = offset
    if isAt("@") { return try decorated(line, until: end) }
    guard token.kind == .word else { return nil }
    if token.code == 0 {
      guard isMatch, let (kind, next) = try match(line, until: end) else { return nil }
      return (PythonStatement(offset: start, kind: kind), next)
    }
    if token.isKeyword(.async), [.def, .for, .with].contains(where: { peek().isKeyword($0) }) { advance() }
    guard let keyword = PythonKeyword(rawValue: token.code) else { return nil }
    var next = line + 1
    let kind: PythonStatement.Kind
    switch keyword {
    case .if: kind = try conditional(line, end, &next)
    case .for: kind = try loop(line, end, &next)
    case .while: kind = try whileLoop(line, end, &next)
    case .def: kind = .function(try definition(line, end, &next))
    case .class: kind = .type(try type(line, end, &next))
    case .with: kind = try with(line, end, &next)
    case .try: kind = try attempt(line, end, &next)
    // Their headers are missing: what stands below is read as if it stood outside.
    case .else, .finally, .elif, .except: kind = .passes
    default: return nil
    }
    return (PythonStatement(offset: start, kind: kind), next)
  }

  /// What stands behind the colon at which the parser is, or below its line.
  private mutating func suite(_ line: Int, _ end: Int, _ next: inout Int) throws(SpecError) -> PythonSuite {
    try expect(":")
    let below = min(Int(text.lines[line].blockEnd), end)
    if token.kind == .end {
      next = below
      return .lines(line + 1..<max(line + 1, below))
    }
    next = line + 1
    var statements: [PythonStatement] = []
    try simpleStatements(into: &statements)
    return .inline(statements)
  }

  /// Whether the line goes on with a statement: `else` at the same indentation.
  private mutating func isContinued(_ line: Int, _ next: Int, _ end: Int, by keyword: PythonKeyword) -> Bool {
    guard next < min(end, text.lines.count), text.lines[next].indentation == text.lines[line].indentation
    else {
      return false
    }
    guard text.tokens[Int(text.lines[next].first)].isKeyword(keyword) else { return false }
    position = Int(text.lines[next].first) + 1
    return true
  }

  private mutating func conditional(
    _ line: Int, _ end: Int, _ next: inout Int
  ) throws(SpecError) -> PythonStatement.Kind {
    advance()
    let condition = try expression()
    var branches = [PythonStatement.Branch(condition: condition, suite: try suite(line, end, &next))]
    while isContinued(line, next, end, by: .elif) {
      let own = next
      let condition = try expression()
      branches.append(.init(condition: condition, suite: try suite(own, end, &next)))
    }
    return .conditional(branches, otherwise: try alternative(.else, line, end, &next))
  }

  private mutating func alternative(
    _ keyword: PythonKeyword, _ line: Int, _ end: Int, _ next: inout Int
  ) throws(SpecError) -> PythonSuite? {
    guard isContinued(line, next, end, by: keyword) else { return nil }
    return try suite(next, end, &next)
  }

  private mutating func loop(
    _ line: Int, _ end: Int, _ next: inout Int
  ) throws(SpecError) -> PythonStatement.Kind {
    advance()
    let target = try targets()
    guard accept(.in) else { throw error("expected 'in', but got \(described)") }
    let iterable = try expressionList()
    let body = try suite(line, end, &next)
    return .loop(
      target: target, iterable: iterable, body: body, otherwise: try alternative(.else, line, end, &next))
  }

  private mutating func whileLoop(
    _ line: Int, _ end: Int, _ next: inout Int
  ) throws(SpecError) -> PythonStatement.Kind {
    advance()
    let condition = try expression()
    let body = try suite(line, end, &next)
    return .whileLoop(
      condition: condition, body: body, otherwise: try alternative(.else, line, end, &next))
  }

  private mutating func definition(
    _ line: Int, _ end: Int, _ next: inout Int
  ) throws(SpecError) -> PythonDefinition {
    let start = offset
    advance()
    let name = try identifier()
    try expect("(")
    let parameters = try parameters(until: ")", hasAnnotations: true)
    try expect(")")
    if accept(code: PythonSymbol.arrow) { _ = try expression() }
    let body = try suite(line, end, &next)
    return PythonDefinition(name: name, parameters: parameters, body: body, offset: start)
  }

  private mutating func type(
    _ line: Int, _ end: Int, _ next: inout Int
  ) throws(SpecError) -> PythonTypeDefinition {
    let start = offset
    advance()
    let name = try identifier()
    let bases = accept("(") ? try arguments() : []
    let body = try suite(line, end, &next)
    return PythonTypeDefinition(name: name, bases: bases, body: body, offset: start)
  }

  private mutating func with(
    _ line: Int, _ end: Int, _ next: inout Int
  ) throws(SpecError) -> PythonStatement.Kind {
    advance()
    var items: [(value: PythonExpression, target: PythonExpression?)] = []
    let isBracketed = isAt("(") && closesBeforeColon
    if isBracketed { advance() }
    repeat {
      let value = try expression()
      items.append((value, accept(.as) ? try primary() : nil))
    } while accept(",") && !isAt(")")
    if isBracketed { try expect(")") }
    return .with(items, body: try suite(line, end, &next))
  }

  /// Whether the bracket here is closed directly before the header's colon.
  private var closesBeforeColon: Bool {
    var (index, depth) = (position, 0)
    while text.tokens[index].kind != .end {
      let token = text.tokens[index]
      if token.isSymbol(UInt8(ascii: "(")) { depth += 1 }
      if token.isSymbol(UInt8(ascii: ")")) {
        depth -= 1
        if depth == 0 { return text.tokens[index + 1].isSymbol(UInt8(ascii: ":")) }
      }
      index += 1
    }
    return false
  }

  private mutating func attempt(
    _ line: Int, _ end: Int, _ next: inout Int
  ) throws(SpecError) -> PythonStatement.Kind {
    advance()
    let body = try suite(line, end, &next)
    var handlers: [PythonSuite] = []
    while isContinued(line, next, end, by: .except) {
      let own = next
      while token.kind != .end, !isAt(":") { advance() }
      handlers.append(try suite(own, end, &next))
    }
    let otherwise = try alternative(.else, line, end, &next)
    let finally = try alternative(.finally, line, end, &next)
    return .attempt(body: body, handlers: handlers, otherwise: otherwise, finally: finally)
  }

  /// Decorators stand on lines of their own before what they decorate.
  private mutating func decorated(
    _ line: Int, until end: Int
  ) throws(SpecError) -> (statement: PythonStatement, next: Int)? {
    var decorators: [PythonExpression] = []
    var line = line
    while line < min(end, text.lines.count) {
      position = Int(text.lines[line].first)
      guard accept("@") else { break }
      decorators.append(try expression())
      line += 1
    }
    guard line < min(end, text.lines.count), let (inner, next) = try compound(line, until: end) else {
      return (PythonStatement(offset: offset, kind: .passes), line)
    }
    var statement = inner
    switch statement.kind {
    case .function(var definition):
      definition.decorators = decorators
      statement.kind = .function(definition)
    case .type(var definition):
      definition.decorators = decorators
      statement.kind = .type(definition)
    default: break
    }
    return (statement, next)
  }

  private var isMatch: Bool {
    guard text.text(token) == "match" else { return false }
    let next = peek()
    return next.kind == .word || next.kind == .string || next.kind == .number
      || next.isSymbol(UInt8(ascii: "("))
  }

  /// `match value:` with cases below; nil where the line is something else.
  private mutating func match(
    _ line: Int, until end: Int
  ) throws(SpecError) -> (PythonStatement.Kind, next: Int)? {
    let start = position
    advance()
    guard let subject = try? expressionList(), isAt(":"), peek().kind == .end else {
      position = start
      return nil
    }
    var next = line + 1
    var cases: [PythonStatement.Branch] = []
    let below = min(Int(text.lines[line].blockEnd), end)
    while next < below {
      position = Int(text.lines[next].first)
      guard text.text(token) == "case" else { next += 1; continue }
      advance()
      let own = next
      let pattern = try expressionList()
      cases.append(.init(condition: pattern, suite: try suite(own, below, &next)))
    }
    return (.match(subject, cases: cases), max(below, line + 1))
  }
}
