/// Python's operators from the loosest to the tightest.
extension PythonParser {
  /// `lambda`, `a if c else b`, and all below.
  mutating func expression() throws(SpecError) -> PythonExpression {
    try nested { (parser) throws(SpecError) in
      parser.token.kind == .word("lambda") ? try parser.lambda() : try parser.conditional()
    }
  }

  private mutating func lambda() throws(SpecError) -> PythonExpression {
    let offset = advance().offset
    guard case .word(let parameter) = token.kind else {
      throw error("expected the lambda's parameter, but got \(token.described)")
    }
    advance()
    if token.kind == .symbol(",") { throw error("a lambda of a schedule takes one parameter") }
    try expect(":")
    let body = try expression()
    return try make(.lambda(parameter: parameter, body: body), at: offset, over: [body])
  }

  private mutating func conditional() throws(SpecError) -> PythonExpression {
    let value = try disjunction()
    let offset = token.offset
    guard accept(word: "if") else { return value }
    let condition = try disjunction()
    guard accept(word: "else") else { throw error("expected 'else', but got \(token.described)") }
    let otherwise = try expression()
    return try make(
      .conditional(condition: condition, then: value, otherwise: otherwise), at: offset,
      over: [condition, value, otherwise])
  }

  private mutating func disjunction() throws(SpecError) -> PythonExpression {
    var left = try conjunction()
    while token.kind == .word("or") {
      let offset = advance().offset
      let right = try conjunction()
      left = try make(.binary(.or, left, right), at: offset, over: [left, right])
    }
    return left
  }

  private mutating func conjunction() throws(SpecError) -> PythonExpression {
    var left = try negation()
    while token.kind == .word("and") {
      let offset = advance().offset
      let right = try negation()
      left = try make(.binary(.and, left, right), at: offset, over: [left, right])
    }
    return left
  }

  private mutating func negation() throws(SpecError) -> PythonExpression {
    let offset = token.offset
    guard accept(word: "not") else { return try comparison() }
    let operand = try nested { (parser) throws(SpecError) in try parser.negation() }
    return try make(.unary(.not, operand), at: offset, over: [operand])
  }

  private mutating func comparison() throws(SpecError) -> PythonExpression {
    let first = try sum()
    let offset = token.offset
    var rest: [PythonExpression.Comparison] = []
    while let op = operation(of: [.less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual]) {
      advance()
      rest.append(.init(op: op, operand: try sum()))
    }
    if rest.isEmpty { return first }
    return try make(.comparison(first, rest), at: offset, over: [first] + rest.map(\.operand))
  }

  private mutating func sum() throws(SpecError) -> PythonExpression {
    var left = try product()
    while let op = operation(of: [.add, .subtract]) {
      let offset = advance().offset
      let right = try product()
      left = try make(.binary(op, left, right), at: offset, over: [left, right])
    }
    return left
  }

  private mutating func product() throws(SpecError) -> PythonExpression {
    var left = try factor()
    while let op = operation(of: [.multiply, .divide, .floorDivide, .modulo]) {
      let offset = advance().offset
      let right = try factor()
      left = try make(.binary(op, left, right), at: offset, over: [left, right])
    }
    return left
  }

  /// A sign binds looser than `**` to its right: `-2 ** 2` is -4.
  private mutating func factor() throws(SpecError) -> PythonExpression {
    guard let op = operation(of: [.add, .subtract]) else { return try power() }
    let offset = advance().offset
    let operand = try nested { (parser) throws(SpecError) in try parser.factor() }
    return try make(.unary(op, operand), at: offset, over: [operand])
  }

  private mutating func power() throws(SpecError) -> PythonExpression {
    let base = try primary()
    let offset = token.offset
    guard accept("**") else { return base }
    let exponent = try nested { (parser) throws(SpecError) in try parser.factor() }
    return try make(.binary(.power, base, exponent), at: offset, over: [base, exponent])
  }

  private func operation(of candidates: [PythonOperator]) -> PythonOperator? {
    guard case .symbol(let text) = token.kind else { return nil }
    return candidates.first { $0.rawValue == text }
  }
}
