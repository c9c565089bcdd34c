extension CyclicLR {
  /// What the constructor makes of `mode`, `gamma` and `scale_mode`. PyTorch binds the function there: assigning `mode` or
  /// `gamma` later changes nothing until a state is loaded, while `scale_mode` is read in every step.
  struct Scaling: Sendable, Equatable {
    var mode: Mode
    var gamma: Double
    var scaleMode: ScaleMode
  }

  /// `last_epoch`, `base_lrs` and `_step_count` of PyTorch, and how the heights of the cycles were bound.
  public struct State: SchedulerState {
    var counts: EpochState
    var scaling: Scaling

    /// PyTorch's `last_epoch`.
    public var lastEpoch: Int {
      get { counts.lastEpoch }
      set { counts.lastEpoch = newValue }
    }

    public func encode(to encoder: any Encoder) throws { try counts.encode(to: encoder) }

    public func isValid(forGroupCount groups: Int) -> Bool { counts.isValid(forGroupCount: groups) }
  }

  var scaling: Scaling {
    let byMode: ScaleMode = mode == .expRange ? .iterations : .cycle
    return Scaling(mode: mode, gamma: gamma, scaleMode: scaleFunction == nil ? byMode : scaleMode)
  }

  /// PyTorch binds the function anew when it loads a state.
  public func decodeState(from decoder: any Decoder) throws -> State {
    State(counts: try EpochState(from: decoder), scaling: scaling)
  }

  func migrateState(_ state: inout State, from previous: CyclicLR) {
    migrateLastEpoch(&state, from: previous)
    if scaleMode != previous.scaleMode { state.scaling.scaleMode = scaleMode }
  }
}

extension CyclicLR {
  public func advance(
    _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    state.counts.lastEpoch += 1
    state.counts.stepCount += 1
    try update(&groups, state)
  }

  public func repeatInitialStep(
    _ state: inout State, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    state.counts.lastEpoch += 1
    state.counts.stepCount = 1
    try update(&groups, state)
  }

  public func startAsStage(_ state: inout State, _ groups: inout [ParameterGroup]) throws(SchedulerError) {
    state.lastEpoch = 0
    try update(&groups, state)
  }

  public func closedFormLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double] {
    var (state, groups) = (state, groups)
    state.lastEpoch = epoch
    try update(&groups, state)
    return groups.map(\.lr)
  }

  /// Every step assigns the rate of its place in the cycle.
  func assignedLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double]? {
    try closedFormLRs(at: epoch, in: state, groups)
  }
}
