/// Reduces the rate when a metric has stopped improving (`torch.optim.lr_scheduler.ReduceLROnPlateau`).
///
/// The rate falls after `patience + 1` epochs without an improvement beyond `threshold`. One counter serves all groups;
/// `min_lr` and `eps` act on each.
public struct ReduceLROnPlateau: StageableScheduler {
  /// Whether the metric should fall or rise.
  public enum Mode: String, Sendable, CaseIterable {
    /// Less is better, as of a loss.
    case min
    /// More is better, as of an accuracy.
    case max
  }
  /// Whether the threshold is a fraction of the best value or an amount.
  public enum ThresholdMode: String, Sendable, CaseIterable {
    /// A fraction of the best value.
    case rel
    /// An amount.
    case abs
  }

  /// Whether the metric should fall or rise.
  public var mode: Mode
  /// What the rate is multiplied by; below 1.
  public var factor: Double
  /// The bad epochs in a row tolerated before a reduction: one more reduces the rate.
  public var patience: PythonNumber
  /// The least improvement that counts.
  public var threshold: Double
  /// Whether ``threshold`` is a fraction of the best value or an amount.
  public var thresholdMode: ThresholdMode
  /// The epochs after a reduction in which bad epochs do not count.
  public var cooldown: PythonNumber
  /// The lowest rate.
  public var minLR: PerGroup<Double>
  /// A reduction of no more than this is not made.
  public var eps: Double

  /// With PyTorch's defaults.
  public init(
    mode: Mode = .min, factor: Double = 0.1, patience: PythonNumber = 10, threshold: Double = 1e-4,
    thresholdMode: ThresholdMode = .rel, cooldown: PythonNumber = 0, minLR: PerGroup<Double> = 0.0,
    eps: Double = 1e-8
  ) {
    self.mode = mode
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.thresholdMode = thresholdMode
    self.cooldown = cooldown
    self.minLR = minLR
    self.eps = eps
  }

  /// What PyTorch keeps between steps: `best`, `num_bad_epochs`, `cooldown_counter` and `last_epoch`.
  public struct State: SchedulerState, Decodable {
    public var lastEpoch = 0
    /// The best metric so far; infinite (the worse way) before the first.
    public var best: Double
    /// The epoch, counted from 1, that gave `best`; PyTorch does not keep it.
    public var bestEpoch: Int?
    /// Epochs in a row without an improvement.
    public var numBadEpochs = 0
    /// Epochs left in which bad epochs do not count.
    public var cooldownCounter = 0

    init(best: Double) { self.best = best }
  }

  @inlinable public var needsMetric: Bool { true }

  @inlinable public func changeKind(in state: State) -> LRChange.Kind? { .plateau }
}

extension ReduceLROnPlateau {
  /// Reduces the rate after more than `patience` bad epochs, then ignores `cooldown` epochs.
  public init(
    mode: Mode = .min, factor: Double = 0.1, patience: Int, threshold: Double = 1e-4,
    thresholdMode: ThresholdMode = .rel, cooldown: Int = 0, minLR: PerGroup<Double> = 0.0, eps: Double = 1e-8
  ) {
    self.init(
      mode: mode, factor: factor, patience: .int(patience), threshold: threshold,
      thresholdMode: thresholdMode, cooldown: .int(cooldown), minLR: minLR, eps: eps)
  }
}

extension ReduceLROnPlateau {
  public func validate() throws(SchedulerError) {
    if factor >= 1 { throw SchedulerError(.value, "Factor should be < 1.0.", parameter: "factor") }
  }

