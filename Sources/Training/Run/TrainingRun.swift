import LRSchedulers

/// A training run as a value: PyTorch's loop, a few batches at a time.
///
/// Per epoch: for each batch zero_grad, forward, backward, `optimizer.step()` (and with ``Interval/step``
/// `scheduler.step()`); then the validation; then, with ``Interval/epoch``, `scheduler.step()`. The numbers do not
/// depend on how the steps are dealt out.
///
/// A metric-driven scheduler gets the validation loss (the training loss of a workload without one), or in
/// ``Interval/step`` the loss of the batch. A loss that is no longer finite is recorded and the run goes on.
package struct TrainingRun: Sendable {
  package let configuration: RunConfiguration
  /// Epochs completed.
  package private(set) var epoch = 0
  package internal(set) var parameters: Parameters
  /// The groups with the rates in force.
  package internal(set) var groups: [ParameterGroup]
  var scheduleRun: ScheduleRun
  /// Where the present scheduler began: epochs and steps that it has not seen.
  var scheduleOrigin = 0
  var workload: any Workload
  var optimizer: Optimizer
  var progress = EpochProgress()

  package init(_ configuration: RunConfiguration) throws(TrainingError) {
    try configuration.validate()
    let workload = try WorkloadCatalog.make(
      configuration.workload, seed: configuration.seed, batchSize: configuration.batchSize)
    try self.init(configuration, on: workload, from: workload.makeParameters())
  }

  /// A run on a workload outside the catalog, from given parameters.
  package init(
    _ configuration: RunConfiguration, on workload: any Workload, from parameters: Parameters
  ) throws(TrainingError) {
    try configuration.validate()
    self.configuration = configuration
    self.workload = workload
    self.parameters = parameters
    let partition = try ParameterPartition.groups(configuration.lrs.count, of: parameters)
    optimizer = Optimizer(
      configuration.optimizer, groups: partition, parameterCount: parameters.values.count)
    scheduleRun = try TrainingError.translating { () throws(SchedulerError) in
      try ScheduleRun(configuration.schedule, groups: configuration.parameterGroups)
    }
    groups = scheduleRun.groups
  }

  package var isFinished: Bool { epoch >= configuration.epochs }

  /// Whether the next step is the first of its epoch: tweaks made now belong to the whole of it.
  package var isAtEpochStart: Bool { progress.step == 0 }

  package var stepsPerEpoch: Int { workload.stepsPerEpoch }

  /// Optimizer steps made since the start.
  package var steps: Int { optimizer.steps }

  /// The schedule in force.
  package var schedule: Schedule { scheduleRun.schedule }

  /// Makes up to `limit` optimizer steps, but none beyond the end of an epoch.
  ///
  /// - Returns: the record of the epoch if it was completed.
  package mutating func trainSteps(atMost limit: Int) throws(TrainingError) -> EpochRecord? {
    guard !isFinished else { return nil }
    if isAtEpochStart { beginEpoch() }
    for _ in 0..<max(0, min(limit, stepsPerEpoch - progress.step)) { try trainStep() }
    guard progress.step == stepsPerEpoch else { return nil }
    let record = try finishEpoch()
    epoch += 1
    progress = EpochProgress()
    return record
  }

  /// The rest of the epoch in one go; nil if the run is finished.
  package mutating func trainEpoch() throws(TrainingError) -> EpochRecord? {
    try trainSteps(atMost: stepsPerEpoch)
  }
}

/// What the epoch under way has come to.
struct EpochProgress: Sendable {
  var step = 0
  var lossSum = 0.0
  var lrs: [Double] = []
  var momenta: [Double] = []
  /// Kept where the scheduler steps with every batch.
  var trace: StepTrace?
  /// Kept when the epoch begins: they may have been made before it.
  var changes: [LRChange] = []
}
