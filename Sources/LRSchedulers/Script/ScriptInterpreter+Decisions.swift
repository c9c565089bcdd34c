/// Which ways were taken, which is said with the schedules and values that they led to.
extension ScriptInterpreter {
  /// What was decided for a block.
  enum Decision {
    case holds(PythonExpression)
    case holdsNot(PythonExpression)
    case matches(PythonExpression)
    /// The body of a `try`, of which nothing is known to fail.
    case attempted(offset: Int)
    /// The `except` of a `try` whose body ends in an error.
    case failed(offset: Int)
  }

  /// Notes a decision with the schedules that `body`, its suite, builds, and for the values that stand in it.
  func deciding(_ decision: Decision, _ suite: PythonSuite, _ body: () -> ScriptFlow) -> ScriptFlow {
    keep(decision, for: suite)
    let (built, set) = (schedulers.count, handSets.count)
    let flow = body()
    guard schedulers.count > built || handSets.count > set, decision.isCondition,
      let source = source(of: decision)
    else { return flow }
    note(source, sinceScheduler: built, sinceRates: set)
    return flow
  }

  /// The same for an expression that is one or the other.
  func choosing(_ decision: Decision, at offset: Int, _ body: () -> ScriptValue) -> ScriptValue {
    choices[offset] = decision
    let (built, set) = (schedulers.count, handSets.count)
    let value = body()
    if schedulers.count > built || handSets.count > set, let source = source(of: decision) {
      note(source, sinceScheduler: built, sinceRates: set)
    }
    return value
  }

  private func note(_ source: PastedSchedule.Source, sinceScheduler built: Int, sinceRates set: Int) {
    for index in schedulers.indices.dropFirst(built) where !schedulers[index].taken.contains(source) {
      schedulers[index].taken.append(source)
    }
    for index in handSets.indices.dropFirst(set) where !handSets[index].taken.contains(source) {
      handSets[index].taken.append(source)
    }
  }

  private func keep(_ decision: Decision, for suite: PythonSuite) {
    guard case .lines(let range) = suite, range.lowerBound > 0 else { return }
    decisions[range.lowerBound - 1] = decision
  }

  /// What was decided so that a place of the text counts, the innermost first.
  func decisions(around offset: Int) -> [PastedSchedule.Source] {
    if decisions.isEmpty && choices.isEmpty { return [] }
    var result: [PastedSchedule.Source] = []
    if let choice = choices[offset], let source = source(of: choice) { result.append(source) }
    var line = text.lines[text.lineIndex(at: offset)].parent
    while line >= 0 {
      if let decision = decisions[Int(line)], let source = source(of: decision) { result.append(source) }
      line = text.lines[Int(line)].parent
    }
    return result
  }

  /// What was decided of a conditional expression.
  func choice(at offset: Int) -> PastedSchedule.Source? { choices[offset].flatMap(source) }

  private func source(of decision: Decision) -> PastedSchedule.Source? {
    switch decision {
    case .holds(let condition):
      condition.isWorthSaying ? source(.branch, condition.shown, at: condition.offset) : nil
    case .holdsNot(let condition):
      condition.isWorthSaying ? source(.otherBranch, condition.shown, at: condition.offset) : nil
    case .matches(let pattern): source(.match, pattern.shown, at: pattern.offset)
    case .attempted(let offset): source(.attempt, "try", at: offset)
    case .failed(let offset): source(.handler, "except", at: offset)
    }
  }

  private func source(
    _ kind: PastedSchedule.Source.Kind, _ text: String, at offset: Int
  ) -> PastedSchedule.Source {
    PastedSchedule.Source(kind: kind, text: text, line: line(of: offset))
  }
}

extension ScriptInterpreter.Decision {
  /// What led to a call, however far above, is said of conditions; most scripts have a `try` around all.
  fileprivate var isCondition: Bool {
    switch self {
    case .holds, .holdsNot, .matches: true
    case .attempted, .failed: false
    }
  }
}

extension PythonExpression {
  /// Conditions that are longer say less than their place.
  private static let maximumWidth = 60

  fileprivate var shown: String {
    let text = PythonSource.text(self)
    return text.utf8.count > Self.maximumWidth ? String(text.prefix(Self.maximumWidth)) + "…" : text
  }

  /// `if __name__ == "__main__"` and `if True` say nothing.
  fileprivate var isWorthSaying: Bool {
    switch node {
    case .literal: false
    case .comparison(let first, _): first.node != .name("__name__")
    default: true
    }
  }
}
