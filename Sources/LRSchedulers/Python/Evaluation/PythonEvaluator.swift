/// Finds the value of an expression by walking its tree, with Python's meaning of numbers.
struct PythonEvaluator {
  /// The lambda's parameter and those of comprehensions, with their values.
  var variables: [(name: String, value: PythonValue)] = []
  /// What the evaluation may still cost.
  let budget = EvaluationBudget()

  func value(of expression: PythonExpression) throws(SchedulerError) -> PythonValue {
    switch expression.node {
    case .literal(let value): return value
    case .name(let name): return try named(name)
    case .list(let elements), .tuple(let elements): return .list(try values(of: elements))
    case .call(let call): return try called(call)
    case .unary(let op, let operand): return try PythonArithmetic.apply(op, try value(of: operand))
    case .binary(let op, let left, let right): return try binary(op, left, right)
    case .comparison(let first, let rest): return try comparison(first, rest)
    case .conditional(let condition, let then, let otherwise):
      return try value(of: try value(of: condition).isTrue ? then : otherwise)
    case .subscripted(let list, let index):
      if case .dictionary(let items) = list.node { return try item(of: items, try value(of: index)) }
      if case .call(let call) = list.node, call.qualifiedName == "range", !index.isSlice {
        return try PythonSequence.element(ofRange: try values(of: call), at: try value(of: index))
      }
      return try element(of: try value(of: list), index)
    case .comprehension(let comprehension): return .list(try values(of: comprehension))
    case .dictionary: throw SchedulerError(.type, "a dict has no place here")
    case .lambda: throw SchedulerError(.type, "a lambda has no place here")
    default: throw SchedulerError(.type, "\(PythonSource.text(expression)) has no place here")
    }
  }

  private func named(_ name: String) throws(SchedulerError) -> PythonValue {
    for variable in variables.reversed() where variable.name == name { return variable.value }
    if let constant = PythonFunction.constants[name] { return .double(constant) }
    throw SchedulerError(.attribute, "name '\(name)' is not defined")
  }

  private func values(of expressions: [PythonExpression]) throws(SchedulerError) -> [PythonValue] {
    var values: [PythonValue] = []
    for expression in expressions { values.append(try value(of: expression)) }
    return values
  }

  private func called(_ call: PythonCall) throws(SchedulerError) -> PythonValue {
    if let fold = PythonFold(call) { return try reduced(fold) }
    let arguments = try values(of: call)
    for argument in arguments { try spend(on: argument) }
    if call.qualifiedName == "pow", arguments.count == 2 {
      try budget.spend(on: .power, arguments[0], arguments[1])
    }
    let result = try PythonFunction.named(call.qualifiedName).apply(arguments)
    try spend(on: result)
    return result
  }

  private func spend(on value: PythonValue) throws(SchedulerError) {
    if case .list(let elements) = value { try budget.spend(elements: elements.count) }
  }

  /// `{2: 5e-05, 4: 1e-05}[epoch]`
  private func item(
    of items: [PythonExpression.Item], _ key: PythonValue
  ) throws(SchedulerError) -> PythonValue {
    for item in items.reversed() {
      guard let own = item.key else { throw SchedulerError(.type, "'**' has no place here") }
      if try PythonComparison.holds(.equal, try value(of: own), key) { return try value(of: item.value) }
    }
    throw SchedulerError(.value, "KeyError: \(PythonSource.text(key))")
  }

  private func values(of call: PythonCall) throws(SchedulerError) -> [PythonValue] {
    if let keyword = call.arguments.compactMap(\.keyword).first {
      throw SchedulerError(.type, "\(call.qualifiedName)() takes no keyword argument '\(keyword)' here")
    }
    return try values(of: call.arguments.map(\.value))
  }

  /// `and` and `or` give one of their operands and may not look at the second.
  private func binary(
    _ op: PythonOperator, _ left: PythonExpression, _ right: PythonExpression
  ) throws(SchedulerError) -> PythonValue {
    let first = try value(of: left)
    switch op {
    case .and: return first.isTrue ? try value(of: right) : first
    case .or: return first.isTrue ? first : try value(of: right)
    default:
      let second = try value(of: right)
      try budget.spend(on: op, first, second)
      let result = try PythonArithmetic.apply(op, first, second)
      try spend(on: result)
      return result
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

  private func element(
    of list: PythonValue, _ index: PythonExpression
  ) throws(SchedulerError) -> PythonValue {
    if case .slice(let parts) = index.node {
      var bounds: [PythonValue] = []
      for part in parts {
        bounds.append(try part.map { (part) throws(SchedulerError) in try value(of: part) } ?? .null)
      }
      return try PythonSequence.slice(list, bounds)
    }
    return try PythonSequence.element(of: list, at: try value(of: index))
  }

  private func values(of comprehension: PythonComprehension) throws(SchedulerError) -> [PythonValue] {
    guard comprehension.clauses.count == 1, let clause = comprehension.clauses.first,
      case .list(let items) = try value(of: clause.iterable)
    else { throw SchedulerError(.type, "only lists can be gone through here") }
    var values: [PythonValue] = []
    var inner = self
    try budget.spend(elements: items.count)
    for item in items {
      inner.variables = variables + (try Self.bound(clause.target, to: item))
      var holds = true
      for condition in clause.conditions where holds { holds = try inner.value(of: condition).isTrue }
      if holds { values.append(try inner.value(of: comprehension.element)) }
    }
    return values
  }

  private static func bound(
    _ target: PythonExpression, to value: PythonValue
  ) throws(SchedulerError) -> [(name: String, value: PythonValue)] {
    if case .name(let name) = target.node { return [(name, value)] }
    guard let targets = target.elements, case .list(let values) = value, values.count == targets.count else {
      throw SchedulerError(.value, "the values to unpack are not as many as the names")
    }
    var result: [(name: String, value: PythonValue)] = []
    for (target, value) in zip(targets, values) { result += try bound(target, to: value) }
    return result
  }
}

extension PythonExpression {
  fileprivate var isSlice: Bool { if case .slice = node { true } else { false } }
}
