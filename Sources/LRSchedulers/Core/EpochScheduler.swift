/// PyTorch's `LRScheduler` base class: counts epochs, keeps the base rates, and finds new rates in
/// ``EpochScheduler/update(_:_:isInitial:)``.
public protocol EpochScheduler: StageableScheduler where State == EpochState {
  /// The constructor's `last_epoch`: -1 to start, N to resume after epoch N (then the groups need `initial_lr`).
  var lastEpoch: Int { get }

  /// Checks that arguments given by group are as many as the groups.
  func validateLists(groups: [ParameterGroup]) throws(SchedulerError)

  /// PyTorch's `get_lr`: writes the rates of epoch `state.lastEpoch`, from those in force where PyTorch does.
  ///
  /// - Parameters:
  ///   - groups: the groups with the rates in force; the new rates are written into them.
  ///   - state: the epoch, counted up already, and the base rates.
  ///   - isInitial: true for the step made by the constructor.
  func update(_ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool) throws(SchedulerError)
}

/// `last_epoch`, `base_lrs` and `_step_count` of PyTorch's `LRScheduler`.
public struct EpochState: SchedulerState, Decodable {
  /// PyTorch's `last_epoch`.
  public var lastEpoch: Int
  /// `initial_lr` of each group when the scheduler was built.
  public var baseLRs: [Double]
  /// Steps made, with the constructor's: PyTorch's `_step_count`, which assigning `last_epoch` does not change.
  public var stepCount = 1
  @usableFromInline var memo = CosineMemo()

  /// A state at an epoch, after one step: the constructor's.
  public init(lastEpoch: Int, baseLRs: [Double]) {
    self.lastEpoch = lastEpoch
    self.baseLRs = baseLRs
  }

  private enum CodingKeys: String, CodingKey {
    case lastEpoch = "last_epoch"
    case baseLRs = "base_lrs"
    case stepCount = "_step_count"
  }
}

extension EpochScheduler {
  public func validateLists(groups: [ParameterGroup]) throws(SchedulerError) {}

  public func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try validateLists(groups: groups)
    try ParameterGroup.checkInitialLRs(groups, lastEpoch: lastEpoch)
  }

  /// PyTorch's constructor: keeps the base rates and makes the initial step.
  public func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> EpochState {
    try validate(groups: groups)
    let state = EpochState(lastEpoch: lastEpoch + 1, baseLRs: ParameterGroup.keepInitialLRs(&groups))
    try update(&groups, state, isInitial: true)
    return state
  }

  /// Counts the step, and finds the new rates with ``EpochScheduler/update(_:_:isInitial:)``.
  @inlinable
  public func advance(
    _ state: inout EpochState, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    state.lastEpoch += 1
    state.stepCount += 1
    try update(&groups, state, isInitial: false)
  }

  /// Makes the constructor's step once more.
  public func repeatInitialStep(
    _ state: inout EpochState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    state.lastEpoch += 1
    state.stepCount = 1
    try update(&groups, state, isInitial: true)
  }

  /// Sets the rates of epoch 0.
  public func startAsStage(
    _ state: inout EpochState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    state.lastEpoch = 0
    try update(&groups, state, isInitial: false)
  }
}

extension EpochState {
  public func isValid(forGroupCount groups: Int) -> Bool {
    baseLRs.count == groups && lastEpoch.isSafeCount && stepCount.isSafeCount
  }
}
