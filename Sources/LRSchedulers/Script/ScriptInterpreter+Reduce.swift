/// `functools.reduce` with a function of the text.
extension ScriptInterpreter {
  func reduced(
    _ arguments: [ScriptArgument], _ written: PythonExpression?, at offset: Int, in scope: Int
  ) -> ScriptValue {
    guard (2...3).contains(arguments.count) else { return .opaque }
    let start = arguments.count > 2 ? arguments[2].value : nil
    if let items = items(of: arguments[1].value) {
      var rest = items[...]
      guard var total = start ?? rest.popFirst() else { return .opaque }
      for item in rest where !isStopped { total = applied(arguments[0].value, to: total, item, at: offset) }
      return total
    }
    guard let list = count(written, in: scope) ?? tree(of: arguments[1].value, at: offset) else {
      return open(over: arguments.map(\.value)) ?? .opaque
    }
    return folded(arguments[0].value, list, start, at: offset)
  }

  private func applied(
    _ function: ScriptValue, to total: ScriptValue, _ item: ScriptValue, at offset: Int
  ) -> ScriptValue {
    call(function, [total, item].map { ScriptArgument(keyword: nil, value: $0, offset: offset) }, at: offset)
  }

  /// `range(epoch + 1)` as it is written.
  private func count(_ written: PythonExpression?, in scope: Int) -> PythonExpression? {
    guard case .call(let call)? = written?.node, call.arguments.count > 1,
      case .call(let range) = call.arguments[1].value.node, range.qualifiedName == "range"
    else { return nil }
    var bounds: [PythonExpression] = []
    for argument in range.arguments {
      guard let bound = tree(of: evaluate(argument.value, in: scope), at: argument.offset) else { return nil }
      bounds.append(bound)
    }
    return PythonExpression(
      .call(
        PythonCall(
          qualifiedName: "range",
          arguments: bounds.map { PythonCall.Argument(keyword: nil, value: $0, offset: range.offset) },
          offset: range.offset)), at: range.offset, over: bounds)
  }

  /// With symbols for the total and the item.
  private func folded(
    _ function: ScriptValue, _ list: PythonExpression, _ start: ScriptValue?, at offset: Int
  ) -> ScriptValue {
    guard case .object(let id) = function, case .function(let definition) = objects[id],
      definition.parameters.count == 2
    else { return .opaque }
    let names = definition.parameters.map(\.name)
    let symbols = names.map {
      ScriptValue.symbolic(PythonExpression(offset: offset, node: .name($0)), isClosed: false)
    }
    symbolDepth += 1
    let value = applied(function, to: symbols[0], symbols[1], at: offset)
    symbolDepth -= 1
    if value.openValue != nil { return value }
    if case .failure = value { return value }
    guard let body = tree(of: value, at: offset) else { return .opaque }
    var first: PythonExpression?
    if let start {
      guard let tree = tree(of: start, at: offset) else { return open(over: [start]) ?? .opaque }
      first = tree
    }
    let fold = PythonFold(total: names[0], item: names[1], body: body, items: list, start: first)
    let whole = fold.expression
    return symbolic(whole.node, at: offset, over: whole.branches, isClosed: false)
  }
}
