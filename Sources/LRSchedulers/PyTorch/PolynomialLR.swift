/// Falls to 0 in `total_iters` epochs along a power of the remaining part (`torch.optim.lr_scheduler.PolynomialLR`).
///
/// With `total_iters` of 0 or less it does nothing; a negative power rises, and divides by zero in the last step.
public struct PolynomialLR: EpochScheduler {
  /// The epochs in which the rate falls to 0.
  public var totalIters: PythonNumber
  /// The exponent; 1 is a straight line.
  public var power: Double
  public var lastEpoch: Int

  /// With PyTorch's defaults: a line to 0 in 5 epochs.
  public init(totalIters: PythonNumber = 5, power: Double = 1, lastEpoch: Int = -1) {
    self.totalIters = totalIters
    self.power = power
    self.lastEpoch = lastEpoch
  }

  public func validate() throws(SchedulerError) {}

  @inlinable
  public func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    let total = totalIters.doubleValue
    if isInitial || Double(state.lastEpoch) > total { return }
    let now = 1 - (try PythonMath.divide(Double(state.lastEpoch), by: total))
    let before = 1 - (try PythonMath.divide(Double(state.lastEpoch - 1), by: total))
    let factor = try PythonMath.power(try PythonMath.divide(now, by: before), power)
    for index in groups.indices { groups[index].lr *= factor }
  }
}

extension PolynomialLR {
  /// Decays the rate to 0 in `totalIters` epochs.
  public init(totalIters: Int, power: Double = 1, lastEpoch: Int = -1) {
    self.init(totalIters: .int(totalIters), power: power, lastEpoch: lastEpoch)
  }
}

extension PolynomialLR: ClosedFormScheduler {
  public func closedFormLR(base: Double, epoch: Int) throws(SchedulerError) -> Double {
    let total = totalIters.doubleValue
    let left = 1 - (try PythonMath.divide(min(total, Double(epoch)), by: total))
    return base * (try PythonMath.power(left, power))
  }
}

extension PolynomialLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent { .descent(.init("total_iters", totalIters)) }

  static let declaration = SchedulerDeclaration(
    "PolynomialLR", library: .pytorch,
    summary: "Decays the learning rate to 0 in total_iters epochs along a polynomial.",
    formula: "lr[t] = base_lr * (1 - min(t, total_iters) / total_iters) ** power",
    quirks: [
      "total_iters of 0 or less does nothing; a negative power divides by zero in the last step."
    ],
    example: PolynomialLR(),
    parameters: [
      .number("total_iters", \.totalIters, in: 1...100_000, help: "epochs to 0"),
      .float("power", \.power, in: 0...10, step: .linear(0.1), help: "exponent; 1 is a straight line"),
      .lastEpoch(\.lastEpoch),
    ])
}
