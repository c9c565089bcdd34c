/// Calls of what is not known and may build a scheduler.
extension ScriptInterpreter {
  /// A call of something unknown that may build a scheduler.
  func noteUnknown(_ callee: OpenValue, _ arguments: [ScriptArgument], at offset: Int, name: String) {
    if ScriptLibraries.isOtherScheduler(name) || unknownCalls.count > 100 { return }
    let last = name.lastPart
    if ScriptLibraries.isConstructor(last) { return }
    if let targetName, ScriptLibraries.isOtherQuantity(targetName.lowercased()) { return }
    let isAssigned = targetName.map(ScriptLibraries.holdsScheduler) ?? false
    guard ScriptLibraries.looksLikeScheduler(last) || isAssigned else { return }
    let wraps = arguments.contains { argument in
      if case .object(let id) = argument.value, case .scheduler = objects[id] { true } else { false }
    }
    unknownCalls.append(
      ScriptUnknown(
        name: name.isEmpty ? text.expression(at: offset) : name, offset: offset,
        isAssigned: isAssigned || ScriptLibraries.looksLikeScheduler(last),
        wraps: wraps && !last.hasPrefix("Accelerated"),
        takesOptimizer: arguments.contains { isOptimizer($0) || ($0.keyword ?? "").hasPrefix("optim") },
        open: callee.name == nil
          ? [callee] + arguments.filter { !isOptimizer($0) }.compactMap(\.value.openValue) : [],
        order: schedulers.count))
  }
}
