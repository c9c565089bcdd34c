/// A scheduler of known type in motion, with its parameter groups. A value: a copy goes its own way.
///
///     var stepper = try Stepper(ExponentialLR(gamma: 0.95), groups: [ParameterGroup(lr: 0.1)])
///     for _ in 0..<10 {
///       train(lr: stepper.groups[0].lr)
///       try stepper.step()
///     }
///
/// Generic code specialises to the scheduler, so a step costs a few nanoseconds. It records nothing;
/// ``ScheduleRun`` reports changes and takes a scheduler chosen at run time.
public struct Stepper<S: Scheduler>: Sendable {
  /// The hyper-parameters. Assigning acts as assigning PyTorch's attributes in mid-run.
  public var scheduler: S
  /// PyTorch's `state_dict`, apart from the hyper-parameters.
  public var state: S.State
  /// The groups with the rates in force. Setting a rate here is setting `optimizer.param_groups[i]["lr"]` by hand.
  public var groups: [ParameterGroup]

  public init(_ scheduler: S, groups: [ParameterGroup]) throws(SchedulerError) {
    self.scheduler = scheduler
    self.groups = groups
    state = try scheduler.begin(&self.groups)
  }

  /// `scheduler.step()`, to be called after the epoch (or batch) trained at the present rates.
  @inlinable
  public mutating func step(metric: Double? = nil) throws(SchedulerError) {
    try scheduler.advance(&state, &groups, metric: metric)
  }
}
