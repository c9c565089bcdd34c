/// A scheduler whose rate at any epoch follows from the base rate alone: PyTorch's `_get_closed_form_lr`.
///
/// The recursive form of ``EpochScheduler`` is the one PyTorch steps with and differs in the last digits. The closed form
/// serves seeking, previews, and the law "closed equals recursive" in the tests.
public protocol ClosedFormScheduler: EpochScheduler {
  /// The rate at `epoch` (0 is the first) of a group whose base rate is `base`.
  func closedFormLR(base: Double, epoch: Int) throws(SchedulerError) -> Double
}

extension ClosedFormScheduler {
  /// The closed form on each base rate.
  public func closedFormLRs(
    at epoch: Int, in state: EpochState, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double] {
    var rates: [Double] = []
    for base in state.baseLRs { rates.append(try closedFormLR(base: base, epoch: epoch)) }
    return rates
  }

  /// PyTorch's deprecated `step(epoch)`: goes to any epoch by the closed form, forgetting rates set by hand.
  public func jump(
    to epoch: Int, _ state: inout EpochState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    state.lastEpoch = epoch
    for index in groups.indices {
      groups[index].lr = try closedFormLR(base: state.baseLRs[index], epoch: epoch)
    }
  }

  /// Begins at the closed form's epoch 0.
  public func startAsStage(
    _ state: inout EpochState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    try jump(to: 0, &state, &groups)
  }
}
