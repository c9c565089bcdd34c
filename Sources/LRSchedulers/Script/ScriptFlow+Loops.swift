/// The ways out of a loop's body, and what holds on each.
extension ScriptFlow {
  /// Behind the loop: what went on or left it goes on there.
  var leavingLoop: ScriptFlow {
    switch self {
    case .breaks, .continues: return .falls
    case .branch(let condition, let a, let b):
      let (a, b) = (a.leavingLoop, b.leavingLoop)
      if case .falls = a, case .falls = b { return .falls }
      return .branch(condition, a, b)
    default: return self
    }
  }

  var breaksLoop: Bool {
    switch self {
    case .breaks: true
    case .branch(_, let a, let b): a.breaksLoop || b.breaksLoop
    default: false
    }
  }

  var continuesLoop: Bool {
    switch self {
    case .continues: true
    case .branch(_, let a, let b): a.continuesLoop || b.continuesLoop
    default: false
    }
  }

  /// With the next iteration where one goes on to it.
  var goingOn: ScriptFlow {
    switch self {
    case .continues: .falls
    case .branch(let condition, let a, let b): .branch(condition, a.goingOn, b.goingOn)
    default: self
    }
  }

  /// What has changed on the ways that do not end where the body does.
  var locations: [ScriptLocation] {
    switch self {
    case .breaks(let changes), .continues(let changes): changes.map { Array($0.keys) } ?? []
    case .branch(_, let a, let b): a.locations + b.locations
    default: []
    }
  }

  /// What a location holds behind the loop, or before its next iteration, depending on the way there.
  func value(
    at location: ScriptLocation, isLeaving: Bool, final: ScriptInterpreter.Changes,
    before: ScriptInterpreter.Changes, in interpreter: ScriptInterpreter
  ) -> ScriptValueBefore {
    let last = final[location] ?? interpreter.present(location)
    switch self {
    case .breaks(let changes), .continues(let changes): return changes?[location] ?? before[location] ?? last
    case .branch(let condition, let a, let b):
      if a.isElsewhere(isLeaving) {
        return b.value(at: location, isLeaving: isLeaving, final: final, before: before, in: interpreter)
      }
      let first = a.value(at: location, isLeaving: isLeaving, final: final, before: before, in: interpreter)
      if b.isElsewhere(isLeaving) { return first }
      let second = b.value(at: location, isLeaving: isLeaving, final: final, before: before, in: interpreter)
      if case .value(let x?) = first, case .value(let y?) = second {
        return .value(interpreter.either(condition, x, y))
      }
      return first
    default: return last
    }
  }

  /// Whether no way leads behind the loop, or to its next iteration.
  private func isElsewhere(_ isLeaving: Bool) -> Bool {
    switch self {
    case .returns, .raises: true
    case .breaks: !isLeaving
    case .branch(_, let a, let b): a.isElsewhere(isLeaving) && b.isElsewhere(isLeaving)
    default: false
    }
  }
}
