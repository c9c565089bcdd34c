/// What an interpreter has found, as schedules, or as what is missing or wrong.
struct ScriptFindings {
  private let interpreter: ScriptInterpreter

  init(_ interpreter: ScriptInterpreter) { self.interpreter = interpreter }

  private var text: PythonTokens { interpreter.text }

  func schedules() throws(SpecError) -> [PastedSchedule] {
    let own = try picked(interpreter.schedulers.filter { !$0.isMember })
    try refuse(own)
    try ask(own)
    for scheduler in own { if case .refused(let error) = scheduler.outcome { throw error } }
    var result: [PastedSchedule] = []
    var sameLine: [Int: [Int]] = [:]
    for scheduler in own {
      guard case .schedule(let schedule) = scheduler.outcome else { continue }
      let pasted = described(scheduler, schedule)
      if sameLine[pasted.line, default: []].contains(where: { result[$0].isLike(pasted) }) { continue }
      sameLine[pasted.line, default: []].append(result.count)
      result.append(pasted)
    }
    // Beside a scheduler they are warm-ups and the like, which are only said, unless they go with schedulers themselves.
    let isAlone = result.isEmpty
    for rates in interpreter.handSets
    where rates.refusal == nil && (isAlone || !rates.steps.isEmpty || rates.callback >= 0) {
      result.append(described(rates))
    }
    for rates in interpreter.handSets where isAlone && !result.isEmpty {
      guard let error = rates.refusal else { continue }
      result[result.count - 1].notes.append(
        "\(rates.name) of line \(text.line(of: rates.offset)) is left out: \(error.message)")
    }
    for rates in interpreter.handSets where !isAlone && rates.steps.isEmpty && rates.callback < 0 {
      result[result.count - 1].notes.append(
        "line \(text.line(of: rates.offset)) sets rates as well, which is left out")
    }
    for call in interpreter.unknownCalls where isAlone && !result.isEmpty && call.isScheduler {
      let note = "line \(text.line(of: call.offset)): \(call.name)() is not in this text, and is left out"
      if !result[0].notes.contains(note) { result[0].notes.append(note) }
    }
    result.sort { $0.line < $1.line }
    if result.isEmpty { throw nothing }
    if interpreter.schedulersLeftOut > 0 {
      result[result.count - 1].notes.append(
        "the text builds \(interpreter.schedulersLeftOut) more schedulers, which are left out")
    }
    return result
  }

  /// Those that were asked for, of several.
  private func picked(_ all: [ScriptScheduler]) throws(SpecError) -> [ScriptScheduler] {
    let options = interpreter.options
    let place = options.line.map(String.init) ?? options.pick
    guard let wanted = place, !all.isEmpty else { return all }
    if let number = Int(wanted), options.line != nil || number > all.count {
      // The scheduler whose statement the line is in: the last one that begins above.
      let before = all.filter { text.line(of: $0.offset) <= number }
      let line = before.map { text.line(of: $0.offset) }.max() ?? all.map { text.line(of: $0.offset) }.min()
      return all.filter { text.line(of: $0.offset) == line }
    }
    if let number = Int(wanted), number >= 1 { return [all[number - 1]] }
    let named = all.filter { scheduler in
      [scheduler.target, scheduler.target?.lastPart, scheduler.name].contains(wanted)
    }
    if !named.isEmpty { return named }
    let names = all.map { ($0.target ?? $0.name) + " in line \(text.line(of: $0.offset))" }
    throw SpecError("no scheduler '\(wanted)'; expected one of \(names.joined(separator: ", "))", column: 1)
  }

  // MARK: Refusals

  private func refuse(_ own: [ScriptScheduler]) throws(SpecError) {
    if interpreter.isStopped {
      throw SpecError("the script takes more steps to read than \(interpreter.budget.limit)", column: 1)
    }
    // What cannot be read in a branch matters where that is taken, which is asked first.
    for scheduler in own where scheduler.guards.isEmpty {
      if case .refused(let error) = scheduler.outcome { throw error }
    }
    let wrong = interpreter.handSets.filter { $0.refusal != nil }
    if own.isEmpty, let rates = wrong.first(where: { !$0.isOneOfMany }) ?? wrong.first,
      !rates.isOneOfMany || wrong.count == interpreter.handSets.count, let error = rates.refusal
    {
      throw error
    }
    if let error = interpreter.unreadableSchedulers.last, own.isEmpty || isAfter(error, own) { throw error }
    try refuseUnknown(own)
  }

