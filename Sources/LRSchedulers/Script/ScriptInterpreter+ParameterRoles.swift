/// What the parameters of a function are that nobody calls, going by their names: an optimizer, or what counts.
extension ScriptInterpreter {
  /// `opt` may be the options, where another parameter is the optimizer, or the name of a class: `opt="adam"`, `if opt == "sgd"`.
  func isOptimizerParameter(_ parameter: PythonParameter, of function: ScriptFunction) -> Bool {
    if parameter.annotation.holds("Optimizer") { return true }
    let name = parameter.name.lowercased()
    let isCalledSo = name.holds("optim") && !ScriptLibraries.describesOptimizer(name)
    let isShort = name == "opt" || name.hasPrefix("opt_") || name.hasSuffix("_opt")
    guard isCalledSo || isShort, function.defaults[parameter.name]?.text == nil,
      !isComparedWithTexts(parameter.name, in: function)
    else { return false }
    return isCalledSo || !function.parameters.contains { $0.name.lowercased().holds("optim") }
  }

  /// Whether a function asks which text a parameter is.
  private func isComparedWithTexts(_ name: String, in function: ScriptFunction) -> Bool {
    guard case .suite(.lines(let range)) = function.body else { return false }
    return text.treats(name, asTextIn: range)
  }

  /// Whether a parameter counts epochs or steps, going by its name.
  func isCounter(_ parameter: PythonParameter) -> Bool { ScriptLibraries.countsSteps(parameter.name) }

  /// `step`, and not `steps`.
  func isIndex(_ parameter: PythonParameter) -> Bool {
    parameter.kind == .ordinary && isCounter(parameter) && !parameter.name.hasSuffix("s")
      && parameter.value == nil
  }
}

extension ScriptLibraries {
  /// Whether what has this name counts epochs or steps.
  static func countsSteps(_ name: String) -> Bool {
    let name = name.lowercased()
    if name == "num_updates" { return true }
    if parts.contains(where: name.holds) { return false }
    return name.holds("epoch") || name.holds("step") || name.holds("iter") || counters.contains(name)
  }

  /// What the names of numbers are made of that count nothing: lengths, ends, places.
  private static let parts = [
    "max", "num", "total", "per", "warm", "n_", "len", "size", "milestone", "decay", "start", "end", "index",
    "idx",
  ]

  private static let counters: Set<String> = ["it", "e", "i", "t", "ep", "round", "r", "itr", "count"]
}
