/// Moves the rate up and down between two bounds, and the momentum against it (`torch.optim.lr_scheduler.CyclicLR`).
///
/// It overwrites the optimizer's rate with `base_lr` and its momentum with `max_momentum`; every step assigns, so a rate
/// set by hand is lost.
///
/// Source: Cyclical Learning Rates for Training Neural Networks (Smith, 2017, arXiv:1506.01186). PyTorch 2.13 is the
/// reference.
public struct CyclicLR: StageableScheduler {
  /// How the height of the cycles changes.
  public enum Mode: String, Sendable, CaseIterable {
    /// All cycles are of the same height.
    case triangular
    /// Each is half as high as the one before.
    case triangular2
    /// The height is `gamma` to the power of the step.
    case expRange = "exp_range"
  }

  /// Whether a scale function is called with the number of the cycle (from 1) or of the step (from 0).
  public enum ScaleMode: String, Sendable, CaseIterable {
    /// The number of the cycle, from 1.
    case cycle
    /// The number of the step, from 0.
    case iterations
  }

  /// The lower bound.
  public var baseLR: PerGroup<Double>
  /// The upper bound.
  public var maxLR: PerGroup<Double>
  /// The steps from the lower bound to the upper.
  public var stepSizeUp: PythonNumber
  /// As `stepSizeUp` if nil.
  public var stepSizeDown: PythonNumber?
  /// Ignored if there is a scale function.
  public var mode: Mode
  /// The base of ``Mode/expRange``, to the power of the step.
  public var gamma: Double
  /// A height of the cycles of one's own; it replaces ``mode``.
  public var scaleFunction: LambdaExpression?
  /// Ignored if there is no scale function.
  public var scaleMode: ScaleMode
  /// Whether the momentum (or beta1) moves against the rate; the groups must have one then.
  public var cycleMomentum: Bool
  /// The momentum at the upper bound of the rate.
  public var baseMomentum: PerGroup<Double>
  /// The momentum at the lower bound of the rate.
  public var maxMomentum: PerGroup<Double>
  /// -1 for a fresh start, else the epoch to go on from.
  public var lastEpoch: Int

  /// In PyTorch's order and with its defaults; `stepSizeUp` counts steps.
  public init(
    baseLR: PerGroup<Double>, maxLR: PerGroup<Double>, stepSizeUp: PythonNumber = 2000,
    stepSizeDown: PythonNumber? = nil, mode: Mode = .triangular, gamma: Double = 1,
    scaleFunction: LambdaExpression? = nil, scaleMode: ScaleMode = .cycle, cycleMomentum: Bool = true,
    baseMomentum: PerGroup<Double> = 0.8, maxMomentum: PerGroup<Double> = 0.9, lastEpoch: Int = -1
  ) {
    self.baseLR = baseLR
    self.maxLR = maxLR
    self.stepSizeUp = stepSizeUp
    self.stepSizeDown = stepSizeDown
    self.mode = mode
    self.gamma = gamma
    self.scaleFunction = scaleFunction
    self.scaleMode = scaleMode
    self.cycleMomentum = cycleMomentum
    self.baseMomentum = baseMomentum
    self.maxMomentum = maxMomentum
    self.lastEpoch = lastEpoch
  }

  private var up: Double { stepSizeUp.doubleValue }
  private var total: Double { up + (stepSizeDown ?? stepSizeUp).doubleValue }

  public func validate() throws(SchedulerError) {
    _ = try PythonMath.divide(up, by: total)
    if total.isNaN { throw SchedulerError(.value, "cannot convert float NaN to integer") }
  }

