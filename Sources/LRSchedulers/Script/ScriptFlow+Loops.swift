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

  /// Whether a way returns from within a branch.
  var returnsEarly: Bool {
    switch self {
    case .returns(_, let changes): changes != nil
    case .branch(_, let a, let b): a.returnsEarly || b.returnsEarly
    default: false
    }
  }

  /// What has changed on the ways that do not end where the body does.
  var locations: [ScriptLocation] {
    switch self {
    case .breaks(let changes), .continues(let changes), .returns(_, let changes):
      changes.map { Array($0.keys) } ?? []
    case .branch(_, let a, let b): a.locations + b.locations
    default: []
    }
  }

  /// Where ways lead that come together.
  enum Meeting { case nextTurn, behindLoop, behindFunction }

  /// What a location holds where ways meet, depending on the way there.
  func value(
    at location: ScriptLocation, for meeting: Meeting, final: ScriptInterpreter.Changes,
    before: ScriptInterpreter.Changes, in interpreter: ScriptInterpreter
  ) -> ScriptValueBefore {
    interpreter.spend(1)
    let last = final[location] ?? interpreter.present(location)
    switch self {
    case .breaks(let changes), .continues(let changes): return changes?[location] ?? before[location] ?? last
    case .returns(_, let changes?): return changes[location] ?? before[location] ?? last
    case .branch(let condition, let a, let b):
      if a.isElsewhere(meeting) {
        return b.value(at: location, for: meeting, final: final, before: before, in: interpreter)
      }
      let first = a.value(at: location, for: meeting, final: final, before: before, in: interpreter)
      if b.isElsewhere(meeting) { return first }
      let second = b.value(at: location, for: meeting, final: final, before: before, in: interpreter)
      return interpreter.merged(condition, first, second, location)
    default: return last
    }
  }

  /// Whether no way leads there.
  private func isElsewhere(_ meeting: Meeting) -> Bool {
    switch self {
    case .raises: true
    case .returns: meeting != .behindFunction
    case .breaks: meeting == .nextTurn
    case .branch(_, let a, let b): a.isElsewhere(meeting) && b.isElsewhere(meeting)
    default: false
    }
  }
}
