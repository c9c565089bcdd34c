/// A schedule's formula evaluated at any epoch, without the epochs before it: what assigned arguments would give if they
/// had been there from the start.
///
///     let form = try Schedule(parsing: "CosineAnnealingLR(T_max=20)").closedForm(groups: [ParameterGroup(lr: 0.1)])
///     try form.lrs(at: 10)     // [0.05]
///
/// PyTorch evaluates it in the deprecated `scheduler.step(epoch)`. It begins from the base rate (`initial_lr`), so a
/// rate set by hand has no part in it.
public struct ClosedForm: Sendable {
  private let evaluate: @Sendable (Int) throws(SchedulerError) -> [Double]

  fileprivate init<S: RunnableScheduler>(
    _ scheduler: S, groups: [ParameterGroup]
  ) throws(SchedulerError) {
    var groups = groups
    for index in groups.indices { groups[index].returnToBase() }
    let state = try scheduler.begin(&groups)
    let built = groups
    evaluate = { (epoch) throws(SchedulerError) in
      try scheduler.closedFormLRs(at: epoch, in: state, built)
    }
  }

  /// The rates of an epoch, counted from 0, by group.
  public func lrs(at epoch: Int) throws(SchedulerError) -> [Double] { try evaluate(epoch) }
}

extension Schedule {
  /// The closed form on the base rates of the groups. Whether there is one shows when it is evaluated.
  public func closedForm(groups: [ParameterGroup]) throws(SchedulerError) -> ClosedForm {
    try scheduler.closedForm(groups: groups)
  }
}

extension RunnableScheduler {
  fileprivate func closedForm(groups: [ParameterGroup]) throws(SchedulerError) -> ClosedForm {
    try ClosedForm(self, groups: groups)
  }
}

extension ParameterGroup {
  /// As a scheduler that resumes finds it, with the rate of the very start.
  fileprivate mutating func returnToBase() {
    lr = initialLR ?? lr
    initialLR = lr
  }
}
