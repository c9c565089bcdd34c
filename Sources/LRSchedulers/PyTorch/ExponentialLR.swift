/// Multiplies the rate by `gamma` every epoch (`torch.optim.lr_scheduler.ExponentialLR`).
public struct ExponentialLR: EpochScheduler {
  /// What the rate is multiplied by in every step.
  public var gamma: Double
  public var lastEpoch: Int

  /// Multiplies the rate by `gamma` every epoch.
  public init(gamma: Double, lastEpoch: Int = -1) {
    self.gamma = gamma
    self.lastEpoch = lastEpoch
  }

  public func validate() throws(SchedulerError) {}

  @inlinable
  public func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    if isInitial { return }
    for index in groups.indices { groups[index].lr *= gamma }
  }
}

extension ExponentialLR: ClosedFormScheduler {
  public func closedFormLR(base: Double, epoch: Int) throws(SchedulerError) -> Double {
    base * (try PythonMath.power(gamma, Double(epoch)))
  }
}

extension ExponentialLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent {
    ScheduleExtent(decay: .init(factor: gamma, every: .init("gamma", 1, value: gamma)))
  }

  static let declaration = SchedulerDeclaration(
    "ExponentialLR", library: .pytorch,
    summary: "Decays the learning rate by gamma every epoch.",
    formula: "lr[t] = lr[t-1] * gamma",
    quirks: [
      "The rate is a repeated product, which is not lr * gamma ** t in the last digits."
    ],
    example: ExponentialLR(gamma: 0.95),
    parameters: [
      .float("gamma", \.gamma, .required, in: 0...1, step: .linear(0.01), help: "factor of each epoch"),
      .lastEpoch(\.lastEpoch),
    ])
}
