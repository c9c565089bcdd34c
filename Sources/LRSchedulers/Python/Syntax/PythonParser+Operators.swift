/// Python's operators from the loosest to the tightest.
extension PythonParser {
  /// `lambda`, `a if c else b`, `name := value`, and all below.
  mutating func expression() throws(SpecError) -> PythonExpression {
    if isLone { return try atom() }
    return try nested { (parser) throws(SpecError) in
      if parser.token.isKeyword(.lambda) { return try parser.lambda() }
      if parser.token.isKeyword(.yield) { return try parser.yielded() }
      if parser.token.kind == .word, parser.peek().isSymbol(PythonSymbol.walrus) {
        return try parser.walrus()
      }
      return try parser.conditional()
    }
  }

  /// Whether a number, text or name stands here by itself, as most arguments and values are: then no operator is looked
  /// for.
  private var isLone: Bool {
    var end = position + 1
    switch token.kind {
    case .number, .string: break
    case .word where token.code == 0:
      while end + 1 < text.tokens.count, text.tokens[end].isSymbol(UInt8(ascii: ".")),
        text.tokens[end + 1].kind == .word
      {
        end += 2
      }
    default: return false
    }
    return end < text.tokens.count && text.tokens[end].endsExpression
  }

  private mutating func lambda() throws(SpecError) -> PythonExpression {
    let offset = Int(advance().start)
    let parameters = isAt(":") ? [] : try parameters(until: ":", hasAnnotations: false)
    try expect(":")
    let body = try expression()
    return try checked(
      PythonExpression(.lambda(parameters: parameters, body: body), at: offset, over: [body]))
  }

  private mutating func yielded() throws(SpecError) -> PythonExpression {
    let offset = Int(advance().start)
    _ = accept(.from)
    if token.kind != .end, !isAt(")") { _ = try expressionList() }
    return PythonExpression(offset: offset, node: .opaque("yield"))
  }

  private mutating func walrus() throws(SpecError) -> PythonExpression {
    let offset = offset
    let name = try identifier()
    advance()
    let value = try expression()
    return try checked(PythonExpression(.named(name, value), at: offset, over: [value]))
  }

  private mutating func conditional() throws(SpecError) -> PythonExpression {
    let value = try disjunction()
    guard token.isKeyword(.if) else { return value }
    let offset = Int(advance().start)
    let condition = try disjunction()
    guard accept(.else) else { throw error("expected 'else', but got \(described)") }
    let otherwise = try expression()
    return try checked(
      PythonExpression(
        .conditional(condition: condition, then: value, otherwise: otherwise), at: offset,
        over: [condition, value, otherwise]))
  }

  mutating func disjunction() throws(SpecError) -> PythonExpression {
    var left = try conjunction()
    while token.isKeyword(.or) {
      let offset = Int(advance().start)
      left = try binary(.or, left, try conjunction(), at: offset)
    }
    return left
  }

  private mutating func conjunction() throws(SpecError) -> PythonExpression {
    var left = try negation()
    while token.isKeyword(.and) {
      let offset = Int(advance().start)
      left = try binary(.and, left, try negation(), at: offset)
    }
    return left
  }

  private mutating func negation() throws(SpecError) -> PythonExpression {
    guard token.isKeyword(.not) else { return try comparison() }
    let offset = Int(advance().start)
    let operand = try nested { (parser) throws(SpecError) in try parser.negation() }
    return try checked(PythonExpression(.unary(.not, operand), at: offset, over: [operand]))
  }

  private mutating func comparison() throws(SpecError) -> PythonExpression {
    let first = try operation(tighterThan: 0)
    guard token.kind == .symbol || token.kind == .word, let op = comparisonOperator() else { return first }
    let offset = offset
    var rest: [PythonExpression.Comparison] = []
    var next: PythonOperator? = op
    while let op = next {
      advance()
      if op == .isNot || op == .notIn { advance() }
      rest.append(.init(op: op, operand: try operation(tighterThan: 0)))
      next = comparisonOperator()
    }
    return try checked(
      PythonExpression(.comparison(first, rest), at: offset, over: [first] + rest.map(\.operand)))
  }

  private func comparisonOperator() -> PythonOperator? {
    if token.kind == .word {
      if token.isKeyword(.in) { return .in }
      if token.isKeyword(.is) { return peek().isKeyword(.not) ? .isNot : .is }
      return token.isKeyword(.not) && peek().isKeyword(.in) ? .notIn : nil
    }
    guard token.kind == .symbol else { return nil }
    switch token.code {
    case UInt8(ascii: "<"): return .less
    case UInt8(ascii: ">"): return .greater
    case PythonSymbol.lessOrEqual: return .lessOrEqual
    case PythonSymbol.greaterOrEqual: return .greaterOrEqual
    case PythonSymbol.equal: return .equal
    case PythonSymbol.notEqual: return .notEqual
    default: return nil
    }
  }

  /// Operators that group to the left, from `|` to `*`, by how tightly they bind.
  private mutating func operation(tighterThan level: Int) throws(SpecError) -> PythonExpression {
    var left = try factor()
    while token.kind == .symbol, let (op, own) = Self.operators(token.code), own > level {
      let offset = Int(advance().start)
      let right = try operation(tighterThan: own)
      left = try binary(op, left, right, at: offset)
    }
    return left
  }

  private static func operators(_ code: UInt8) -> (PythonOperator, Int)? {
    switch code {
    case UInt8(ascii: "|"): (.bitOr, 1)
    case UInt8(ascii: "^"): (.bitXor, 2)
    case UInt8(ascii: "&"): (.bitAnd, 3)
    case PythonSymbol.shiftLeft: (.shiftLeft, 4)
    case PythonSymbol.shiftRight: (.shiftRight, 4)
    case UInt8(ascii: "+"): (.add, 5)
    case UInt8(ascii: "-"): (.subtract, 5)
    case UInt8(ascii: "*"): (.multiply, 6)
    case UInt8(ascii: "/"): (.divide, 6)
    case UInt8(ascii: "%"): (.modulo, 6)
    case UInt8(ascii: "@"): (.matrixMultiply, 6)
    case PythonSymbol.floorDivide: (.floorDivide, 6)
    default: nil
    }
  }

  /// A sign binds looser than `**` to its right: `-2 ** 2` is -4.
  private mutating func factor() throws(SpecError) -> PythonExpression {
    let op: PythonOperator
    switch token.kind == .symbol ? token.code : 0 {
    case UInt8(ascii: "+"): op = .add
    case UInt8(ascii: "-"): op = .subtract
    case UInt8(ascii: "~"): op = .invert
    default: return try power()
    }
    let offset = Int(advance().start)
    let operand = try nested { (parser) throws(SpecError) in try parser.factor() }
    return try checked(PythonExpression(.unary(op, operand), at: offset, over: [operand]))
  }

  private mutating func power() throws(SpecError) -> PythonExpression {
    let base = try primary()
    guard token.isSymbol(PythonSymbol.power) else { return base }
    let offset = Int(advance().start)
    let exponent = try nested { (parser) throws(SpecError) in try parser.factor() }
    return try binary(.power, base, exponent, at: offset)
  }

  private func binary(
    _ op: PythonOperator, _ left: PythonExpression, _ right: PythonExpression, at offset: Int
  ) throws(SpecError) -> PythonExpression {
    try checked(PythonExpression(.binary(op, left, right), at: offset, over: left, right))
  }
}
