/// Arguments of schedulers behind `*args` and `**kwargs` that are not known.
extension ScriptInterpreter {
  /// What is asked for where arguments may hide behind `*args` or `**kwargs`: the parameters that the call cannot do without, by their own
  /// names; where there are none, what is behind the stars. Of a function that nobody calls nothing is.
  func asking(
    behind spread: [ScriptArgument], _ binder: SchedulerArguments, _ bound: inout SchedulerArguments.Bound,
    at offset: Int
  ) throws(SpecError) -> [ScriptMissing] {
    if spread.isEmpty { return [] }
    let lacking = binder.lacking(in: bound)
    guard !lacking.isEmpty else {
      return spread.filter { $0.value.openValue?.isUnset != true }.map { argument in
        ScriptMissing(
          open: opened(argument.value, at: argument.offset), usedFor: argument.keyword ?? "",
          guess: argument.keyword == "**" ? .dictionary([]) : .list([]))
      }
    }
    var missing: [ScriptMissing] = []
    for parameter in lacking {
      let name = OpenName(parameter.name)
      if let value = definition(of: name, at: offset) {
        bound.append((parameter, ScriptArgument(keyword: parameter.name, value: value, offset: offset)))
      } else {
        missing.append(
          ScriptMissing(
            open: OpenValue(name, at: offset), usedFor: parameter.name, guess: guess(for: parameter)))
      }
    }
    return missing
  }
}
