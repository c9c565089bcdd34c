/// Writes expressions as Python source with no more parentheses than needed; reading it gives the same tree.
enum PythonSource {
  static func text(_ value: PythonValue) -> String {
    switch value {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .big(let value): value.decimal
    case .double(let value): value.isFinite ? PythonNumber.repr(value) : infinite(value)
    case .string(let text): PythonText.repr(text)
    case .list(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    }
  }

  static func text(_ expression: PythonExpression) -> String {
    switch expression.node {
    case .literal(let value): text(value)
    case .name(let name): name
    case .list(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
    case .dictionary(let items):
      "{" + items.map { text($0.key) + ": " + text($0.value) }.joined(separator: ", ") + "}"
    case .call(let call): text(call)
    case .unary(.not, let operand): "not " + text(operand, atLeast: .negation)
    case .unary(let op, let operand): op.rawValue + text(operand, atLeast: .sign)
    case .binary(let op, let left, let right): text(op, left, right)
    case .comparison(let first, let rest):
      rest.reduce(text(first, atLeast: .sum)) { $0 + " \($1.op.rawValue) " + text($1.operand, atLeast: .sum) }
    case .conditional(let condition, let then, let otherwise):
      text(then, atLeast: .disjunction) + " if " + text(condition, atLeast: .disjunction) + " else "
        + text(otherwise)
    case .lambda(let parameter, let body): "lambda \(parameter): " + text(body)
    }
  }

  static func text(_ call: PythonCall) -> String {
    let arguments = call.arguments.map { ($0.keyword.map { $0 + "=" } ?? "") + text($0.value) }
    return call.qualifiedName + "(" + arguments.joined(separator: ", ") + ")"
  }

  /// Left-associative, but for the power.
  private static func text(_ op: PythonOperator, _ left: PythonExpression, _ right: PythonExpression)
    -> String
  {
    let own = Precedence(op)
    let (a, b): (Precedence, Precedence) = op == .power ? (.primary, .sign) : (own, own.tighter)
    return text(left, atLeast: a) + " \(op.rawValue) " + text(right, atLeast: b)
  }

  private static func text(_ expression: PythonExpression, atLeast precedence: Precedence) -> String {
    let inner = text(expression)
    return Precedence(expression).rawValue < precedence.rawValue ? "(" + inner + ")" : inner
  }

  /// A literal that overflows reads back as infinity.
  private static func infinite(_ value: Double) -> String { value < 0 ? "-1e999" : "1e999" }
}

/// How tightly the outermost operator binds, in the order of Python's grammar.
private enum Precedence: Int {
  case conditional, disjunction, conjunction, negation, comparison, sum, product, sign, power, primary

  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .primary }

  init(_ op: PythonOperator) {
    switch op {
    case .or: self = .disjunction
    case .and: self = .conjunction
    case .not: self = .negation
    case .add, .subtract: self = .sum
    case .multiply, .divide, .floorDivide, .modulo: self = .product
    case .power: self = .power
    default: self = .comparison
    }
  }

  init(_ expression: PythonExpression) {
    switch expression.node {
    case .literal, .name, .list, .dictionary, .call: self = .primary
    case .unary(let op, _): self = op == .not ? .negation : .sign
    case .binary(let op, _, _): self.init(op)
    case .comparison: self = .comparison
    case .conditional, .lambda: self = .conditional
    }
  }
}
