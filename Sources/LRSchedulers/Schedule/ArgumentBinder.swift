/// Matches the arguments of a call with the parameters of a scheduler by Python's rules.
struct ArgumentBinder {
  let entry: CatalogEntry
  let source: [UInt8]

  func schedule(from call: PythonCall) throws(SpecError) -> Schedule {
    let bound = try bind(call)
    try requireAll(of: bound, call)
    var schedule: Schedule
    do { schedule = try Schedule(defaultsOf: entry) } catch {
      throw SpecError(error.message, at: call.offset, of: source)
    }
    for (parameter, argument) in bound {
      let value = try argument.value.value(in: source)
      do { schedule = try schedule.replacing(parameter.name, with: value) } catch {
        throw SpecError(error.message, at: argument.value.offset, of: source)
      }
    }
    do { try schedule.scheduler.validate() } catch {
      let culprit = bound.first { $0.0.name == error.parameter }?.1.value.offset
      throw SpecError(error.message, at: culprit ?? call.offset, of: source)
    }
    return schedule
  }

  private typealias Bound = [(ParameterDeclaration, PythonCall.Argument)]

  private func bind(_ call: PythonCall) throws(SpecError) -> Bound {
    let arguments = withoutOptimizer(call.arguments)
    var bound: Bound = []
    for (index, argument) in arguments.enumerated() {
      let parameter = try parameter(of: argument, at: index, count: arguments.count)
      if bound.contains(where: { $0.0.name == parameter.name }) {
        throw SpecError(
          "\(entry.callee) got multiple values for argument '\(parameter.name)'",
          at: argument.offset,
          of: source)
      }
      bound.append((parameter, argument))
    }
    return bound
  }

  private func parameter(
    of argument: PythonCall.Argument, at index: Int, count: Int
  ) throws(SpecError) -> ParameterDeclaration {
    guard let keyword = argument.keyword else {
      if index < entry.parameters.count { return entry.parameters[index] }
      throw SpecError(tooManyMessage(count), at: argument.offset, of: source)
    }
    if let parameter = entry.parameter(named: keyword) { return parameter }
    let nearest = Spelling.nearest(to: keyword, in: entry.parameters.map(\.name))
    let asPyTorch =
      "(\(entry.library.rawValue): \(entry.callee) got an unexpected keyword argument '\(keyword)')"
    let message = "unknown parameter '\(keyword)' of \(entry.name)"
    throw SpecError(
      nearest == nil ? message + " " + asPyTorch : message, at: argument.offset, of: source,
      hint: nearest.map { "did you mean '\($0)'? " + asPyTorch })
  }

  /// Python counts `self` and the optimizer too, where there are such.
  private func tooManyMessage(_ count: Int) -> String {
    let hidden = entry.library.hiddenArguments
    let required = entry.parameters.filter { $0.default == nil }.count + hidden
    let most = entry.parameters.count + hidden
    let span = required == most ? "\(most)" : "from \(required) to \(most)"
    return "\(entry.callee) takes \(span) positional arguments but \(count + hidden) were given"
  }

  private func requireAll(of bound: Bound, _ call: PythonCall) throws(SpecError) {
    let missing = entry.parameters.filter { parameter in
      parameter.default == nil && !bound.contains { $0.0.name == parameter.name }
    }
    if missing.isEmpty { return }
    let names = missing.map { "'\($0.name)'" }
    let list =
      names.count < 3
      ? names.joined(separator: " and ")
      : names.dropLast().joined(separator: ", ") + ", and " + (names.last ?? "")
    let plural = names.count > 1 ? "s" : ""
    throw SpecError(
      "\(entry.callee) missing \(names.count) required positional argument\(plural): \(list)",
      at: call.offset, of: source)
  }

  /// Without the keyword `optimizer`, and without a name or call where the library takes the optimizer.
  private func withoutOptimizer(_ arguments: [PythonCall.Argument]) -> [PythonCall.Argument] {
    let all = arguments.filter { $0.keyword != "optimizer" }
    guard all.count == arguments.count, let place = entry.optimizerPlace, all.indices.contains(place) else {
      return all
    }
    var others = all
    let optimizer = others.remove(at: place)
    return optimizer.isNamedOptimizer || (optimizer.mayBeOptimizer && isEnough(others)) ? others : all
  }

  /// Whether all required arguments are there: a lone `StepLR(size)` lacks the value of a name, and not the step size.
  private func isEnough(_ arguments: [PythonCall.Argument]) -> Bool {
    let positional = arguments.prefix { $0.keyword == nil }.count
    return entry.parameters.dropFirst(positional).allSatisfy { parameter in
      parameter.default != nil || arguments.contains { $0.keyword == parameter.name }
    }
  }
}

extension CatalogEntry {
  /// The index of the optimizer among the positional arguments; nil where the library takes none.
  fileprivate var optimizerPlace: Int? {
    if takesOptimizerLast { return parameters.count }
    switch library {
    case .pytorch, .timm: return 0
    case .transformers: return name == "get_scheduler" ? 1 : 0
    case .optax, .keras, .own: return nil
    }
  }
}

extension PythonCall.Argument {
  fileprivate var isNamedOptimizer: Bool {
    guard keyword == nil, case .name(let name) = value.node else { return false }
    return name.lowercased().contains("opt")
  }

  /// A name without a value here, or a call of something unknown.
  fileprivate var mayBeOptimizer: Bool {
    if keyword != nil { return false }
    switch value.node {
    case .name(let name): return PythonFunction.constants[name] == nil
    case .call(let call):
      let isFunction = call.qualifiedName == "dict" || (try? PythonFunction.named(call.qualifiedName)) != nil
      return !isFunction && Catalog.entry(matching: call) == nil
    default: return false
    }
  }
}
