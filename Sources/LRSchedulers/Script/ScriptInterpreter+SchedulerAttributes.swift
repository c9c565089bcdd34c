/// What scripts set of schedulers behind their construction.
extension ScriptInterpreter {
  /// `scheduler.step_size = 9`: what is set after the construction.
  func setAttribute(_ name: String, ofScheduler index: Int, to value: ScriptValue, at offset: Int) {
    // In a turn it is a number that the turn carries on.
    if keepAttribute(name, of: index, value), !rateGroups.isEmpty { return }
    guard case .schedule(let schedule) = schedulers[index].outcome else { return }
    let parameter = ParameterPath.parameter(ofAttribute: name)
    guard schedule.value(of: parameter) != nil else { return }
    switch converted(value, at: offset) {
    case .value(let value): schedulers[index].changes.append(.init(name: parameter, value: value))
    case .open(let open):
      guard guards.isEmpty else { return }
      schedulers[index].outcome = .missing([ScriptMissing(open: open, usedFor: name)])
    case .failure(let failure):
      schedulers[index].outcome = .refused(error(failure.message, at: failure.offset, hint: failure.hint))
    case .members, .refused: return
    }
  }
}
