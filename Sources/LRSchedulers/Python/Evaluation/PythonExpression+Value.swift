extension PythonExpression {
  /// The value of a constant expression, as an argument of a call in `source`.
  package func value(in source: [UInt8]) throws(SpecError) -> ParameterValue {
    if case .lambda(let parameter, let body) = node {
      return .lambda(try LambdaExpression(parameter: parameter, body: body, source: source))
    }
    if let items = dictionaryItems { return try Self.dictionary(items, in: source) }
    if case .list(let elements) = node {
      var values: [ParameterValue] = []
      for element in elements { values.append(try element.value(in: source)) }
      return .list(values)
    }
    if case .call(let call) = node, Catalog.entry(matching: call) != nil {
      return .schedule(try Schedule(call, source: source))
    }
    try PythonNames(parameter: nil, source: source).check(self)
    do { return try ParameterValue(PythonEvaluator().value(of: self)) } catch {
      throw SpecError(error.message, at: offset, of: source)
    }
  }
}
