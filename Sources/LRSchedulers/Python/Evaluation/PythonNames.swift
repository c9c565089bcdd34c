/// Finds names and calls that have no meaning before anything is evaluated, so that the error has a place.
struct PythonNames {
  /// The parameter of the lambda around the expression, and those of comprehensions.
  let parameters: [String]
  let source: [UInt8]

  func check(_ expression: PythonExpression) throws(SpecError) {
    switch expression.node {
    case .literal: return
    case .name(let name): try check(name, at: expression.offset)
    case .list(let elements), .tuple(let elements): try check(all: elements)
    case .call(let call): try check(call)
    case .unary(_, let operand): try check(operand)
    case .binary(_, let left, let right): try check(all: [left, right])
    case .comparison(let first, let rest): try check(all: [first] + rest.map(\.operand))
    case .conditional(let condition, let then, let otherwise): try check(all: [condition, then, otherwise])
    case .subscripted(let list, let index):
      guard case .dictionary(let items) = list.node else { return try check(all: [list, index]) }
      for item in items {
        guard let key = item.key else { throw misplaced("'**'", expression) }
        try check(all: [key, item.value])
      }
      try check(index)
    case .slice(let parts): try check(all: parts.compactMap { $0 })
    case .comprehension(let comprehension): try check(comprehension)
    case .dictionary, .set: throw misplaced("a dict", expression)
    case .lambda: throw misplaced("a lambda", expression)
    default: throw misplaced(PythonSource.text(expression), expression)
    }
  }

  private func misplaced(_ what: String, _ expression: PythonExpression) -> SpecError {
    SpecError("\(what) has no place here", at: expression.offset, of: source)
  }

  private func check(all expressions: [PythonExpression]) throws(SpecError) {
    for expression in expressions { try check(expression) }
  }

  private func check(_ name: String, at offset: Int) throws(SpecError) {
    if parameters.contains(name) || PythonFunction.constants[name] != nil { return }
    throw SpecError(
      "name '\(name)' is not defined", at: offset, of: source, hint: Self.hint(name) ?? Self.advice(name))
  }

  private func check(_ comprehension: PythonComprehension) throws(SpecError) {
    var inner = self
    for clause in comprehension.clauses {
      try inner.check(clause.iterable)
      inner = PythonNames(parameters: inner.parameters + clause.target.names, source: source)
      try inner.check(all: clause.conditions)
    }
    try inner.check(comprehension.element)
  }

  private func check(_ call: PythonCall) throws(SpecError) {
    if let fold = PythonFold(call) {
      try PythonNames(parameters: parameters + [fold.total, fold.item], source: source).check(fold.body)
      return try check(all: call.arguments.dropFirst().map(\.value))
    }
    guard call.callee == nil, let function = try? PythonFunction.named(call.qualifiedName) else {
      throw SpecError(
        "unknown function '\(call.callee.map(PythonSource.text) ?? call.qualifiedName)'", at: call.offset,
        of: source,
        hint: Self.hint(call.qualifiedName) ?? "nothing is executed here: write the value")
    }
    if let keyword = call.arguments.first(where: { $0.keyword != nil }) {
      throw SpecError("\(function.name)() takes no keyword arguments here", at: keyword.offset, of: source)
    }
    do { try function.check(count: call.arguments.count) } catch {
      throw SpecError(error.message, at: call.offset, of: source)
    }
    try check(all: call.arguments.map(\.value))
  }

  /// The function or constant that may be meant.
  static func hint(_ name: String) -> String? {
    PythonFunction.suggestion(for: name).map { "did you mean '\($0)'?" }
  }

  /// What to do about a name without a value.
  static func advice(_ name: String) -> String {
    let isWord = name.utf8.allSatisfy { $0.isWordStart || $0.isDigit || $0 == UInt8(ascii: ".") }
    return isWord ? "write its value, or a line '\(name) = …' above" : "write its value"
  }
}

extension PythonExpression {
  /// The names that an assignment to it gives values to.
  var names: [String] {
    switch node {
    case .name(let name): [name]
    case .starred(let value): value.names
    case .list(let elements), .tuple(let elements): elements.flatMap(\.names)
    default: []
    }
  }
}
