extension PythonCall {
  /// Reads a statement that is one call: `name = ` before it and a semicolon after it are dropped.
  package init(parsing text: String) throws(SpecError) {
    var parser = try PythonParser(text)
    self = try parser.callStatement()
  }
}

extension PythonParser {
  /// One call, perhaps assigned to a name.
  mutating func callStatement() throws(SpecError) -> PythonCall {
    if token.kind == .end { throw error("expected a call such as StepLR(step_size=10), but got nothing") }
    var value = try expressionList()
    while value.isTarget, accept("=") { value = try expressionList() }
    _ = accept(";")
    try expectEnd()
    switch value.node {
    case .call(let call): return call
    case .name(let name):
      return PythonCall(qualifiedName: name, arguments: [], offset: value.offset)
    default: throw error("expected a call such as StepLR(step_size=10)", at: value.offset)
    }
  }
}
