/// Finds the value of an expression by walking its tree, with Python's meaning of numbers.
struct PythonEvaluator {
  /// The lambda's parameter and its value.
  var variable: (name: String, value: PythonValue)?

  func value(of expression: PythonExpression) throws(SchedulerError) -> PythonValue {
    switch expression.node {
    case .literal(let value): return value
    case .name(let name): return try named(name)
    case .list(let elements): return .list(try values(of: elements))
    case .call(let call): return try PythonFunction.named(call.qualifiedName).apply(try values(of: call))
    case .unary(let op, let operand): return try unary(op, try value(of: operand))
    case .binary(let op, let left, let right): return try binary(op, left, right)
    case .comparison(let first, let rest): return try comparison(first, rest)
    case .conditional(let condition, let then, let otherwise):
      return try value(of: try value(of: condition).isTrue ? then : otherwise)
    case .dictionary: throw SchedulerError(.type, "a dict has no place here")
    case .lambda: throw SchedulerError(.type, "a lambda has no place here")
    }
  }

  private func named(_ name: String) throws(SchedulerError) -> PythonValue {
    if let variable, variable.name == name { return variable.value }
    if let constant = PythonFunction.constants[name] { return .double(constant) }
    throw SchedulerError(.attribute, "name '\(name)' is not defined")
  }

  private func values(of expressions: [PythonExpression]) throws(SchedulerError) -> [PythonValue] {
    var values: [PythonValue] = []
    for expression in expressions { values.append(try value(of: expression)) }
    return values
  }

  private func values(of call: PythonCall) throws(SchedulerError) -> [PythonValue] {
    if let keyword = call.arguments.compactMap(\.keyword).first {
      throw SchedulerError(.type, "\(call.qualifiedName)() takes no keyword argument '\(keyword)' here")
    }
    return try values(of: call.arguments.map(\.value))
  }

  private func unary(_ op: PythonOperator, _ operand: PythonValue) throws(SchedulerError) -> PythonValue {
    if op == .not { return .bool(!operand.isTrue) }
    if case .double(let number) = operand { return .double(op == .subtract ? -number : number) }
    guard let integer = operand.integer else {
      throw SchedulerError(.type, "bad operand type for unary \(op.rawValue): '\(operand.pythonType)'")
    }
    return PythonValue(op == .subtract ? -integer : integer)
  }

  /// `and` and `or` give one of their operands and may not look at the second.
  private func binary(
    _ op: PythonOperator, _ left: PythonExpression, _ right: PythonExpression
  ) throws(SchedulerError) -> PythonValue {
    let first = try value(of: left)
    switch op {
    case .and: return first.isTrue ? try value(of: right) : first
    case .or: return first.isTrue ? first : try value(of: right)
    default: return try PythonArithmetic.apply(op, first, try value(of: right))
    }
  }

  private func comparison(
    _ first: PythonExpression, _ rest: [PythonExpression.Comparison]
  ) throws(SchedulerError) -> PythonValue {
    var left = try value(of: first)
    for link in rest {
      let right = try value(of: link.operand)
      guard try PythonComparison.holds(link.op, left, right) else { return .bool(false) }
      left = right
    }
    return .bool(true)
  }
}
