/// A scheduler whose every step assigns the rate that belongs to the epoch: it is its own closed form, and what was set by
/// hand, or by another scheduler before it, is lost.
public protocol AssigningScheduler: EpochScheduler {}

extension AssigningScheduler {
  /// The rates that the step to `epoch` assigns.
  public func closedFormLRs(
    at epoch: Int, in state: EpochState, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double] {
    var (state, groups) = (state, groups)
    state.lastEpoch = epoch
    try update(&groups, state, isInitial: false)
    return groups.map(\.lr)
  }
}
