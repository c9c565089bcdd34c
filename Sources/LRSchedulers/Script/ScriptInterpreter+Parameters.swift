/// What the parameters of a function are that nobody calls, by their names and by what the function does with them.
extension ScriptInterpreter {
  /// `opt` may be the options, where another parameter is the optimizer, or which optimizer is to be built.
  func isOptimizerParameter(_ parameter: PythonParameter, of function: ScriptFunction) -> Bool {
    if parameter.annotation.holds("Optimizer") { return true }
    let name = parameter.name.lowercased()
    guard name.holds("opt"), !isText(parameter, of: function) else { return false }
    if name.holds("optim") && !ScriptLibraries.describesOptimizer(name) { return true }
    if function.parameters.contains(where: { $0.name.lowercased().holds("optim") }) { return false }
    return name == "opt" || name.hasPrefix("opt_") || name.hasSuffix("_opt")
  }

  /// Whether a parameter is a text, by its default or by what its function does with it.
  private func isText(_ parameter: PythonParameter, of function: ScriptFunction) -> Bool {
    if function.defaults[parameter.name]?.text != nil { return true }
    guard case .suite(.lines(let range)) = function.body else { return false }
    return text.treats(parameter.name, asTextIn: range)
  }

  /// Whether a parameter counts epochs or steps.
  func isCounter(_ parameter: PythonParameter) -> Bool {
    let name = parameter.name.lowercased()
    if name == "num_updates" { return true }
    if ["max", "num", "total", "per", "warm", "n_", "len", "size", "milestone", "decay", "start", "end"]
      .contains(where: name.holds)
    {
      return false
    }
    return name.holds("epoch") || name.holds("step") || name.holds("iter")
      || ["it", "e", "i", "t", "ep", "round", "r", "itr", "count"].contains(name)
  }

  /// `step`, and not `steps`.
  func isIndex(_ parameter: PythonParameter) -> Bool {
    parameter.kind == .ordinary && isCounter(parameter) && !parameter.name.hasSuffix("s")
      && parameter.value == nil
  }
}
