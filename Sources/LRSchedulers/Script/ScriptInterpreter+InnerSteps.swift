/// Schedulers of the catalog that a script's own code steps: in a wrapper that warms up first, or in a loop that sets rates as well.
///
/// While a turn is read, what such a step makes of the rates is an expression of them and of the scheduler's count, which goes on
/// from turn to turn as other numbers do.
extension ScriptInterpreter {
  private static func base(_ group: Int) -> String { "base\(group)" }
  private static func last(_ group: Int) -> String { "last\(group)" }

  /// Gives a scheduler that was built its count, and the rates that it begins with. Most are never asked for them, so they are found
  /// when one is.
  func beginCounting(_ scheduler: Int) {
    guard case .schedule(let schedule) = schedulers[scheduler].outcome else { return }
    schedulers[scheduler].beginning = (schedule, lrs(of: schedulers[scheduler].optimizer))
    schedulers[scheduler].state = make(.dictionary(ScriptDictionary())).objectID
    for (index, group) in groupIDs(of: scheduler).enumerated() { constructors[group] = (scheduler, index) }
  }

  /// Finds what a scheduler begins with. No branch has changed it so far, so that there is nothing to undo.
  private func begin(_ scheduler: Int) {
    guard let (schedule, rates) = schedulers[scheduler].beginning else { return }
    schedulers[scheduler].beginning = nil
    // Schedulers that move the momentum too need one.
    let groups = rates.map { ParameterGroup(lr: $0, momentum: 0.9) }
    guard let id = schedulers[scheduler].state,
      let first = try? ScheduleRun(schedule, groups: groups).groups.map(\.lr)
    else { return schedulers[scheduler].state = nil }
    let bases = ScheduleStepRule.bases(of: schedule, groups: rates.count) ?? rates
    var state = ScriptDictionary()
    state["last_epoch"] = .int(0)
    for (index, base) in bases.enumerated() {
      state[Self.base(index)] = .constant(.double(base))
      state[Self.last(index)] = .constant(.double(first[index]))
    }
    objects[id] = .dictionary(state)
    schedulers[scheduler].firstRates = first
  }

  /// Puts a scheduler back to its beginning, on other rates.
  ///
  /// - Returns: the rates that it begins with; nil where nothing is known of it.
  func restart(_ scheduler: Int, from rates: [Double]) -> [Double]? {
    guard case .schedule(let schedule) = schedulers[scheduler].outcome, var state = state(of: scheduler),
      let id = schedulers[scheduler].state,
      let first = try? ScheduleRun(schedule, groups: rates.map { ParameterGroup(lr: $0, momentum: 0.9) })
        .groups.map(\.lr)
    else { return nil }
    state["last_epoch"] = .int(0)
    for (index, base) in (ScheduleStepRule.bases(of: schedule, groups: rates.count) ?? rates).enumerated() {
      state[Self.base(index)] = .constant(.double(base))
      state[Self.last(index)] = .constant(.double(first[index]))
    }
    replace(id, with: .dictionary(state))
    return first
  }

  /// The rate of a group after its scheduler was built; nil where it has none, or where the script has set another one since.
  func constructedRate(of group: Int) -> Double? {
    if let rate = variableRates[group] { return rate }
    guard let (scheduler, index) = constructors[group] else { return nil }
    begin(scheduler)
    let rates = schedulers[scheduler].firstRates
    return rates.indices.contains(index) ? rates[index] : nil
  }

  /// The groups of a scheduler's optimizer; those of the turn where it has none of its own.
  private func groupIDs(of scheduler: Int) -> [Int] {
    guard let id = schedulers[scheduler].optimizer, case .optimizer(let optimizer) = objects[id] else {
      return rateGroups.last ?? []
    }
    return (items(of: .object(optimizer.groups)) ?? []).compactMap(\.objectID)
  }

  /// A scheduler as it is after what is set behind its construction.
  private func changed(_ scheduler: Int) -> Schedule? {
    guard case .schedule(let schedule) = schedulers[scheduler].outcome else { return nil }
    return schedulers[scheduler].changes.reduce(schedule) { schedule, change in
      schedule.flatMap { try? $0.setting(change.name, to: change.value) }
    }
  }

  private func state(of scheduler: Int) -> ScriptDictionary? {
    begin(scheduler)
    return schedulers[scheduler].state.flatMap { dictionary(of: .object($0)) }
  }

