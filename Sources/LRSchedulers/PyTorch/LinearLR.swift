/// Goes from `start_factor` to `end_factor` of the rate in `total_iters` epochs (`torch.optim.lr_scheduler.LinearLR`).
///
/// Each epoch multiplies by the ratio of two points of the line, so the end is met only approximately; with
/// `end_factor=0` a residue of either sign may remain.
///
/// Source: Accurate, Large Minibatch SGD (Goyal and others, 2017, arXiv:1706.02677) for the warm-up. PyTorch 2.13 is
/// the reference.
public struct LinearLR: EpochScheduler {
  /// The factor of the first epoch, above 0 and at most 1.
  public var startFactor: Double
  /// The factor from `totalIters` on, from 0 to 1.
  public var endFactor: Double
  /// The epochs from the first factor to the last.
  public var totalIters: PythonNumber
  public var lastEpoch: Int

  /// With PyTorch's defaults: from a third of the rate to the whole in 5 epochs.
  public init(
    startFactor: Double = 1.0 / 3, endFactor: Double = 1, totalIters: PythonNumber = 5, lastEpoch: Int = -1
  ) {
    self.startFactor = startFactor
    self.endFactor = endFactor
    self.totalIters = totalIters
    self.lastEpoch = lastEpoch
  }

  public func validate() throws(SchedulerError) {
    if startFactor > 1 || startFactor <= 0 {
      throw SchedulerError(
        .value, "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.",
        parameter: "start_factor")
    }
    if endFactor > 1 || endFactor < 0 {
      throw SchedulerError(
        .value, "Ending multiplicative factor expected to be between 0 and 1.", parameter: "end_factor")
    }
  }

  @inlinable
  public func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    if state.lastEpoch == 0 {
      for index in groups.indices { groups[index].lr *= startFactor }
    } else if !isInitial, !(Double(state.lastEpoch) > totalIters.doubleValue) {
      let rise = endFactor - startFactor
      let before = totalIters.doubleValue * startFactor + Double(state.lastEpoch - 1) * rise
      let factor = 1 + (try PythonMath.divide(rise, by: before))
      for index in groups.indices { groups[index].lr *= factor }
    }
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

extension LinearLR: ClosedFormScheduler {
  public func closedFormLR(base: Double, epoch: Int) throws(SchedulerError) -> Double {
    let total = totalIters.doubleValue
    let reached = (endFactor - startFactor) * min(total, Double(epoch))
    return base * (startFactor + (try PythonMath.divide(reached, by: total)))
  }
}

extension LinearLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent {
    .transition(to: .init("total_iters", totalIters), rises: endFactor > startFactor)
  }

  static let declaration = SchedulerDeclaration(
    "LinearLR", library: .pytorch,
    summary: "Changes the learning rate linearly from start_factor to end_factor, the usual warm-up.",
    formula:
      "lr[t] = base_lr * (start_factor + (end_factor - start_factor) * min(t, total_iters) / total_iters)",
    quirks: [
      "The end is met only approximately: end_factor=0 may leave a residue of either sign."
    ],
    example: LinearLR(),
    parameters: [
      .float(
        "start_factor", \.startFactor, in: 0.001...1, step: .linear(0.05), help: "factor of the first epoch"),
      .float("end_factor", \.endFactor, in: 0...1, step: .linear(0.05), help: "factor from total_iters on"),
      .number("total_iters", \.totalIters, in: 0...100_000, help: "epochs from start to end"),
      .lastEpoch(\.lastEpoch),
    ])
}
