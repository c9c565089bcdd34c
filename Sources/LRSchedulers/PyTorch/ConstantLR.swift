/// Multiplies the rate by `factor` until epoch `total_iters` (`torch.optim.lr_scheduler.ConstantLR`).
///
/// The end divides by the factor then in force, as `lr * (1 / factor)`, which need not give the old rate exactly; with
/// `total_iters=0` it never comes.
public struct ConstantLR: EpochScheduler {
  /// What the rate is multiplied by at first, from 0 to 1.
  public var factor: Double
  /// The epochs with the factor.
  public var totalIters: PythonNumber
  public var lastEpoch: Int

  /// With PyTorch's defaults: a third of the rate in the first 5 epochs.
  public init(factor: Double = 1.0 / 3, totalIters: PythonNumber = 5, lastEpoch: Int = -1) {
    self.factor = factor
    self.totalIters = totalIters
    self.lastEpoch = lastEpoch
  }

  public func validate() throws(SchedulerError) {
    if factor > 1 || factor < 0 {
      throw SchedulerError(
        .value, "Constant multiplicative factor expected to be between 0 and 1.", parameter: "factor")
    }
  }

  @inlinable
  public func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    if state.lastEpoch == 0 {
      for index in groups.indices { groups[index].lr *= factor }
    } else if Double(state.lastEpoch) == totalIters.doubleValue {
      let inverse = try PythonMath.divide(1, by: factor)
      for index in groups.indices { groups[index].lr *= inverse }
    }
  }

  @inlinable public func changeKind(in state: EpochState) -> LRChange.Kind? { .phase }
}

extension ConstantLR {
  /// Multiplies the rate by `factor` in the first `totalIters` epochs.
  public init(factor: Double = 1.0 / 3, totalIters: Int, lastEpoch: Int = -1) {
    self.init(factor: factor, totalIters: .int(totalIters), lastEpoch: lastEpoch)
  }
}

extension ConstantLR: ClosedFormScheduler {
  public func closedFormLR(base: Double, epoch: Int) throws(SchedulerError) -> Double {
    let isOver: Double = Double(epoch) >= totalIters.doubleValue ? 1 : 0
    return base * (factor + isOver * (1 - factor))
  }
}

extension ConstantLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent {
    factor == 1 ? ScheduleExtent() : ScheduleExtent(firstChange: .init("total_iters", totalIters))
  }

  func note(onAssigning parameter: String, before epoch: Int) -> String? {
    guard parameter == "factor", Double(epoch) < totalIters.doubleValue else { return nil }
    return "ends by dividing by the new factor, which does not lead back to the base LR"
  }

  static let declaration = SchedulerDeclaration(
    "ConstantLR", library: .pytorch,
    summary: "Multiplies the learning rate by factor until epoch total_iters.",
    formula: "lr[t] = base_lr * (factor if t < total_iters else 1)",
    quirks: [
      "The end divides by the factor then in force; with total_iters=0 it never comes."
    ],
    example: ConstantLR(),
    parameters: [
      .float("factor", \.factor, in: 0...1, step: .linear(0.05), help: "factor until total_iters"),
      .number("total_iters", \.totalIters, in: 0...100_000, help: "epochs with the factor"),
      .lastEpoch(\.lastEpoch),
    ])
}