  public func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    guard let count = minLR.count, count != groups.count else { return }
    throw SchedulerError(
      .value, "expected \(groups.count) min_lrs, got \(count)", parameter: "min_lr")
  }

  public func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
    try validate(groups: groups)
    return State(best: mode == .min ? .infinity : -.infinity)
  }

  @inlinable
  public func advance(
    _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    guard let metric else { throw Self.missingMetric }
    state.lastEpoch += 1
    if isBetter(metric, than: state.best) {
      state.best = metric
      state.bestEpoch = state.lastEpoch
      state.numBadEpochs = 0
    } else {
      state.numBadEpochs += 1
    }
    if state.cooldownCounter > 0 {
      state.cooldownCounter -= 1
      state.numBadEpochs = 0
    }
    if Double(state.numBadEpochs) > patience.doubleValue {
      reduce(&groups)
      state.cooldownCounter = cooldownEpochs
      state.numBadEpochs = 0
    }
  }

  /// Strictly better by more than the threshold. NaN never is, and a negative `best` turns `rel` around, as in PyTorch.
  @inlinable
  func isBetter(_ metric: Double, than best: Double) -> Bool {
    let bar = threshold(at: best)
    return mode == .min ? metric < bar : metric > bar
  }

  /// What a metric must be beyond to be better than `best`.
  @inlinable
  func threshold(at best: Double) -> Double {
    switch (mode, thresholdMode) {
    case (.min, .rel): best * (1 - threshold)
    case (.min, .abs): best - threshold
    case (.max, .rel): best * (threshold + 1)
    case (.max, .abs): best + threshold
    }
  }

  @inlinable
  func reduce(_ groups: inout [ParameterGroup]) {
    for index in groups.indices {
      let old = groups[index].lr
      let floor = minLR[index]
      var new = old * factor
      // Python's max keeps the first operand unless the second is greater, which decides about NaN.
      if floor > new { new = floor }
      if old - new > eps { groups[index].lr = new }
    }
  }

  @usableFromInline static var missingMetric: SchedulerError {
    SchedulerError(.type, "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'")
  }

  /// Epochs for which a counter that starts at `cooldown` and falls by 1 stays above 0.
  @usableFromInline var cooldownEpochs: Int { Int(clamping: cooldown.doubleValue.rounded(.up)) }

  /// The most bad epochs that do not reduce the rate.
  var patienceEpochs: Int { Int(clamping: patience.doubleValue.rounded(.down)) }
}

extension ReduceLROnPlateau: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  func plateau(in state: State) -> PlateauStatus? {
    PlateauStatus(
      best: state.best, nextBest: threshold(at: state.best), bestEpoch: state.bestEpoch,
      numBadEpochs: state.numBadEpochs,
      patience: patienceEpochs,
      cooldownCounter: state.cooldownCounter, cooldown: cooldownEpochs)
  }

  static let declaration = SchedulerDeclaration(
    "ReduceLROnPlateau", library: .pytorch,
    summary: "Reduces the learning rate by factor when a metric has stopped improving.",
    formula: "lr = max(lr * factor, min_lr) after more than patience epochs without improvement",
    quirks: [
      "The rate falls after patience + 1 bad epochs; NaN is a bad epoch.",
      "With threshold_mode='rel' and a negative best, worse values count as better.",
    ],
    example: ReduceLROnPlateau(),
    parameters: [
      .choice(
        "mode", \.mode, unknown: { "mode \($0) is unknown!" }, help: "'min': lower is better, 'max': higher"),
      .float("factor", \.factor, in: 0...0.99, step: .linear(0.05), help: "factor of each reduction"),
      .number("patience", \.patience, in: 0...100_000, help: "bad epochs tolerated before a reduction"),
      .float(
        "threshold", \.threshold, in: 0...1, step: .decade(from: 1e-6),
        help: "the least improvement that counts"),
      .choice(
        "threshold_mode", \.thresholdMode, unknown: { "threshold mode \($0) is unknown!" },
        help: "threshold as a fraction of the best, or absolute"),
      .number("cooldown", \.cooldown, in: 0...100_000, help: "epochs after a reduction that do not count"),
      .floats(
        "min_lr", \.minLR, in: 0...10, step: .decade(from: 1e-8), help: "lowest rate, or a list by group"),
      .float("eps", \.eps, in: 0...1, step: .decade(from: 1e-10), help: "the least reduction that is made"),
    ], attributes: .arguments(except: ["min_lr": "min_lrs"]))
}
