/// Matches the arguments of a call with the parameters of a scheduler by Python's rules.
struct SchedulerArguments {
  let entry: CatalogEntry
  let text: PythonTokens

  typealias Bound = [(parameter: ParameterDeclaration, argument: ScriptArgument)]

  func bind(_ arguments: [ScriptArgument], at offset: Int) throws(SpecError) -> Bound {
    var bound: Bound = []
    for (index, argument) in arguments.enumerated() {
      let parameter = try parameter(of: argument, at: index, count: arguments.count)
      if bound.contains(where: { $0.parameter.name == parameter.name }) {
        throw error(
          "\(entry.callee) got multiple values for argument '\(parameter.name)'", at: argument.offset)
      }
      bound.append((parameter, argument))
    }
    return bound
  }

  private func parameter(
    of argument: ScriptArgument, at index: Int, count: Int
  ) throws(SpecError) -> ParameterDeclaration {
    guard let keyword = argument.keyword else {
      let positional = entry.positional
      if index < positional.count { return positional[index] }
      throw error(tooManyMessage(count), at: argument.offset)
    }
    if let parameter = entry.parameter(named: keyword) { return parameter }
    let nearest = Spelling.nearest(to: keyword, in: entry.parameters.map(\.name))
    let asPyTorch =
      "(\(entry.library.rawValue): \(entry.callee) got an unexpected keyword argument '\(keyword)')"
    let message = "unknown parameter '\(keyword)' of \(entry.name)"
    throw error(
      nearest == nil ? message + " " + asPyTorch : message, at: argument.offset,
      hint: nearest.map { "did you mean '\($0)'? " + asPyTorch })
  }

  /// Python counts `self` and the optimizer too, where there are such.
  private func tooManyMessage(_ count: Int) -> String {
    let hidden = entry.hiddenArguments
    let required = entry.parameters.filter { $0.default == nil }.count + hidden
    let most = entry.positional.count + hidden
    let span = required == most ? "\(most)" : "from \(required) to \(most)"
    return "\(entry.callee) takes \(span) positional arguments but \(count + hidden) were given"
  }

  /// The parameters without a default that are not among some arguments.
  func lacking(in bound: Bound) -> [ParameterDeclaration] {
    entry.parameters.filter { parameter in
      parameter.default == nil && !bound.contains { $0.parameter.name == parameter.name }
    }
  }

  func requireAll(of bound: Bound, at offset: Int) throws(SpecError) {
    let missing = lacking(in: bound)
    if missing.isEmpty { return }
    let names = missing.map { "'\($0.name)'" }
    let list =
      names.count < 3
      ? names.joined(separator: " and ")
      : names.dropLast().joined(separator: ", ") + ", and " + (names.last ?? "")
    let plural = names.count > 1 ? "s" : ""
    throw error(
      "\(entry.callee) missing \(names.count) required positional argument\(plural): \(list)", at: offset)
  }

  /// Whether all required arguments are there: a lone `StepLR(size)` lacks the value of a name, and not the step size.
  func isEnough(_ arguments: [ScriptArgument]) -> Bool {
    let positional = arguments.prefix { $0.keyword == nil }.count
    return entry.parameters.dropFirst(positional).allSatisfy { parameter in
      parameter.default != nil || arguments.contains { $0.keyword == parameter.name || $0.keyword == "**" }
    }
  }

  /// The index of the optimizer among the positional arguments; nil where the library takes none.
  var optimizerPlace: Int? { entry.optimizerPlace }

  func error(_ message: String, at offset: Int, hint: String? = nil) -> SpecError {
    text.error(message, at: offset, hint: hint)
  }
}
