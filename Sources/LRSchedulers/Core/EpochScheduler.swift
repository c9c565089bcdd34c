/// PyTorch's `LRScheduler` base class: counts epochs, keeps the base rates, and finds new rates in ``update``.
public protocol EpochScheduler: Scheduler where State == EpochState {
  /// The constructor's `last_epoch`: -1 to start, N to resume after epoch N (then the groups need `initial_lr`).
  var lastEpoch: Int { get set }

  /// PyTorch's `get_lr`: writes the rates of epoch `state.lastEpoch`, from those in force where PyTorch does.
  ///
  /// - Parameter isInitial: true for the step made by the constructor.
  func update(_ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool) throws(SchedulerError)
}

/// `last_epoch` and `base_lrs` of PyTorch's `LRScheduler`.
public struct EpochState: SchedulerState {
  public var lastEpoch: Int
  /// `initial_lr` of each group when the scheduler was built.
  public var baseLRs: [Double]

  public init(lastEpoch: Int, baseLRs: [Double]) {
    self.lastEpoch = lastEpoch
    self.baseLRs = baseLRs
  }

  private enum CodingKeys: String, CodingKey {
    case lastEpoch = "last_epoch"
    case baseLRs = "base_lrs"
  }
}

extension EpochScheduler {
  public func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try checkInitialLRs(groups)
  }

  public func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> EpochState {
    try validate(groups: groups)
    var state = EpochState(lastEpoch: lastEpoch + 1, baseLRs: [])
    for index in groups.indices {
      let initial = groups[index].initialLR ?? groups[index].lr
      groups[index].initialLR = initial
      state.baseLRs.append(initial)
    }
    try update(&groups, state, isInitial: true)
    return state
  }

  @inlinable
  public func advance(
    _ state: inout EpochState, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    state.lastEpoch += 1
    try update(&groups, state, isInitial: false)
  }

  /// Resuming (`last_epoch` other than -1) takes the base rates from `initial_lr`, which must then be there.
  private func checkInitialLRs(_ groups: [ParameterGroup]) throws(SchedulerError) {
    guard lastEpoch != -1, let index = groups.firstIndex(where: { $0.initialLR == nil }) else { return }
    throw SchedulerError(
      .key,
      """
      param 'initial_lr' is not specified in param_groups[\(index)] when resuming scheduler with last_epoch >= 0.
      This typically happens when:
      1. You're trying to resume training from a checkpoint but haven't properly loaded the optimizer state
      2. You're using last_epoch >= 0 for a fresh training run (not recommended)
      """, parameter: "last_epoch")
  }
}