  /// `scheduler.step()` in a turn that is being read.
  func takeStep(ofScheduler scheduler: Int, _ arguments: [ScriptArgument], at offset: Int) {
    guard !rateGroups.isEmpty, let schedule = changed(scheduler), var state = state(of: scheduler),
      let id = schedulers[scheduler].state
    else { return }
    steppedInTurn.insert(scheduler)
    let given = arguments.first.flatMap { $0.value.isNull ? nil : $0.value }
    let count = given ?? apply(.add, state["last_epoch"] ?? .int(0), .int(1), at: offset)
    state["last_epoch"] = count
    for (index, group) in groupIDs(of: scheduler).enumerated() {
      guard case .dictionary(var options) = objects[group] else { continue }
      let rate = stepped(schedule, index, options, state, isGiven: given != nil, at: offset)
      options["lr"] = rate
      state[Self.last(index)] = rate
      replace(group, with: .dictionary(options))
    }
    replace(id, with: .dictionary(state))
  }

  private func stepped(
    _ schedule: Schedule, _ index: Int, _ group: ScriptDictionary, _ state: ScriptDictionary, isGiven: Bool,
    at offset: Int
  ) -> ScriptValue {
    let refusal = ScriptValue.failure(
      ScriptFailure(
        message: "what a step of \(schedule.name) makes of a rate that the script sets too is not followed",
        offset: offset))
    guard let rate = group["lr"], let count = state["last_epoch"],
      let base = state[Self.base(index)] ?? group["initial_lr"]
    else { return refusal }
    for value in [rate, count, base] { if case .open = value { return value } }
    let number = (try? concrete(base)?.float()) ?? 0
    guard let lr = tree(of: rate, at: offset), let epoch = tree(of: count, at: offset),
      let start = tree(of: base, at: offset),
      let result = ScheduleStepRule(schedule, group: index, base: number)
        .rate(from: lr, count: epoch, base: start, isGiven: isGiven)
    else { return refusal }
    return symbolic(result.node, at: offset, over: result.branches, isClosed: false)
  }

  // MARK: Attributes

  /// `scheduler.get_last_lr()`, `scheduler._last_lr`; nil where nothing is known.
  func lastRates(of scheduler: Int) -> ScriptValue? {
    guard let state = state(of: scheduler) else { return nil }
    return list(state, Self.last)
  }

  /// What a scheduler counts and keeps; nil for other attributes.
  func keptAttribute(_ name: String, of scheduler: Int) -> ScriptValue? {
    guard let state = state(of: scheduler) else { return nil }
    switch name {
    case "last_epoch": return state["last_epoch"]
    case "base_lrs": return list(state, Self.base)
    case "_last_lr": return list(state, Self.last)
    default: return nil
    }
  }

  private func list(_ state: ScriptDictionary, _ name: (Int) -> String) -> ScriptValue {
    var values: [ScriptValue] = []
    while let value = state[name(values.count)] { values.append(value) }
    return make(.list(values))
  }

  /// - Returns: whether the attribute is one that a scheduler keeps.
  func keepAttribute(_ name: String, of scheduler: Int, _ value: ScriptValue) -> Bool {
    guard var state = state(of: scheduler), let id = schedulers[scheduler].state else { return false }
    switch name {
    case "last_epoch": state["last_epoch"] = value
    case "base_lrs":
      for (index, base) in (items(of: value) ?? []).enumerated() { state[Self.base(index)] = base }
    case "_last_lr":
      for (index, rate) in (items(of: value) ?? []).enumerated() { state[Self.last(index)] = rate }
    default: return false
    }
    replace(id, with: .dictionary(state))
    return true
  }

  // MARK: Schedulers that stand elsewhere

  /// `self.after_scheduler.step()` of what the text does not build: the rates then depend on it.
  func takeStep(ofOpen name: OpenName, at offset: Int) {
    guard let groups = rateGroups.last, isStepped(name.key.lastPart), !idleSteppers.contains(name.key) else {
      return
    }
    openSteppers.insert(name.key)
    for id in groups {
      guard case .dictionary(var options) = objects[id] else { continue }
      options["lr"] = .open(OpenValue(name, at: offset))
      replace(id, with: .dictionary(options))
    }
  }

  /// Whether what has this name is a scheduler when it is stepped. A scheduler of the text's own steps nothing else but its
  /// optimizer.
  private func isStepped(_ name: String) -> Bool {
    let name = name.lowercased()
    return ownTurns > 0 ? !name.hasPrefix("opt") : name.holds("sched") || name.holds("warmup")
  }

  /// Reads a turn of a scheduler of the text's own, whose groups' rates are symbols.
  func readingOwnTurn(_ groups: [Int], _ body: () -> Void) {
    rateGroups.append(groups)
    assignedGroups.append([])
    trainedRates.append([:])
    steppedInTurn = []
    ownTurns += 1
    body()
    ownTurns -= 1
    rateGroups.removeLast()
    assignedGroups.removeLast()
    trainedRates.removeLast()
  }
}
