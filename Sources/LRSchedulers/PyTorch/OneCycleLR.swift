/// One rise to `max_lr` and a long fall far below the start (`torch.optim.lr_scheduler.OneCycleLR`).
///
/// It overwrites the rate and `initial_lr`. The last of `total_steps` steps runs past the end; one more is refused.
///
/// Source: Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates (Smith and Topin,
/// 2019, arXiv:1708.07120). PyTorch 2.13 is the reference.
public struct OneCycleLR: StageableScheduler {
  /// The highest rate.
  public var maxLR: PerGroup<Double>
  /// The steps of the cycle; or give ``epochs`` and ``stepsPerEpoch``.
  public var totalSteps: Int?
  /// The epochs of the cycle, used if ``totalSteps`` is nil.
  public var epochs: Int?
  /// The steps of an epoch, used if ``totalSteps`` is nil.
  public var stepsPerEpoch: Int?
  /// The part of the steps that rises.
  public var pctStart: Double
  /// The shape of rise and fall.
  public var annealStrategy: Annealing
  /// Whether the momentum (or beta1) moves against the rate; the groups must have one then.
  public var cycleMomentum: Bool
  /// The momentum at the highest rate.
  public var baseMomentum: PerGroup<Double>
  /// The momentum at both ends.
  public var maxMomentum: PerGroup<Double>
  /// The highest rate over the first.
  public var divFactor: Double
  /// The first rate over the last.
  public var finalDivFactor: Double
  /// Whether the rate falls to the first before it falls to the last.
  public var threePhase: Bool
  /// The constructor's `last_epoch`: -1 to start, N to resume after epoch N.
  public var lastEpoch: Int

  /// In PyTorch's order and with its defaults; `totalSteps`, or `epochs` and `stepsPerEpoch`, must be given.
  public init(
    maxLR: PerGroup<Double>, totalSteps: Int? = nil, epochs: Int? = nil, stepsPerEpoch: Int? = nil,
    pctStart: Double = 0.3, annealStrategy: Annealing = .cos, cycleMomentum: Bool = true,
    baseMomentum: PerGroup<Double> = 0.85, maxMomentum: PerGroup<Double> = 0.95, divFactor: Double = 25,
    finalDivFactor: Double = 1e4, threePhase: Bool = false, lastEpoch: Int = -1
  ) {
    self.maxLR = maxLR
    self.totalSteps = totalSteps
    self.epochs = epochs
    self.stepsPerEpoch = stepsPerEpoch
    self.pctStart = pctStart
    self.annealStrategy = annealStrategy
    self.cycleMomentum = cycleMomentum
    self.baseMomentum = baseMomentum
    self.maxMomentum = maxMomentum
    self.divFactor = divFactor
    self.finalDivFactor = finalDivFactor
    self.threePhase = threePhase
    self.lastEpoch = lastEpoch
  }

  /// `last_epoch` and `base_lrs` of PyTorch, and the ends of the phases.
  public struct State: SchedulerState, Decodable {
    public var lastEpoch: Int
    /// `initial_lr` of each group when the scheduler was built.
    public var baseLRs: [Double]
    /// The last step of each phase, fixed by the constructor: assigning `total_steps` later does not move it.
    public var phaseEnds: [Double]

    private enum CodingKeys: String, CodingKey {
      case lastEpoch = "last_epoch"
      case baseLRs = "base_lrs"
      case phaseEnds = "phase_ends"
    }
  }

  public func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
    try validate(groups: groups)
    if lastEpoch == -1 {
      for index in groups.indices {
        groups[index].initialLR = try PythonMath.divide(maxLR[index], by: divFactor)
      }
    }
    let state = State(
      lastEpoch: lastEpoch + 1, baseLRs: ParameterGroup.keepInitialLRs(&groups), phaseEnds: phaseEnds)
    try assignRates(&groups, state)
    return state
  }

  public func advance(
    _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    state.lastEpoch += 1
    try assignRates(&groups, state)
  }

  /// `total_steps`, or epochs times steps; 0 if neither is given, which ``validate()`` refuses.
  var total: Int {
    totalSteps ?? (epochs ?? 0).multipliedReportingOverflow(by: stepsPerEpoch ?? 0).partialValue
  }

  /// The last step of each phase, as a cycle that begins now fixes it.
  var phaseEnds: [Double] {
    let rise = pctStart * Double(total)
    return threePhase
      ? [rise - 1, 2 * pctStart * Double(total) - 2, Double(total - 1)] : [rise - 1, Double(total - 1)]
  }

  private func assignRates(_ groups: inout [ParameterGroup], _ state: State) throws(SchedulerError) {
    guard state.lastEpoch <= total else {
      throw SchedulerError(
        .value,
        "Tried to step \(state.lastEpoch) times. The specified number of total steps is \(total)")
    }
    let (phase, part) = try position(state)
    for index in groups.indices {
      let (start, end) = rates(
        phase, groups[index].initialLR ?? state.baseLRs[index], maxLR[index])
      groups[index].lr = try anneal(start, end, part)
      guard cycleMomentum else { continue }
      let (from, to) = momenta(phase, baseMomentum[index], maxMomentum[index])
      groups[index].momentum = try anneal(from, to, part)
    }
  }

  /// The phase of the present step, and the part of it that is over.
  private func position(_ state: State) throws(SchedulerError) -> (phase: Int, part: Double) {
    let step = Double(state.lastEpoch)
    let last = state.phaseEnds.count - 1
    let phase = state.phaseEnds.firstIndex { step <= $0 } ?? last
    let start = phase == 0 ? 0 : state.phaseEnds[phase - 1]
    return (phase, try PythonMath.divide(step - start, by: state.phaseEnds[phase] - start))
  }

  private func rates(_ phase: Int, _ initial: Double, _ highest: Double) -> (start: Double, end: Double) {
    // min_lr is fixed from max_lr as initial_lr was, or from an initial_lr that was resumed.
    let lowest = initial / finalDivFactor
    switch (phase, threePhase) {
    case (0, _): return (initial, highest)
    case (1, true): return (highest, initial)
    case (_, true): return (initial, lowest)
    case (_, false): return (highest, lowest)
    }
  }

  private func momenta(_ phase: Int, _ base: Double, _ highest: Double) -> (start: Double, end: Double) {
    switch phase {
    case 0: (highest, base)
    case 1: (base, highest)
    default: (highest, highest)
    }
  }

  private func anneal(_ start: Double, _ end: Double, _ part: Double) throws(SchedulerError) -> Double {
    switch annealStrategy {
    case .cos: end + (start - end) / 2 * (try PythonMath.cosine(.pi * part) + 1)
    case .linear: (end - start) * part + start
    }
  }
}

extension OneCycleLR {
  public func closedFormLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double] {
    var (state, groups) = (state, groups)
    state.lastEpoch = epoch
    try assignRates(&groups, state)
    return groups.map(\.lr)
  }

  /// Every step assigns the rate of its place in the cycle.
  func assignedLRs(
    at epoch: Int, in state: State, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double]? {
    try closedFormLRs(at: epoch, in: state, groups)
  }
}

extension OneCycleLR.State {
  public func isValid(forGroupCount groups: Int) -> Bool {
    baseLRs.count == groups && lastEpoch.isSafeCount && (2...3).contains(phaseEnds.count)
  }
}
