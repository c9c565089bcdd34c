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

  /// PyTorch binds the function again when it loads a state.
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

/// PyTorch keeps the steps up and down as their sum and a share, and binds its function again when it loads a state.
extension CyclicLR {
  func write(_ state: State, to dictionary: inout StateDictionary, groupCount: Int) {
    let up = stepSizeUp.doubleValue
    let total = up + (stepSizeDown ?? stepSizeUp).doubleValue
    dictionary["total_size"] = .double(total)
    dictionary["step_ratio"] = .double(up / total)
    dictionary["_scale_fn_custom"] = .some(.null)
    // Without a scale_fn the mode decides about it.
    if scaleFunction != nil { dictionary["scale_mode"] = .string(scaleMode.rawValue) }
    state.counts.write(to: &dictionary)
  }

  func state(reading dictionary: StateDictionary) throws(SchedulerError) -> State {
    State(counts: try EpochState(reading: dictionary), scaling: scaling)
  }

  func argument(_ name: String, in dictionary: StateDictionary) -> ParameterValue? {
    switch name {
    case "base_lr": return dictionary["base_lrs"]
    case "scale_mode": return scaleFunction == nil ? nil : dictionary[name]
    case "step_size_up": return Self.lengths(in: dictionary).map { .double($0.up) }
    case "step_size_down":
      let lengths = Self.lengths(in: dictionary)
      return stepSizeDown == nil && lengths?.up == lengths?.down ? nil : lengths.map { .double($0.down) }
    default: return Self.declaration.attributes[name].flatMap { dictionary[$0] }
    }
  }

  private static func lengths(in dictionary: StateDictionary) -> (up: Double, down: Double)? {
    guard let total = try? dictionary.double("total_size"), let share = try? dictionary.double("step_ratio")
    else { return nil }
    // The product may miss a whole number by a bit.
    let (product, whole) = (total * share, (total * share).rounded())
    let up = abs(product - whole) <= whole.ulp ? whole : product
    return (up, total - up)
  }
}