  /// Whether a line that could not be read stands behind all schedulers, so that it may be what counts.
  private func isAfter(_ error: SpecError, _ own: [ScriptScheduler]) -> Bool {
    own.allSatisfy { text.line(of: $0.offset) < error.line }
  }

  private func refuseUnknown(_ own: [ScriptScheduler]) throws(SpecError) {
    let candidates = interpreter.unknownCalls.filter { $0.open.isEmpty }
    if let wrapper = candidates.last(where: { $0.wraps && $0.isAssigned }) { throw unknown(wrapper) }
    if own.isEmpty, interpreter.handSets.isEmpty {
      if let call = candidates.last { throw unknown(call) }
    } else if let last = candidates.last(where: \.takesOptimizer), last.isAssigned,
      last.callee == nil || own.isEmpty
        || candidates.count(where: \.isScheduler) == 1 && own.allSatisfy(isKnown),
      last.order == interpreter.schedulers.count,
      own.allSatisfy({ $0.offset < last.offset })
    {
      throw unknown(last)
    }
  }

  private func isKnown(_ scheduler: ScriptScheduler) -> Bool {
    guard case .schedule = scheduler.outcome else { return false }
    return scheduler.guards.isEmpty
  }

  /// A scheduler that is not in the text, which can be given where it has a name.
  private func unknown(_ call: ScriptUnknown) -> SpecError {
    var error = refusal(ofCall: call.name, at: call.offset)
    guard let name = call.callee else { return error }
    var missing = MissingNames(interpreter)
    var asked = interpreter.missing(scheduler: name, at: call.offset)
    if let guess = call.guess { asked.guess = .string(guess) }
    missing.add(asked)
    error.missing = missing.error?.missing ?? []
    return error
  }

  private func refusal(ofCall name: String, at offset: Int) -> SpecError {
    let last = name.lastPart
    if let library = ScriptLibraries.origin(ofOther: last) {
      return interpreter.error(
        "'\(last)' is \(library), and is not computed here", at: offset,
        hint: "paste its class too, or write what it does with PyTorch's schedulers")
    }
    let hint = Catalog.suggestions(for: last).first.map { "did you mean '\($0)'?" }
    return interpreter.error("unknown scheduler '\(last)'", at: offset, hint: hint ?? self.origin(of: name))
  }

  /// Where an unknown function comes from.
  private func origin(of name: String) -> String? {
    let module = name.withoutLastPart ?? ""
    if module.isEmpty { return "paste its definition too, or write what it builds" }
    return "it is not in this text but in '\(module)': paste its definition too, or write what it builds"
  }

  private var nothing: SpecError {
    if let offset = interpreter.passedChecks.last, interpreter.unknownCalls.isEmpty {
      return interpreter.error(
        "the script ends here with 'raise', and builds no scheduler otherwise", at: offset,
        hint: "give the values that it checks with --define")
    }
    if let call = interpreter.unknownCalls.last { return unknown(call) }
    if text.lines.count == 1 || interpreter.unreadable.count == text.lines.count,
      let error = interpreter.unreadable.first
    {
      return error
    }
    let isEmpty = text.tokens.allSatisfy { $0.kind == .end }
    if isEmpty || text.hasOnlyImports {
      return SpecError("expected a call such as StepLR(step_size=10), but got nothing", column: 1)
    }
    if let reason = interpreter.reasonForNothing { return reason }
    if text.lines.count > 5 {
      return SpecError(
        "nothing in these \(text.lines.count) statements builds a scheduler", column: 1,
        hint: "a call such as StepLR(optimizer, step_size=10), or rates that a loop sets, are looked for")
    }
    if text.lines.count == 1, let call = interpreter.lastCall {
      return refusal(ofCall: call.name, at: call.offset)
    }
    let offset = text.tokens.first.map { Int($0.start) } ?? 0
    return interpreter.error("expected a call such as StepLR(step_size=10)", at: offset)
  }

