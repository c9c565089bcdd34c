extension PythonExpression {
  typealias Change = (_ branch: PythonExpression, _ parameter: String?) throws(SpecError) -> PythonExpression

  /// The same operation on other branches.
  ///
  /// - Parameter change: is given each branch, with the lambda's parameter if it is a lambda's body.
  func mappingBranches(_ change: Change) throws(SpecError) -> PythonExpression {
    var branches: [PythonExpression] = []
    let node = try node.mapping { (branch, parameter) throws(SpecError) in
      let branch = try change(branch, parameter)
      branches.append(branch)
      return branch
    }
    if branches.isEmpty { return self }
    return PythonExpression(offset: offset, node: node, height: Self.height(over: branches))
  }
}

extension PythonExpression.Node {
  fileprivate func mapping(_ change: PythonExpression.Change) throws(SpecError) -> Self {
    switch self {
    case .literal, .name: return self
    case .list(let elements): return .list(try Self.all(elements, change))
    case .dictionary(let items): return .dictionary(try Self.all(items, change))
    case .call(let call): return .call(try Self.arguments(of: call, change))
    case .unary(let op, let operand): return .unary(op, try change(operand, nil))
    case .binary(let op, let left, let right):
      return .binary(op, try change(left, nil), try change(right, nil))
    case .comparison(let first, let rest):
      return .comparison(try change(first, nil), try Self.all(rest, change))
    case .conditional(let condition, let then, let otherwise):
      return .conditional(
        condition: try change(condition, nil), then: try change(then, nil),
        otherwise: try change(otherwise, nil))
    case .lambda(let parameter, let body):
      return .lambda(parameter: parameter, body: try change(body, parameter))
    }
  }

  private static func all(
    _ expressions: [PythonExpression], _ change: PythonExpression.Change
  ) throws(SpecError) -> [PythonExpression] {
    try expressions.map { (expression) throws(SpecError) in try change(expression, nil) }
  }

  private static func all(
    _ items: [PythonExpression.Item], _ change: PythonExpression.Change
  ) throws(SpecError) -> [PythonExpression.Item] {
    try items.map { (item) throws(SpecError) in
      PythonExpression.Item(key: try change(item.key, nil), value: try change(item.value, nil))
    }
  }

  private static func all(
    _ links: [PythonExpression.Comparison], _ change: PythonExpression.Change
  ) throws(SpecError) -> [PythonExpression.Comparison] {
    try links.map { (link) throws(SpecError) in
      PythonExpression.Comparison(op: link.op, operand: try change(link.operand, nil))
    }
  }

  private static func arguments(
    of call: PythonCall, _ change: PythonExpression.Change
  ) throws(SpecError) -> PythonCall {
    var call = call
    for index in call.arguments.indices {
      call.arguments[index].value = try change(call.arguments[index].value, nil)
    }
    return call
  }
}
