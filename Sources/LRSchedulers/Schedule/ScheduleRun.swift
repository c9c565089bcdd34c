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
  var motion: any Motion

  /// Builds the scheduler on the groups, as PyTorch's constructor does, which may change their rates at once.
  ///
  /// - Throws: what PyTorch's constructor raises, and what it only trips over later, such as a step size of 0.
  public init(_ schedule: some ScheduleConvertible, groups: [ParameterGroup]) throws(SchedulerError) {
    self.schedule = schedule.schedule
    motion = try self.schedule.scheduler.motion(groups: groups)
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

  init(_ schedule: Schedule, steps: Int, motion: any Motion) {
    self.schedule = schedule
    self.steps = steps
    self.motion = motion
  }

  /// The parameter groups with the rates and momenta in force, at least one.
  public var groups: [ParameterGroup] { motion.groups }

  /// The rate in force of the first parameter group.
  public var lr: Double { motion.groups[0].lr }

  /// PyTorch's `last_epoch`: steps counted from the `last_epoch` of the schedule.
  public var lastEpoch: Int { motion.lastEpoch }

  /// Where a metric-driven schedule stands; nil for the others.
  public var plateau: PlateauStatus? { motion.plateau }

  /// `scheduler.step(metric)`, after the epoch trained at the present rates.
  ///
  /// - Parameter metric: what a metric-driven schedule judges, such as the validation loss; the others ignore it.
  /// - Returns: the discrete changes it made; continuous schedules report none.
  /// - Throws: what PyTorch raises, such as a lambda's division by zero; the run is then not to be stepped further.
  @discardableResult
  public mutating func step(metric: Double? = nil) throws(SchedulerError) -> [LRChange] {
    let changes = try motion.step(metric: metric, epoch: steps + 2)
    steps += 1
    return changes
  }

  /// A step whose changes are not looked for.
  mutating func stepSilently(metric: Double?) throws(SchedulerError) {
    try motion.advance(metric: metric)
    steps += 1
  }

  /// The rates that will be in force so many steps ahead, without making the steps: `[group]`.
  ///
  /// nil where the schedule can only be stepped, for each rate follows from the one before or from a metric. Where there is a
  /// result it is what the steps give, bit for bit.
  public func lrs(stepsAhead steps: Int) throws(SchedulerError) -> [Double]? {
    if steps == 0 { return groups.map(\.lr) }
    let (epoch, overflow) = lastEpoch.addingReportingOverflow(steps)
    guard steps > 0, !overflow, epoch.isCount else {
      throw SchedulerError(.value, "expected a count of steps ahead, but got \(steps)")
    }
    return try motion.assignedLRs(at: epoch)
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
    try motion.assign(schedule.scheduler)
    self.schedule = schedule
  }

  /// Sets `optimizer.param_groups[i]["lr"]` by hand. Schedulers that compute from the rate in force go on from it.
  ///
  /// - Parameter lrs: one rate for each group, or a single one for all.
  @discardableResult
  public mutating func setLR(_ lrs: [Double]) throws(SchedulerError) -> [LRChange] {
    guard lrs.count == groups.count || lrs.count == 1 else {
      throw SchedulerError(
        .value, "expected \(groups.count) learning rates, got \(lrs.count)", parameter: "lr")
    }
    return motion.setLRs(lrs, epoch: steps + 1)
  }

  /// The rates ahead if nothing is changed: `[group][i]`, where i = 0 is the rate in force now.
  ///
  /// Metric-driven schedules are taken as constant. Ends early where a step would fail.
  public func planned(epochs: Int) -> [[Double]] { motion.planned(epochs: epochs) { $0.lr } }

  /// The momenta ahead, likewise; of groups without one none.
  package func plannedMomenta(epochs: Int) -> [[Double]] { motion.planned(epochs: epochs) { $0.momentum } }
}