  public func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try baseLR.check("base_lr", groups)
    try maxLR.check("max_lr", groups)
    if cycleMomentum { try checkMomenta(baseMomentum, maxMomentum, groups) }
    try ParameterGroup.checkInitialLRs(groups, lastEpoch: lastEpoch)
  }

  public func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
    try validate(groups: groups)
    if lastEpoch == -1 {
      for index in groups.indices {
        groups[index].lr = baseLR[index]
        if cycleMomentum { groups[index].momentum = maxMomentum[index] }
      }
    }
    // The constructor's own step still starts from initial_lr, which an earlier scheduler may have set.
    let initial = ParameterGroup.keepInitialLRs(&groups)
    let counts = EpochState(lastEpoch: lastEpoch + 1, baseLRs: groups.indices.map { baseLR[$0] })
    let state = State(counts: counts, scaling: scaling)
    try assign(&groups, baseLRs: initial, state)
    return state
  }

  func update(_ groups: inout [ParameterGroup], _ state: State) throws(SchedulerError) {
    try assign(&groups, baseLRs: groups.indices.map { baseLR[$0] }, state)
  }

  private func assign(
    _ groups: inout [ParameterGroup], baseLRs: [Double], _ state: State
  ) throws(SchedulerError) {
    let epoch = state.lastEpoch
    let cycle = (1 + Double(epoch) / total).rounded(.down)
    let x = 1 + Double(epoch) / total - cycle
    let ratio = up / total
    let height =
      x <= ratio ? try PythonMath.divide(x, by: ratio) : try PythonMath.divide(x - 1, by: ratio - 1)
    let scale = try scale(cycle: cycle, epoch: epoch, state.scaling)
    for index in groups.indices {
      groups[index].lr = baseLRs[index] + (maxLR[index] - baseLRs[index]) * height * scale
      guard cycleMomentum else { continue }
      let span = maxMomentum[index] - baseMomentum[index]
      groups[index].momentum = maxMomentum[index] - span * height * scale
    }
  }

  private func scale(cycle: Double, epoch: Int, _ scaling: Scaling) throws(SchedulerError) -> Double {
    let x = scaling.scaleMode == .cycle ? cycle : Double(epoch)
    if let scaleFunction { return try scaleFunction(Int(clamping: x)) }
    switch scaling.mode {
    case .triangular: return 1
    case .triangular2: return 1 / (try PythonMath.power(2, x - 1))
    case .expRange: return try PythonMath.power(scaling.gamma, x)
    }
  }
}

extension CyclicLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent {
    ScheduleExtent(
      completion: .init("step_size_up", up), cycle: .init("step_size_up", total, offset: total - up))
  }

  static let declaration = SchedulerDeclaration(
    "CyclicLR", library: .pytorch,
    summary: "Cycles the learning rate between two bounds, and the momentum against it.",
    formula: "lr[t] = base_lr + (max_lr - base_lr) * triangle(t) * scale(cycle or t)",
    quirks: [
      "It overwrites the optimizer's rate with base_lr, and its momentum or beta1 with max_momentum.",
      "It binds mode and gamma when it is built: assigning them during training changes nothing.",
    ],
    example: CyclicLR(baseLR: 0.01, maxLR: 0.1),
    parameters: [
      .floats("base_lr", \.baseLR, .required, in: 0...10, step: .decade(from: 1e-6), help: "lower bound"),
      .floats("max_lr", \.maxLR, .required, in: 0...10, step: .decade(from: 1e-6), help: "upper bound"),
      .number("step_size_up", \.stepSizeUp, in: 1...100_000, help: "steps from the lower bound to the upper"),
      .optionalNumber(
        "step_size_down", \.stepSizeDown, in: 0...100_000, help: "steps down again; None for as many"),
      .choice(
        "mode", \.mode, unknown: { _ in "mode is invalid and scale_fn is None" },
        help: "how the height changes"),
      .float("gamma", \.gamma, in: 0...1, step: .linear(0.0005), help: "base of exp_range"),
      .optionalLambda("scale_fn", \.scaleFunction, help: "a height of its own, in place of mode"),
      .choice(
        "scale_mode", \.scaleMode, unknown: { "scale_mode must be 'cycle' or 'iterations', but got \($0)" },
        help: "what scale_fn is called with"),
      .bool("cycle_momentum", \.cycleMomentum, help: "whether the momentum moves too"),
      .floats("base_momentum", \.baseMomentum, in: 0...1, step: .linear(0.05), help: "momentum at max_lr"),
      .floats("max_momentum", \.maxMomentum, in: 0...1, step: .linear(0.05), help: "momentum at base_lr"),
      .lastEpoch(\.lastEpoch),
    ],
    attributes: .only([
      "max_lr": "max_lrs", "base_momentum": "base_momentums", "max_momentum": "max_momentums", "mode": "mode",
      "gamma": "gamma", "cycle_momentum": "cycle_momentum",
    ]))
}
