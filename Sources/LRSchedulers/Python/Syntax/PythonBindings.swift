/// The names that a script has given values to.
///
/// A value is put where its name is used, so that what follows reads one expression. Trees that grow by being named
/// again and again (`b = [a, a]`, `c = [b, b]`, …) are refused before they are too large to walk.
struct PythonBindings {
  static let maximumSize = 1 << 16

  private var values: [String: PythonExpression] = [:]
  private var sizes: [String: Int] = [:]
  private let source: [UInt8]

  init(source: [UInt8]) { self.source = source }

  /// Assigns to the names and gives the value without names that are known.
  mutating func assign(_ statement: PythonStatement) throws(SpecError) -> PythonExpression {
    if values.isEmpty, statement.targets.isEmpty { return statement.value }
    var size = 0
    let value = try resolved(statement.value, &size)
    for target in statement.targets {
      values[target] = value
      sizes[target] = size
    }
    return value
  }

  /// What a statement that was passed over may have changed is no longer known.
  mutating func forget(_ words: [String]) {
    if words.isEmpty { return }
    values = values.filter { name, _ in !words.contains { name == $0 || name.hasSuffix("." + $0) } }
  }

  private func resolved(
    _ expression: PythonExpression, _ size: inout Int
  ) throws(SpecError) -> PythonExpression {
    if case .name(let name) = expression.node, let value = values[name] {
      try grow(&size, by: sizes[name] ?? 0, at: expression.offset)
      return value
    }
    try grow(&size, by: 1, at: expression.offset)
    let result = try expression.mappingBranches { (branch, parameter) throws(SpecError) in
      try hiding(parameter).resolved(branch, &size)
    }
    if result.height > PythonParser.maximumHeight { throw tooMuch(at: expression.offset) }
    return result
  }

  /// A lambda's parameter hides a name outside.
  private func hiding(_ parameter: String?) -> PythonBindings {
    guard let parameter else { return self }
    var bindings = self
    bindings.values[parameter] = nil
    return bindings
  }

  private func grow(_ size: inout Int, by amount: Int, at offset: Int) throws(SpecError) {
    size += amount
    if size > Self.maximumSize { throw tooMuch(at: offset) }
  }

  private func tooMuch(at offset: Int) -> SpecError {
    SpecError("too large once the names' values are put in", at: offset, of: source)
  }
}
