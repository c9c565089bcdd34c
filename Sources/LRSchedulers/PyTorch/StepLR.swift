/// Multiplies the rate by `gamma` every `step_size` epochs (`torch.optim.lr_scheduler.StepLR`).
public struct StepLR: EpochScheduler {
  /// Epochs between two decays. PyTorch also takes a negative one (its absolute value) and a float.
  public var stepSize: PythonNumber
  /// What the rate is multiplied by.
  public var gamma: Double
  public var lastEpoch: Int

  /// Multiplies the rate by `gamma` every `stepSize` epochs.
  public init(stepSize: PythonNumber, gamma: Double = 0.1, lastEpoch: Int = -1) {
    self.stepSize = stepSize
    self.gamma = gamma
    self.lastEpoch = lastEpoch
  }

  public func validate() throws(SchedulerError) {
    try stepSize.requireNonZero("step_size", of: "StepLR")
  }

  @inlinable
  public func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    guard state.lastEpoch != 0, stepSize.divides(state.lastEpoch) else { return }
    for index in groups.indices { groups[index].lr *= gamma }
  }

  @inlinable public func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }
}

extension StepLR {
  /// Multiplies the rate by `gamma` every `stepSize` epochs.
  public init(stepSize: Int, gamma: Double = 0.1, lastEpoch: Int = -1) {
    self.init(stepSize: .int(stepSize), gamma: gamma, lastEpoch: lastEpoch)
  }
}

extension StepLR: ClosedFormScheduler {
  public func closedFormLR(base: Double, epoch: Int) throws(SchedulerError) -> Double {
    let decays = (Double(epoch) / stepSize.doubleValue).rounded(.down)
    return base * (try PythonMath.power(gamma, decays))
  }
}

extension StepLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent {
    let period = ScheduleExtent.Mark("step_size", stepSize.doubleValue.magnitude)
    return ScheduleExtent(firstChange: period, decay: .init(factor: gamma, every: period))
  }

  static let declaration = SchedulerDeclaration(
    "StepLR", library: .pytorch,
    summary: "Decays the learning rate by gamma every step_size epochs.",
    formula: "lr[t] = lr[t-1] * gamma if t % step_size == 0 else lr[t-1]",
    quirks: [
      "A step_size changed during training counts from epoch 0, not from the change."
    ],
    example: StepLR(stepSize: 10),
    parameters: [
      .number("step_size", \.stepSize, .required, in: 1...100_000, help: "epochs between two decays"),
      .float("gamma", \.gamma, in: 0...1, step: .linear(0.05), help: "factor of each decay"),
      .lastEpoch(\.lastEpoch),
    ])
}
