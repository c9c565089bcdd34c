/// What PyTorch's ``SequentialLR`` does to its members beyond stepping them.
///
/// ``EpochScheduler`` has all of it. A scheduler that is only a ``Scheduler`` gets the defaults here: each operation is a step.
public protocol StageableScheduler: Scheduler {
  /// PyTorch's `_initial_step`: makes the constructor's step once more, as the stage that ``SequentialLR`` begins with.
  func repeatInitialStep(_ state: inout State, _ groups: inout [ParameterGroup]) throws(SchedulerError)

  /// PyTorch's `_update_lr(0)`: sets the rates of epoch 0, as a later stage of ``SequentialLR`` whose turn has come.
  func startAsStage(_ state: inout State, _ groups: inout [ParameterGroup]) throws(SchedulerError)

  /// PyTorch's `recursive_undo`: takes back the count of the constructor's step, but nothing else.
  func undoInitialStep(_ state: inout State)

  /// Reads a state that was encoded, which for a composed scheduler takes knowing the members.
  func decodeState(from decoder: any Decoder) throws -> State
}

extension StageableScheduler {
  public func repeatInitialStep(
    _ state: inout State, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    try advance(&state, &groups, metric: nil)
  }

  public func startAsStage(_ state: inout State, _ groups: inout [ParameterGroup]) throws(SchedulerError) {
    state.lastEpoch = -1
    try advance(&state, &groups, metric: nil)
  }

  public func undoInitialStep(_ state: inout State) { state.lastEpoch -= 1 }
}

extension StageableScheduler where State: Decodable {
  public func decodeState(from decoder: any Decoder) throws -> State { try State(from: decoder) }
}
