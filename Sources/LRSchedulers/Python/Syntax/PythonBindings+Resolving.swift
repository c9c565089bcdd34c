/// Putting values in the places of names.
extension PythonBindings {
  func replaced(_ expression: PythonExpression, _ size: inout Int) throws(SpecError) -> PythonExpression {
    if case .name(let name) = expression.node, let meaning = meanings[name] {
      return try put(meaning, of: name, at: expression.offset, &size)
    }
    if countsUnknownBatches(expression) { return expression }
    let before = size
    try grow(&size, by: 1, at: expression.offset)
    let result = try expression.mappingBranches { (branch, parameter) throws(SpecError) in
      try hiding(parameter).replaced(branch, &size)
    }
    if result.height > PythonParser.maximumHeight { throw tooMuch(at: expression.offset) }
    guard case .call(let call) = result.node else { return result }
    return try applied(call, argumentSize: size - before, &size) ?? result
  }

  /// A lambda's parameter hides a name outside.
  func hiding(_ parameter: String?) -> PythonBindings {
    guard let parameter, meanings[parameter] != nil else { return self }
    var bindings = self
    bindings.meanings[parameter] = nil
    return bindings
  }

  func grow(_ size: inout Int, by amount: Int, at offset: Int) throws(SpecError) {
    size += amount
    if size > Self.maximumSize { throw tooMuch(at: offset) }
  }

  private func put(
    _ meaning: Meaning, of name: String, at offset: Int, _ size: inout Int
  ) throws(SpecError) -> PythonExpression {
    switch meaning {
    case .value(let value, let own):
      try grow(&size, by: own, at: offset)
      return value
    case .function(let function):
      return try lambda(function, at: offset, &size)
    case .unreadable: throw unreadable(name, at: offset)
    }
  }

  func unreadable(_ name: String, at offset: Int) -> SpecError {
    SpecError(
      "the function '\(name)' is more than assignments, if and return", at: offset, of: source,
      hint: "nothing is executed here: write what it gives, such as 'lambda epoch: …'")
  }
}
