extension ScheduleRun {
  /// PyTorch's `scheduler.state_dict()`, with the rates in force as `_last_lr`.
  ///
  /// - Throws: for a scheduler of your own whose state has no names in PyTorch: save the state of a ``Stepper``.
  public func stateDictionary() throws(SchedulerError) -> StateDictionary {
    var dictionary = StateDictionary()
    try stepper.stepper.write(to: &dictionary, groupCount: groups.count)
    dictionary["_last_lr"] = .list(groups.map { .double($0.lr) })
    return dictionary
  }

  /// PyTorch's constructor with these arguments, then `load_state_dict`: attributes that are in the state win over arguments.
  ///
  /// Base rates and rates in force are the state's. Momenta are in the optimizer's state only: where the schedule moves them, up to
  /// a million steps are made again to find them.
  ///
  /// - Parameters:
  ///   - schedule: a scheduler, a ``Schedule``, or a recipe.
  ///   - groups: what the optimizer has, for what the state does not say.
  ///   - state: what `state_dict()` gave.
  /// - Throws: for a state of another scheduler, or values that do not fit.
  public init(
    _ schedule: some ScheduleConvertible, groups: [ParameterGroup], loading state: StateDictionary
  ) throws(SchedulerError) {
    let schedule = try schedule.schedule.loading(state)
    let rates = state["_last_lr"]?.numbers
    let start = try state.startingGroups(groups, of: schedule, rates: rates)
    let steps = try state.steps(of: schedule)
    var built = try Self.built(schedule, start, steps: steps)
    if let rates, rates.count == built.count { for index in built.indices { built[index].lr = rates[index] } }
    try self.init(
      schedule, steps: steps, groups: built, continuing: try schedule.scheduler.stepper(reading: state))
  }

  /// The most steps that are made again to find momenta.
  private static let mostSteps = 1_000_000

  /// The groups as the constructor leaves them, or so many steps later where the schedule moves their momenta.
  private static func built(
    _ schedule: Schedule, _ start: [ParameterGroup], steps: Int
  ) throws(SchedulerError) -> [ParameterGroup] {
    var run = try ScheduleRun(schedule, groups: start)
    guard !schedule.needsMetric, steps <= mostSteps, schedule.movesMomentum else { return run.groups }
    for _ in 0..<steps { try run.stepSilently(metric: nil) }
    return run.groups
  }
}

extension StateDictionary {
  /// The optimizer's groups before the scheduler was built.
  fileprivate func startingGroups(
    _ groups: [ParameterGroup], of schedule: Schedule, rates: [Double]?
  ) throws(SchedulerError) -> [ParameterGroup] {
    let bases = baseLRs ?? rates ?? groups.map(\.lr)
    try ParameterGroup.checkCount(groups)
    let resumes = (schedule.value(of: "last_epoch") ?? .int(-1)) != .int(-1)
    return bases.indices.map { index in
      let momentum = groups[min(index, groups.count - 1)].momentum
      return ParameterGroup(lr: bases[index], initialLR: resumes ? bases[index] : nil, momentum: momentum)
    }
  }

  /// The base rates, or those of the first member that has some.
  private var baseLRs: [Double]? {
    self["base_lrs"]?.numbers ?? memberStates?.lazy.compactMap(\.baseLRs).first
  }

  /// The steps made since the constructor's.
  fileprivate func steps(of schedule: Schedule) throws(SchedulerError) -> Int {
    guard let last = lastEpoch else { throw SchedulerError(.key, "it has no last_epoch") }
    var start = -1
    if case .int(let given)? = schedule.value(of: "last_epoch") { start = given }
    return max(0, last.subtractingReportingOverflow(start + 1).partialValue)
  }

  /// A ChainedScheduler has none of its own in PyTorch.
  private var lastEpoch: Int? {
    if let own = try? int("last_epoch") { return own }
    return memberStates?.first?.lastEpoch
  }
}

extension Schedule {
  /// With the arguments that a state has as attributes.
  fileprivate func loading(_ state: StateDictionary) throws(SchedulerError) -> Schedule {
    var schedule = self
    for parameter in entry.parameters {
      guard let given = schedule.value(of: parameter.name),
        let found = schedule.scheduler.argument(parameter.name, in: state), !found.isSame(as: given)
      else { continue }
      schedule = try schedule.setting(parameter.name, to: found)
    }
    let members = schedule.members
    guard !members.isEmpty, let list = entry.parameters.first(where: { $0.kind == .schedules }),
      entry.library == .pytorch
    else { return schedule }
    let states = state.memberStates ?? []
    guard states.count == members.count else {
      throw SchedulerError(
        .value, "it has \(states.count) schedulers, and \(name) has \(members.count)", parameter: list.name)
    }
    var loaded: [ParameterValue] = []
    for (member, state) in zip(members, states) { loaded.append(.schedule(try member.loading(state))) }
    return try schedule.setting(list.name, to: .list(loaded))
  }
}

extension ParameterValue {
  /// 5 and 5.0, and a value for all groups and the same for each, are no difference.
  fileprivate func isSame(as other: ParameterValue) -> Bool {
    if self == other { return true }
    guard let left = numbers, let right = other.numbers, !left.isEmpty, !right.isEmpty else { return false }
    return left.count == right.count ? left == right : Set(left + right).count == 1
  }
}
