/// Guesses are tried before they are told, so that whoever takes them all gets a schedule.
extension ScriptReader {
  /// More readings than these are not made for one question.
  private static let maximumTrials = 8

  /// A question whose guesses lead to a schedule, or to further questions, as far as other values that the text names do.
  func tried(_ error: SpecError) -> SpecError {
    guard error.missing.contains(where: { !$0.choices.isEmpty }), !leads(error.missing) else { return error }
    var trials = 1
    for (index, name) in error.missing.enumerated() {
      for choice in name.choices where trials < Self.maximumTrials {
        trials += 1
        var asked = error.missing
        asked[index].guess = choice
        asked[index].alternatives = [name.guess].compactMap { $0 } + name.alternatives.filter { $0 != choice }
        guard leads(asked) else { continue }
        var error = error
        error.missing = asked
        return error
      }
    }
    return error
  }

  /// Whether a script with all guesses of a question gives a schedule that runs, or asks for what was not asked for yet.
  private func leads(_ names: [MissingName]) -> Bool {
    let given = names.filter { $0.guess != nil }
    let definitions = given.compactMap { name in
      name.guess.map { ScriptOptions.Definition(name: name.name, value: $0.python) }
    }
    do {
      let schedules = try reading(with: definitions)
      return schedules.allSatisfy(runs)
    } catch {
      return error.missing.contains { name in !given.contains { $0.name == name.name } }
    }
  }

  /// Whether a schedule gives rates, as far as its first steps show.
  func runs(_ pasted: PastedSchedule) -> Bool {
    let lrs = pasted.startingLRs(asked: nil, standard: [0.1])
    // Those that move the momentum too need one.
    let groups = lrs.map { ParameterGroup(lr: $0, momentum: 0.9) }
    guard var run = try? ScheduleRun(pasted.schedule, groups: groups) else { return false }
    return (try? run.step(metric: 1)) != nil
  }
}

extension MissingName {
  /// What else it may be than its guess.
  fileprivate var choices: [ParameterValue] {
    switch guess {
    case nil: []
    case .bool(let value)? where alternatives.isEmpty: [.bool(!value)]
    // A branch for all others follows that for the only value which the text names.
    case .string? where alternatives.isEmpty && usedFor == "condition": [.string("other")]
    default: alternatives
    }
  }
}
