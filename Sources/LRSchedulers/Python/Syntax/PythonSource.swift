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
    case .list(let elements): "[" + list(elements) + "]"
    case .tuple(let elements): "(" + list(elements) + (elements.count == 1 ? ",)" : ")")
    case .set(let elements): "{" + list(elements) + "}"
    case .dictionary(let items): "{" + items.map(text).joined(separator: ", ") + "}"
    case .call(let call): text(call)
    case .attribute(let value, let name): text(value, atLeast: .primary) + "." + name
    case .subscripted(let value, let index): text(value, atLeast: .primary) + "[" + subscripts(index) + "]"
    case .slice(let parts): parts.map { $0.map(text) ?? "" }.joined(separator: ":")
    case .unary(.not, let operand): "not " + text(operand, atLeast: .negation)
    case .unary(let op, let operand): op.rawValue + text(operand, atLeast: .sign)
    case .binary(let op, let left, let right): text(op, left, right)
    case .comparison(let first, let rest):
      rest.reduce(text(first, atLeast: .bitOr)) {
        $0 + " \($1.op.rawValue) " + text($1.operand, atLeast: .bitOr)
      }
    case .conditional(let condition, let then, let otherwise):
      text(then, atLeast: .disjunction) + " if " + text(condition, atLeast: .disjunction) + " else "
        + text(otherwise)
    case .lambda(let parameters, let body): "lambda " + text(parameters) + ": " + text(body)
    case .comprehension(let comprehension): text(comprehension)
    case .starred(let value): "*" + text(value, atLeast: .bitOr)
    case .named(let name, let value): "(\(name) := " + text(value) + ")"
    case .format(let text): "f" + PythonText.repr(text)
    case .opaque(let text): text
    }
  }

  static func text(_ call: PythonCall) -> String {
    let arguments = call.arguments.map { argument in
      argument.keyword.map { $0 == "**" ? "**" : $0 + "=" }.map { $0 + text(argument.value) }
        ?? text(argument.value)
    }
    let callee = call.callee.map { text($0, atLeast: .primary) } ?? call.qualifiedName
    return callee + "(" + arguments.joined(separator: ", ") + ")"
  }

  private static func list(_ elements: [PythonExpression]) -> String {
    elements.map(text).joined(separator: ", ")
  }

  private static func subscripts(_ index: PythonExpression) -> String {
    if case .tuple(let elements) = index.node, elements.count > 1 { return list(elements) }
    return text(index)
  }

  private static func text(_ item: PythonExpression.Item) -> String {
    (item.key.map { text($0) + ": " } ?? "**") + text(item.value)
  }

  private static func text(_ parameters: [PythonParameter]) -> String {
    parameters.map { $0.name + ($0.value.map { "=" + text($0) } ?? "") }.joined(separator: ", ")
  }

  private static func text(_ comprehension: PythonComprehension) -> String {
    var result = text(comprehension.element) + (comprehension.value.map { ": " + text($0) } ?? "")
    for clause in comprehension.clauses {
      let targets = clause.target.elements.map(list) ?? text(clause.target)
      result += " for \(targets) in " + text(clause.iterable, atLeast: .disjunction)
      for condition in clause.conditions { result += " if " + text(condition, atLeast: .disjunction) }
    }
    switch comprehension.kind {
    case .list: return "[" + result + "]"
    case .generator: return "(" + result + ")"
    case .set, .dictionary: return "{" + result + "}"
    }
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
  private static func infinite(_ value: Double) -> String {
    value.isNaN ? "float('nan')" : value < 0 ? "-1e999" : "1e999"
  }
}

/// How tightly the outermost operator binds, in the order of Python's grammar.
private enum Precedence: Int {
  case conditional, disjunction, conjunction, negation, comparison, bitOr, bitXor, bitAnd, shift, sum, product, sign
  case power, primary

  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .primary }

  init(_ op: PythonOperator) {
    switch op {
    case .or: self = .disjunction
    case .and: self = .conjunction
    case .not: self = .negation
    case .bitOr: self = .bitOr
    case .bitXor: self = .bitXor
    case .bitAnd: self = .bitAnd
    case .shiftLeft, .shiftRight: self = .shift
    case .add, .subtract: self = .sum
    case .multiply, .divide, .floorDivide, .modulo, .matrixMultiply: self = .product
    case .power: self = .power
    default: self = .comparison
    }
  }

  init(_ expression: PythonExpression) {
    switch expression.node {
    case .literal(.int(let value)): self = value < 0 ? .sign : .primary
    case .literal(.double(let value)): self = value < 0 || value.sign == .minus ? .sign : .primary
    case .literal(.big(let value)): self = value.isNegative ? .sign : .primary
    case .unary(let op, _): self = op == .not ? .negation : .sign
    case .binary(let op, _, _): self.init(op)
    case .comparison: self = .comparison
    case .conditional, .lambda: self = .conditional
    case .starred, .slice: self = .conditional
    default: self = .primary
    }
  }
}