  // MARK: Missing names

  private func ask(_ own: [ScriptScheduler]) throws(SpecError) {
    var missing = MissingNames(interpreter)
    for scheduler in own {
      if case .missing(let names) = scheduler.outcome { for name in names { missing.add(name) } }
      missing.add(guards: scheduler.guards)
    }
    for rates in interpreter.handSets where own.isEmpty || !rates.steps.isEmpty || rates.callback >= 0 {
      for name in rates.missing { missing.add(name) }
      missing.add(guards: rates.guards)
    }
    if !own.isEmpty {
      // What is not in the text is not to be left out silently beside what is.
      let last = own.map(\.offset).max() ?? 0
      for call in interpreter.unknownCalls where call.open.isEmpty && call.isScheduler {
        guard call.isSure || call.order == interpreter.schedulers.count && call.offset > last else {
          continue
        }
        guard let name = call.callee else { continue }
        var asked = interpreter.missing(scheduler: name, at: call.offset)
        if let guess = call.guess { asked.guess = .string(guess) }
        missing.add(asked)
      }
    } else if interpreter.handSets.isEmpty {
      for call in interpreter.unknownCalls {
        for open in call.open { missing.add(ScriptMissing(open: open, usedFor: "scheduler")) }
      }
    }
    if let error = missing.error { throw error }
  }

  // MARK: Schedules

  private func described(_ scheduler: ScriptScheduler, _ schedule: Schedule) -> PastedSchedule {
    var pasted = PastedSchedule(
      schedule: schedule, optimizer: interpreter.described(scheduler.optimizer),
      line: text.line(of: scheduler.offset))
    pasted.name = scheduler.target
    pasted.offset = scheduler.offset
    pasted.lrs = scheduler.lrs
    let seen = scheduler.stepIntervals.count == 1 ? scheduler.stepIntervals.first : nil
    pasted.stepsPerBatch = (scheduler.interval ?? seen).map { $0 == "step" }
    pasted.changes = scheduler.changes
    pasted.assumed = interpreter.assumed
    pasted.sources = scheduler.taken
    if case .optimizer(let optimizer)? = scheduler.optimizer.map({ interpreter.objects[$0] }) {
      pasted.sources += optimizer.taken.filter { !pasted.sources.contains($0) }
    }
    take(scheduler.length, into: &pasted)
    pasted.notes = scheduler.notes
    if scheduler.frequency != 1 {
      pasted.notes.append("frequency=\(scheduler.frequency): here the scheduler steps every time")
    }
    return pasted
  }

  private func described(_ rates: ScriptRates) -> PastedSchedule {
    var pasted = PastedSchedule(schedule: rates.schedule, line: text.line(of: rates.offset))
    pasted.name = rates.name.isEmpty ? nil : rates.name
    pasted.lrs = rates.lrs
    pasted.stepsPerBatch = rates.stepsPerBatch
    pasted.assumed = interpreter.assumed
    pasted.sources = rates.taken
    take(rates.length, into: &pasted)
    let what = rates.name.isEmpty ? "the script" : rates.isOneOfMany ? rates.name : rates.name + "()"
    pasted.notes =
      [
        "\(what) sets the rate itself: it is read as \(rates.schedule.name), and --lr "
          + (rates.takesBase ? "is the rate that it begins with" : "changes nothing")
      ] + rates.notes
    return pasted
  }

  /// The length of the loop counts where nobody has asked for another one.
  private func take(_ length: ScriptLength?, into pasted: inout PastedSchedule) {
    (pasted.length, pasted.stepsPerEpoch) = (length?.count, length?.stepsPerEpoch)
    pasted.takesStepsPerEpoch = interpreter.takesStepsPerEpoch
    guard let length, interpreter.options.epochs == nil else { return }
    pasted.sources.append(
      length.source(countsSteps: pasted.stepsPerBatch == true, line: text.line(of: length.offset)))
  }
}

