/// Arguments of schedulers behind `*args` and `**kwargs` that are not known.
extension ScriptInterpreter {
  /// What is asked for where arguments may hide behind `*args` or `**kwargs`: these, by their names. Those of a function that nobody calls
  /// have no value; there it is the parameters that the call cannot do without, by their own names.
  func asking(
    behind spread: [ScriptArgument], _ binder: SchedulerArguments, _ bound: inout SchedulerArguments.Bound,
    at offset: Int
  ) throws(SpecError) -> [ScriptMissing] {
    if spread.isEmpty { return [] }
    let lacking = binder.lacking(in: bound) + length(of: binder, bound)
    let named = spread.filter { $0.value.openValue?.isUnset != true }
    guard named.isEmpty else {
      return named.map { argument in
        ScriptMissing(
          open: opened(argument.value, at: argument.offset), usedFor: argument.keyword ?? "",
          guess: argument.keyword == "**" ? guess(for: lacking) : .list([]))
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

  /// OneCycleLR has a default for each of the two ways to say how long it is, and one has to be said.
  private func length(
    of binder: SchedulerArguments, _ bound: SchedulerArguments.Bound
  ) -> [ParameterDeclaration] {
    guard binder.entry.name == "OneCycleLR", let total = binder.entry.parameter(named: "total_steps"),
      !bound.contains(where: { ["total_steps", "epochs", "steps_per_epoch"].contains($0.parameter.name) })
    else { return [] }
    return [total]
  }

  /// A dictionary with all that a call cannot do without.
  private func guess(for parameters: [ParameterDeclaration]) -> ParameterValue {
    .dictionary(
      parameters.map { parameter in
        let value = guess(for: OpenName(parameter.name)) ?? guess(for: parameter) ?? parameter.example
        return DictionaryItem(key: .string(parameter.name), value: value)
      })
  }
}
