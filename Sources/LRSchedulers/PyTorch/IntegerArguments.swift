/// Counts as `Int`, which they nearly always are in Swift; the other initializers also take Python's floats.

extension StepLR {
  /// Multiplies the rate by `gamma` every `stepSize` epochs.
  public init(stepSize: Int, gamma: Double = 0.1, lastEpoch: Int = -1) {
    self.init(stepSize: .int(stepSize), gamma: gamma, lastEpoch: lastEpoch)
  }
}

extension MultiStepLR {
  /// Multiplies the rate by `gamma` at each milestone, which may be a range or a stride.
  ///
  ///     MultiStepLR(milestones: stride(from: 30, to: 90, by: 30))
  public init(milestones: some Sequence<Int>, gamma: Double = 0.1, lastEpoch: Int = -1) {
    self.init(milestones: milestones.map(PythonNumber.int), gamma: gamma, lastEpoch: lastEpoch)
  }
}

extension CosineAnnealingLR {
  /// Anneals the rate to `etaMin` in `tMax` epochs.
  public init(tMax: Int, etaMin: Double = 0, lastEpoch: Int = -1) {
    self.init(tMax: .int(tMax), etaMin: etaMin, lastEpoch: lastEpoch)
  }
}

extension ConstantLR {
  /// Multiplies the rate by `factor` in the first `totalIters` epochs.
  public init(factor: Double = 1.0 / 3, totalIters: Int, lastEpoch: Int = -1) {
    self.init(factor: factor, totalIters: .int(totalIters), lastEpoch: lastEpoch)
  }
}

extension LinearLR {
  /// Changes the rate linearly in `totalIters` epochs.
  public init(
    startFactor: Double = 1.0 / 3, endFactor: Double = 1, totalIters: Int, lastEpoch: Int = -1
  ) {
    self.init(
      startFactor: startFactor, endFactor: endFactor, totalIters: .int(totalIters), lastEpoch: lastEpoch)
  }
}

extension PolynomialLR {
  /// Decays the rate to 0 in `totalIters` epochs.
  public init(totalIters: Int, power: Double = 1, lastEpoch: Int = -1) {
    self.init(totalIters: .int(totalIters), power: power, lastEpoch: lastEpoch)
  }
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

extension SequentialLR {
  /// Changes to the next scheduler at each milestone.
  public init(
    schedulers: [any ScheduleConvertible], milestones: some Sequence<Int>, lastEpoch: Int = -1
  ) {
    self.init(schedulers: schedulers, milestones: milestones.map(PythonNumber.int), lastEpoch: lastEpoch)
  }
}
