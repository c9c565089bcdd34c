/// A scheduler of known type in motion, with its parameter groups. A value: a copy goes its own way.
///
///     var stepper = try Stepper(ExponentialLR(gamma: 0.95), groups: [ParameterGroup(lr: 0.1)])
///     for _ in 0..<10 {
///       train(lr: stepper.lr)
///       try stepper.step()
///     }
///
/// Generic code specialises to the scheduler, so a step costs a few nanoseconds. It takes every ``Scheduler``, those you
/// write too, and records nothing; ``ScheduleRun`` reports changes and takes a scheduler chosen at run time.
public struct Stepper<S: Scheduler>: Sendable {
  @usableFromInline var parts: Parts

  @usableFromInline
  struct Parts: Sendable {
    @usableFromInline var scheduler: S
    @usableFromInline var state: S.State
    @usableFromInline var groups: [ParameterGroup]
  }

  /// Builds the scheduler on the groups, as PyTorch's constructor does, which may change their rates at once.
  ///
  /// - Throws: what PyTorch's constructor raises, and what it only trips over later, such as a step size of 0.
  public init(_ scheduler: S, groups: [ParameterGroup]) throws(SchedulerError) {
    try ParameterGroup.checkCount(groups)
    var groups = groups
    let state = try scheduler.begin(&groups)
    parts = Parts(scheduler: scheduler, state: state, groups: groups)
  }

  /// Goes on where a stepper of the same scheduler was, with its ``state`` and ``groups``.
  ///
  /// - Throws: if the arguments are no good, or the state is not one of so many groups.
  public init(_ scheduler: S, groups: [ParameterGroup], state: S.State) throws(SchedulerError) {
    try ParameterGroup.checkCount(groups)
    try scheduler.validate(groups: groups)
    guard state.isValid(forGroupCount: groups.count) else { throw .foreignState(groups.count) }
    parts = Parts(scheduler: scheduler, state: state, groups: groups)
  }
}

extension Stepper {
  /// The hyper-parameters in force; ``assign(_:)`` changes them.
  @inlinable public var scheduler: S { parts.scheduler }

  /// PyTorch's `state_dict`, apart from the hyper-parameters.
  @inlinable public var state: S.State { parts.state }

  /// The groups with the rates and momenta in force, at least one.
  @inlinable public var groups: [ParameterGroup] { parts.groups }

  /// The rate in force of the first parameter group.
  @inlinable public var lr: Double { parts.groups[0].lr }

  /// `scheduler.step()`, to be called after the epoch (or batch) trained at the present rates.
  ///
  /// - Parameter metric: what a metric-driven scheduler judges, such as the validation loss; the others ignore it.
  /// - Throws: what PyTorch raises; the stepper is then not to be stepped further.
  @inlinable
  public mutating func step(metric: Double? = nil) throws(SchedulerError) {
    try parts.scheduler.advance(&parts.state, &parts.groups, metric: metric)
  }

  /// Changes hyper-parameters in mid-run, as assigning PyTorch's attributes does: state and rates stay, and the next step
  /// uses the new values.
  ///
  /// - Throws: what the constructor would raise for them; nothing is changed then.
  public mutating func assign(_ scheduler: S) throws(SchedulerError) {
    try scheduler.validate(groups: parts.groups)
    parts.scheduler = scheduler
  }

  /// Sets `optimizer.param_groups[i]["lr"]` by hand. Schedulers that compute from the rate in force go on from it.
  ///
  /// - Parameter lrs: one rate for each group, or a single one for all.
  /// - Throws: for any other number of rates; nothing is changed then.
  public mutating func setLR(_ lrs: [Double]) throws(SchedulerError) {
    try ParameterGroup.setLRs(lrs, in: &parts.groups)
  }
}

extension SchedulerError {
  static func foreignState(_ groups: Int) -> SchedulerError {
    SchedulerError(.value, "the state does not fit \(groups) parameter groups")
  }
}
