/// A schedule and all that decides its rates: what a training script fixes before the first batch.
///
///     let plan = Plan(try Schedule(parsing: "CosineAnnealingLR(T_max=90)"), lr: 0.1, length: 90)
///     try plan.rates()                     // 90 rates of the first parameter group
///     try plan.rates(stride: 10)           // every tenth of them
///
/// A plan is a value that runs nothing. ``run()`` builds the scheduler for a training loop of your own, ``cursor()`` makes the
/// rates in slices, so that a program that draws a long plan never has to wait for the whole of it.
public struct Plan: Sendable, Equatable {
  /// What changes the rates.
  public var schedule: Schedule
  /// The optimizer's parameter groups before any scheduler has seen them; at least one.
  public var groups: [ParameterGroup]
  /// What one step of the scheduler is.
  public var interval: Interval
  /// Optimizer steps of an epoch; nil where nothing says how many there are.
  public var stepsPerEpoch: Int?
  /// How long the plan is, in units of ``interval``: so many rates are in force one after the other, and the scheduler steps
  /// once less.
  public var length: Int

  /// A plan, as given.
  ///
  /// - Parameters:
  ///   - schedule: a scheduler, a ``Schedule``, or a recipe.
  ///   - groups: the optimizer's parameter groups, at least one.
  ///   - interval: what one step of the scheduler is.
  ///   - stepsPerEpoch: optimizer steps of an epoch, where something says how many there are.
  ///   - length: the number of epochs, or of optimizer steps with ``Interval/step``.
  public init(
    _ schedule: some ScheduleConvertible, groups: [ParameterGroup], interval: Interval = .epoch,
    stepsPerEpoch: Int? = nil, length: Int
  ) {
    self.schedule = schedule.schedule
    self.groups = groups
    self.interval = interval
    self.stepsPerEpoch = stepsPerEpoch
    self.length = length
  }

  /// A plan for one parameter group; see ``init(_:groups:interval:stepsPerEpoch:length:)``.
  ///
  /// - Parameters:
  ///   - lr: the optimizer's rate.
  ///   - momentum: the optimizer's momentum or beta1, which CyclicLR and OneCycleLR move.
  public init(
    _ schedule: some ScheduleConvertible, lr: Double, momentum: Double? = nil, interval: Interval = .epoch,
    stepsPerEpoch: Int? = nil, length: Int
  ) {
    self.init(
      schedule, groups: [ParameterGroup(lr: lr, momentum: momentum)], interval: interval,
      stepsPerEpoch: stepsPerEpoch, length: length)
  }
}

extension Plan {
  /// Epochs begun within the plan; nil where it counts optimizer steps and nothing says how many an epoch has.
  public var epochs: Int? {
    guard interval == .step else { return length }
    guard let stepsPerEpoch, stepsPerEpoch > 0, length > 0 else { return nil }
    return (length - 1) / stepsPerEpoch + 1
  }

  /// Checks that the schedule suits the groups, and that the counts are counts.
  ///
  /// - Throws: what PyTorch's constructor raises, or a refusal of a length below 0 or of fewer than 1 step an epoch.
  public func validate() throws(SchedulerError) {
    try ParameterGroup.checkCount(groups)
    try schedule.validate(groups: groups)
    if length < 0 { throw SchedulerError(.value, "expected a length from 0, but got \(length)") }
    if let stepsPerEpoch, stepsPerEpoch < 1 {
      throw SchedulerError(.value, "expected at least 1 step an epoch, but got \(stepsPerEpoch)")
    }
  }

  /// The scheduler built on the groups, before its first step.
  ///
  /// - Throws: what PyTorch's constructor raises.
  public func run() throws(SchedulerError) -> ScheduleRun { try ScheduleRun(schedule, groups: groups) }

  /// The rates from the first one on, made as they are asked for.
  ///
  /// - Throws: what PyTorch's constructor raises.
  public func cursor() throws(SchedulerError) -> PlanCursor { PlanCursor(try run(), length: length) }

  /// The rates of one parameter group: those in force in units 0, `stride`, 2 * `stride` and so on of the plan.
  ///
  /// Makes ``length`` - 1 steps, and keeps only what it returns.
  ///
  /// - Parameters:
  ///   - group: the parameter group, counted from 0.
  ///   - stride: the distance of the units returned, at least 1.
  ///   - metric: what a metric-driven schedule judges after each unit, counted from 0; without it the rate stays.
  /// - Throws: what PyTorch raises when the scheduler is built, or at a step on the way, or a refusal of `group` or `stride`.
  public func rates(
    group: Int = 0, stride: Int = 1, metric: ((Int) -> Double)? = nil
  ) throws(SchedulerError) -> [Double] {
    guard groups.indices.contains(group) else {
      throw SchedulerError(.value, "expected a group from 0 to \(groups.count - 1), but got \(group)")
    }
    guard stride >= 1 else { throw SchedulerError(.value, "expected a stride from 1, but got \(stride)") }
    var rates: [Double] = []
    var (cursor, unit) = (try cursor(), 0)
    cursor.advance(by: length, metric: metric) { groups in
      if unit % stride == 0 { rates.append(groups[group].lr) }
      unit += 1
    }
    if let failure = cursor.failure { throw failure }
    return rates
  }
}

extension Plan: Codable {
  private enum CodingKeys: String, CodingKey {
    case schedule, groups, interval, length
    case stepsPerEpoch = "steps_per_epoch"
  }
}
