/// Finds names and calls that have no meaning before anything is evaluated, so that the error has a place.
struct PythonNames {
  /// The parameter of the lambda around the expression.
  let parameter: String?
  let source: [UInt8]

  func check(_ expression: PythonExpression) throws(SpecError) {
    switch expression.node {
    case .literal: return
    case .name(let name): try check(name, at: expression.offset)
    case .list(let elements): try check(all: elements)
    case .call(let call): try check(call)
    case .unary(_, let operand): try check(operand)
    case .binary(_, let left, let right): try check(all: [left, right])
    case .comparison(let first, let rest): try check(all: [first] + rest.map(\.operand))
    case .conditional(let condition, let then, let otherwise): try check(all: [condition, then, otherwise])
    case .dictionary: throw SpecError("a dict has no place here", at: expression.offset, of: source)
    case .lambda: throw SpecError("a lambda has no place here", at: expression.offset, of: source)
    }
  }

  private func check(all expressions: [PythonExpression]) throws(SpecError) {
    for expression in expressions { try check(expression) }
  }

  private func check(_ name: String, at offset: Int) throws(SpecError) {
    if name == parameter || PythonFunction.constants[name] != nil { return }
    let isWord = name.utf8.allSatisfy { $0.isWordStart || $0.isDigit || $0 == UInt8(ascii: ".") }
    let advice = isWord ? "write its value, or a line '\(name) = …' above" : "write its value"
    throw SpecError("name '\(name)' is not defined", at: offset, of: source, hint: hint(name) ?? advice)
  }

  private func check(_ call: PythonCall) throws(SpecError) {
    if call.isOfUnknownLength(parameter) {
      throw SpecError(
        "\(PythonSource.text(call)) is not known", at: call.offset, of: source,
        hint: call.countsBatches
          ? "write the number, or a line 'steps_per_epoch = 100' above" : "write the number")
    }
    guard let function = try? PythonFunction.named(call.qualifiedName) else {
      throw SpecError(
        "unknown function '\(call.qualifiedName)'", at: call.offset, of: source,
        hint: hint(call.qualifiedName) ?? "nothing is executed here: write the value")
    }
    if let keyword = call.arguments.first(where: { $0.keyword != nil }) {
      throw SpecError("\(function.name)() takes no keyword arguments here", at: keyword.offset, of: source)
    }
    do { try function.check(count: call.arguments.count) } catch {
      throw SpecError(error.message, at: call.offset, of: source)
    }
    try check(all: call.arguments.map(\.value))
  }

  private func hint(_ name: String) -> String? {
    PythonFunction.suggestion(for: name).map { "did you mean '\($0)'?" }
  }
}

extension PythonCall {
  /// Whether it counts what is no list that stands here.
  fileprivate func isOfUnknownLength(_ parameter: String?) -> Bool {
    guard qualifiedName == "len", arguments.count == 1 else { return false }
    switch arguments[0].value.node {
    case .name(let name): return name != parameter && PythonFunction.constants[name] == nil
    case .call(let call): return (try? PythonFunction.named(call.qualifiedName)) == nil
    default: return false
    }
  }
}
