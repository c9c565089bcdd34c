extension ParameterValue {
  /// Reads a constant Python expression: `0.5`, `[30, 60]`, `1/3`, `'max'`.
  public init(parsing text: String) throws(SpecError) {
    var parser = try PythonParser(text)
    let expression = try parser.expression()
    try parser.expectEnd()
    self = try expression.value(in: parser.source)
  }
}