extension PastedSchedule {
  fileprivate func isLike(_ other: PastedSchedule) -> Bool {
    schedule == other.schedule && optimizer?.lrs == other.optimizer?.lrs && lrs == other.lrs
  }
}

/// The names that are open, each once, with all their lines.
struct MissingNames {
  private let interpreter: ScriptInterpreter
  private var names: [OpenName] = []
  private var entries:
    [OpenName: (offsets: [Int], usedFor: String, guess: ParameterValue?, reason: String?)] = [:]
  private var outside: Set<OpenName> = []

  init(_ interpreter: ScriptInterpreter) { self.interpreter = interpreter }

  mutating func add(_ missing: ScriptMissing) {
    // What the parameter may well be says nothing of a name that it is computed from.
    let isAlone = missing.open.uses.allSatisfy { $0.name == missing.open.name }
    for use in missing.open.uses {
      if missing.isOutside { outside.insert(use.name) }
      add(use, missing.usedFor, isAlone ? missing.guess : nil, missing.open.reason)
    }
  }

  mutating func add(guards: [OpenValue]) {
    for condition in guards {
      for use in condition.uses { add(use, "condition", nil, condition.reason) }
    }
  }

  private mutating func add(_ use: OpenUse, _ usedFor: String, _ guess: ParameterValue?, _ reason: String?) {
    let usedFor = interpreter.openSteppers.contains(use.name.key) ? ScriptMissing.scheduler : usedFor
    if var entry = entries[use.name] {
      if !entry.offsets.contains(use.offset) { entry.offsets.append(use.offset) }
      entries[use.name] = entry
    } else {
      names.append(use.name)
      entries[use.name] = ([use.offset], usedFor, guess ?? interpreter.guess(for: use.name), reason)
    }
  }

  /// What is to be said; nil if nothing is missing.
  var error: SpecError? {
    guard let first = names.first, let entry = entries[first], let place = entry.offsets.first else {
      return nil
    }
    let name = shown(first, at: place)
    let isCall = name.contains("(")
    let message = isCall ? "\(name) is not known" : "name '\(name)' is not defined"
    let advice: String
    if isCall {
      let isLoader = interpreter.openLoaders.contains(first.key)
      advice =
        isLoader
        ? "write the number, or a line 'steps_per_epoch = 100' above"
        : name.hasPrefix("len(") ? "write the number" : "write its value"
    } else {
      advice = PythonNames.hint(name) ?? PythonNames.advice(name)
    }
    var error = interpreter.error(message, at: place, hint: advice)
    error.missing = missing
    return error
  }

  /// A name as it is written; that of a call is its text.
  private func shown(_ name: OpenName, at offset: Int) -> String {
    if !name.shown.isEmpty { return name.shown }
    return interpreter.text.expression(at: interpreter.text.beginning(ofWhatHasDotAt: offset))
  }

  private var missing: [MissingName] {
    var result = names.map { name -> MissingName in
      let entry = entries[name]
      var missing = MissingName(
        name: shown(name, at: entry?.offsets.first ?? 0),
        lines: Set((entry?.offsets ?? []).map(interpreter.text.line)).sorted(),
        usedFor: entry?.usedFor ?? "",
        guess: entry?.guess
          ?? (entry?.usedFor == "condition" ? interpreter.guesses.truth(of: name) : nil),
        alternatives: interpreter.guesses.alternatives(of: name).filter { $0 != entry?.guess })
      missing.isOutside = outside.contains(name)
      if missing.isOutside, missing.usedFor == name.key, name.key == "lr" { missing.option = "--lr" }
      return missing
    }
    // What options have filled in is said too, as it may be another value that is meant.
    for use in interpreter.assumedUses
    where !names.contains(use.name) && !result.contains(where: { $0.name == use.name.shown }) {
      result.append(
        MissingName(
          name: use.name.shown, lines: [interpreter.text.line(of: use.offset)], usedFor: "",
          guess: interpreter.guess(for: use.name)))
    }
    // What has a length has it once it is known.
    let known = Set(result.map { "len(\($0.name))" })
    return result.filter { !known.contains($0.name) }
  }
}
