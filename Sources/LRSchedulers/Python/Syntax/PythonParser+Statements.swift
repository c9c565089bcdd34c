/// Statements one after the other.
extension PythonParser {
  /// More than any script has; it bounds the time that hostile ones take.
  static let maximumStatements = 2000

  mutating func statement() throws(SpecError) -> PythonStatement {
    let update = try update()
    let statement = if let update { update } else { try assignment() }
    guard endsStatement || accept(";") else {
      throw error("expected the end, but got \(token.described)")
    }
    return statement
  }

  var endsStatement: Bool { token.startsLine || token.kind == .end }

  private mutating func assignment() throws(SpecError) -> PythonStatement {
    let isReturn = accept(word: "return")
    if isReturn, endsStatement { throw error("expected what is returned") }
    let targets = assignmentTargets()
    let value = isReturn || !targets.isEmpty ? try expressionList() : try expression()
    return PythonStatement(targets: targets, value: value, isReturn: isReturn)
  }

  /// An expression, or several with commas between, which are a tuple.
  mutating func expressionList() throws(SpecError) -> PythonExpression {
    let first = try expression()
    guard token.kind == .symbol(",") else { return first }
    var elements = [first]
    while accept(","), !endsStatement, token.kind != .symbol(";") { elements.append(try expression()) }
    return try make(.list(elements), at: first.offset, over: elements)
  }

  /// `x += 1` as `x = x + 1`; nil, and nothing is read, where none comes.
  private mutating func update() throws(SpecError) -> PythonStatement? {
    let start = self
    guard case .word = token.kind, let name = try? dottedName(), let op = acceptUpdate() else {
      self = start
      return nil
    }
    let operand = try expressionList()
    let known = try make(.name(name), at: start.token.offset)
    let value = try make(.binary(op, known, operand), at: start.token.offset, over: [known, operand])
    return PythonStatement(targets: [.name(name)], value: value, isUpdate: true)
  }

  private mutating func acceptUpdate() -> PythonOperator? {
    guard case .symbol(let text) = token.kind, let op = PythonOperator(updating: text),
      peek().kind == .symbol("="), peek().offset == token.offset + text.utf8.count
    else { return nil }
    advance()
    advance()
    return op
  }
}

extension PythonOperator {
  /// The operator before `=` in an assignment.
  fileprivate init?(updating text: String) {
    let all: [PythonOperator] = [.add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power]
    guard let op = all.first(where: { $0.rawValue == text }) else { return nil }
    self = op
  }
}
