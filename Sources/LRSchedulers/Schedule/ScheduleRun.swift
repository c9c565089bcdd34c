/// A schedule in motion, with its parameter groups: ``Stepper`` for a scheduler chosen at run time, and a value as well.
///
///     var run = try ScheduleRun(ReduceLROnPlateau(patience: 5), lr: 0.1)
///     for epoch in 1...100 {
///       let loss = train(lr: run.lr)
///       for change in try run.step(metric: loss) { print(change) }
///     }
public struct ScheduleRun: Sendable {
  /// The schedule in force; ``assign(_:)`` changes it.
  public private(set) var schedule: Schedule
  /// Steps made so far: epochs, or batches where the scheduler steps for each.
  public private(set) var steps = 0
  /// The parameter groups with the rates and momenta in force, at least one.
  public private(set) var groups: [ParameterGroup]
  var stepper: AnyStepper
  private var previous = RateMemory()

  /// Builds the scheduler on the groups, as PyTorch's constructor does, which may change their rates at once.
  ///
  /// - Throws: what PyTorch's constructor raises, and what it only trips over later, such as a step size of 0.
  public init(_ schedule: some ScheduleConvertible, groups: [ParameterGroup]) throws(SchedulerError) {
    try ParameterGroup.checkCount(groups)
    let schedule = schedule.schedule
    var groups = groups
    let stepper = try schedule.scheduler.stepper(on: &groups)
    self.init(schedule, steps: 0, groups: groups, stepper: stepper)
  }

  /// Builds the scheduler on one parameter group.
  ///
  /// - Parameters:
  ///   - schedule: a scheduler, a ``Schedule``, or a recipe.
  ///   - lr: the optimizer's rate, which most schedules begin from.
  ///   - momentum: the optimizer's momentum or beta1, which CyclicLR and OneCycleLR move.
  public init(
    _ schedule: some ScheduleConvertible, lr: Double, momentum: Double? = nil
  ) throws(SchedulerError) {
    try self.init(schedule, groups: [ParameterGroup(lr: lr, momentum: momentum)])
  }

  init(_ schedule: Schedule, steps: Int, groups: [ParameterGroup], stepper: AnyStepper) {
    self.schedule = schedule
    self.steps = steps
    self.groups = groups
    self.stepper = stepper
  }

  /// The rate in force of the first parameter group.
  public var lr: Double { groups[0].lr }

  /// PyTorch's `last_epoch`: steps counted from the `last_epoch` of the schedule.
  public var lastEpoch: Int { stepper.stepper.lastEpoch }

  /// Where a metric-driven schedule stands; nil for the others.
  public var plateau: PlateauStatus? { stepper.stepper.plateau }

  /// `scheduler.step(metric)`, after the epoch trained at the present rates.
  ///
  /// - Parameter metric: what a metric-driven schedule judges, such as the validation loss; the others ignore it.
  /// - Returns: the discrete changes it made; continuous schedules report none.
  /// - Throws: what PyTorch raises, such as a lambda's division by zero; the run is then not to be stepped further.
  @discardableResult
  public mutating func step(metric: Double? = nil) throws(SchedulerError) -> [LRChange] {
    previous.remember(groups)
    let kind = try stepper.advance(&groups, metric: metric)
    steps += 1
    guard let kind else { return [] }
    return changes(kind, epoch: steps + 1)
  }

  /// A step whose changes are not looked for.
  mutating func stepSilently(metric: Double?) throws(SchedulerError) {
    _ = try stepper.advance(&groups, metric: metric)
    steps += 1
  }

  /// The rates that will be in force so many steps ahead, without making the steps: `[group]`.
  ///
  /// nil where the schedule can only be stepped, for each rate follows from the one before or from a metric. Where there is a
  /// result it is what the steps give, bit for bit.
  public func lrs(stepsAhead steps: Int) throws(SchedulerError) -> [Double]? {
    if steps == 0 { return groups.map(\.lr) }
    let (epoch, overflow) = lastEpoch.addingReportingOverflow(steps)
    guard steps > 0, !overflow, epoch.isSafeCount else {
      throw SchedulerError(.value, "expected a count of steps ahead, but got \(steps)")
    }
    return try stepper.stepper.assignedLRs(at: epoch, groups)
  }

  /// Changes arguments in mid-run exactly as assigning PyTorch's attributes does: the state and the rates in force
  /// stay, and the next step uses the new values.
  ///
  ///     try run.assign(run.schedule.setting("gamma", to: 0.5))
  ///
  /// - Throws: for arguments that do not fit the groups, and for a schedule of another class, which in PyTorch would be
  ///   another object: start a new run. Nothing is changed then.
  public mutating func assign(_ schedule: some ScheduleConvertible) throws(SchedulerError) {
    let schedule = schedule.schedule
    guard schedule.name == self.schedule.name else {
      throw SchedulerError(
        .type, "a running \(self.schedule.name) cannot become a \(schedule.name); start a new run")
    }
    try schedule.validate(groups: groups)
    try stepper.stepper.assign(schedule.scheduler)
    self.schedule = schedule
  }

  /// Sets `optimizer.param_groups[i]["lr"]` by hand. Schedulers that compute from the rate in force go on from it.
  ///
  /// - Parameter lrs: one rate for each group, or a single one for all.
  /// - Returns: the changes, one for each group whose rate is another now.
  /// - Throws: for any other number of rates; nothing is changed then.
  @discardableResult
  public mutating func setLR(_ lrs: [Double]) throws(SchedulerError) -> [LRChange] {
    previous.remember(groups)
    try ParameterGroup.setLRs(lrs, in: &groups)
    return changes(.set, epoch: steps + 1)
  }
}

extension ScheduleRun {
  /// The rates ahead if nothing is changed: `[group][i]`, where i = 0 is the rate in force now.
  ///
  /// Metric-driven schedules are taken as constant. Ends early where a step would fail. ``PlanCursor`` makes the same in slices.
  public func planned(epochs: Int) -> [[Double]] {
    var (cursor, lrs) = (PlanCursor(self, length: epochs), groups.map { _ in [Double]() })
    cursor.advance(by: epochs, into: &lrs)
    return lrs
  }

  /// The momenta ahead, likewise; of groups without one none.
  package func plannedMomenta(epochs: Int) -> [[Double]] {
    var (cursor, momenta) = (PlanCursor(self, length: epochs), groups.map { _ in [Double]() })
    cursor.advance(by: epochs) { groups in
      for index in groups.indices {
        if let momentum = groups[index].momentum { momenta[index].append(momentum) }
      }
    }
    return momenta
  }

  private func changes(_ kind: LRChange.Kind, epoch: Int) -> [LRChange] {
    var changes: [LRChange] = []
    for index in groups.indices where previous.differs(from: groups, at: index) {
      changes.append(
        LRChange(epoch: epoch, kind: kind, group: index, from: previous[index], to: groups[index].lr))
    }
    return changes
  }
}
