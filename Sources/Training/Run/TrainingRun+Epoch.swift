import LRSchedulers

extension TrainingRun {
  mutating func beginEpoch() {
    workload.beginEpoch(epoch)
    progress.lrs = groups.map(\.lr)
    progress.momenta = groups.compactMap(\.momentum)
    if configuration.interval == .step { progress.trace = StepTrace() }
  }

  mutating func trainStep() throws(TrainingError) {
    let loss = workload.trainingLoss(step: progress.step, &parameters)
    optimizer.step(&parameters, groups)
    progress.lossSum += loss
    progress.step += 1
    guard configuration.interval == .step else { return }
    progress.trace?.append(groups, loss: loss)
    try stepScheduler(metric: loss)
  }

  mutating func finishEpoch() throws(TrainingError) -> EpochRecord {
    let validation = workload.validation(parameters)
    var record = EpochRecord(
      epoch: epoch + 1, lrs: progress.lrs, momenta: progress.momenta,
      trainLoss: progress.lossSum / Double(progress.step), valLoss: validation?.loss,
      valAccuracy: validation?.accuracy, steps: progress.step, trace: progress.trace)
    if configuration.interval == .epoch { try stepScheduler(metric: record.metric) }
    record.changes = progress.changes
    record.plateau = plateau
    return record
  }

  private mutating func stepScheduler(metric: Double) throws(TrainingError) {
    let changes = try TrainingError.translating { () throws(SchedulerError) in
      try scheduleRun.step(metric: metric)
    }
    groups = scheduleRun.groups
    record(changes)
  }

  /// Keeps changes for the epoch's record. What the step after the last epoch does holds in no epoch and is left out.
  mutating func record(_ changes: [LRChange]) {
    // The scheduler counts its own steps; people count epochs.
    let next = epoch + (progress.step == stepsPerEpoch ? 2 : 1)
    guard next <= configuration.epochs else { return }
    let step = configuration.interval == .step ? epoch * stepsPerEpoch + progress.step + 1 : nil
    progress.changes += changes.map { change in
      var change = change
      change.epoch = next
      change.step = step
      return change
    }
  }

  /// The scheduler's status, its best step converted into an epoch of the run.
  private var plateau: PlateauStatus? {
    guard var status = scheduleRun.plateau else { return nil }
    let stepsPerCount = configuration.interval == .step ? stepsPerEpoch : 1
    status.bestEpoch = status.bestEpoch.map { ($0 - 1) / stepsPerCount + 1 + scheduleOrigin }
    return status
  }
}
