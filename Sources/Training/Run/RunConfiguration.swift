import LRSchedulers

/// Everything that determines a run: equal configurations give equal numbers, bit for bit.
package struct RunConfiguration: Sendable, Equatable {
  package var schedule: Schedule
  /// One learning rate per parameter group; see ``ParameterPartition``.
  package var lrs: [Double]
  package var optimizer: OptimizerConfiguration
  /// A name in ``WorkloadCatalog``, or ``noWorkload``.
  package var workload: String
  package var epochs: Int
  package var seed: UInt64
  /// Samples per batch; nil for the workload's own.
  package var batchSize: Int?
  package var interval: Interval
  /// Steps of an epoch where nothing is trained; 1 if not given. A workload has its own.
  package var plannedStepsPerEpoch: Int?

  package init(
    schedule: Schedule, lrs: [Double] = [0.1],
    optimizer: OptimizerConfiguration = OptimizerConfiguration(.sgd),
    workload: String = "digits", epochs: Int = 100, seed: UInt64 = 0, batchSize: Int? = nil,
    interval: Interval = .epoch, plannedStepsPerEpoch: Int? = nil
  ) {
    self.schedule = schedule
    self.lrs = lrs
    self.optimizer = optimizer
    self.workload = workload
    self.epochs = epochs
    self.seed = seed
    self.batchSize = batchSize
    self.interval = interval
    self.plannedStepsPerEpoch = plannedStepsPerEpoch
  }
}

extension RunConfiguration {
  package static let largestEpochs = 1_000_000_000
  package static let largestBatchSize = 65_536
  /// The workload of a run that is planned and not trained.
  package static let noWorkload = "none"

  /// Whether there is anything to train.
  package var trains: Bool { workload != Self.noWorkload }

  /// The optimizer's parameter groups before the scheduler has seen them.
  package var parameterGroups: [ParameterGroup] {
    lrs.map { ParameterGroup(lr: $0, momentum: optimizer.momentumForGroups, beta2: optimizer.beta2ForGroups) }
  }

  /// What decides the rates. The workload and the batch size fix the steps of an epoch, so it is made and not kept.
  package var plan: Plan {
    let stepsPerEpoch = stepsPerEpoch
    let (steps, overflow) = epochs.multipliedReportingOverflow(by: interval == .step ? stepsPerEpoch : 1)
    return Plan(
      schedule, groups: parameterGroups, interval: interval, stepsPerEpoch: stepsPerEpoch,
      length: overflow ? .max : steps)
  }

  /// Batches of an epoch; 1 for a workload there is none of.
  package var stepsPerEpoch: Int {
    if !trains { return plannedStepsPerEpoch ?? 1 }
    return WorkloadCatalog.summary(named: workload)?.stepsPerEpoch(batchSize: batchSize) ?? 1
  }

  /// Checks everything that does not need the workload's data.
  package func validate() throws(TrainingError) {
    try Self.check(epochs, in: 1...Self.largestEpochs, "epochs")
    if let batchSize { try Self.check(batchSize, in: 1...Self.largestBatchSize, "batch size") }
    if lrs.isEmpty { throw TrainingError("expected at least one learning rate") }
    for lr in lrs where !(lr.isFinite && lr >= 0) {
      throw TrainingError("Invalid learning rate: \(PythonNumber.repr(lr)); expected a finite number from 0")
    }
    do { try schedule.validate(groups: parameterGroups) } catch { throw TrainingError(error.message) }
  }

  private static func check(_ value: Int, in range: ClosedRange<Int>, _ name: String) throws(TrainingError) {
    guard !range.contains(value) else { return }
    throw TrainingError("\(name) must be from \(range.lowerBound) to \(range.upperBound), but got \(value)")
  }
}
