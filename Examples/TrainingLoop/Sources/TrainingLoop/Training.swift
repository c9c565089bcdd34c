import LRSchedulers

/// What a checkpoint holds: the model, and the run of the schedule, which is `Codable`.
struct Training {
  /// When the scheduler steps.
  enum Cadence { case everyBatch, everyEpoch }

  var model = LinearModel(inputs: 3)
  var run: ScheduleRun
  let cadence: Cadence

  /// Two parameter groups: the bias learns at a tenth of the weights' rate.
  init(_ schedule: some ScheduleConvertible, lr: Double, cadence: Cadence) throws(SchedulerError) {
    run = try ScheduleRun(
      schedule,
      groups: [ParameterGroup(lr: lr, momentum: 0.9), ParameterGroup(lr: lr / 10, momentum: 0.9)])
    self.cadence = cadence
  }

  /// Trains one epoch and gives the loss on the held-out samples, which a plateau is judged by.
  mutating func epoch(_ train: [Sample], _ held: [Sample], batchSize: Int) throws(SchedulerError) -> Double {
    for start in stride(from: 0, to: train.count, by: batchSize) {
      model.update(train[start..<min(start + batchSize, train.count)], groups: run.groups)
      if cadence == .everyBatch { try run.step() }
    }
    let loss = model.loss(held)
    if cadence == .everyEpoch { report(try run.step(metric: loss)) }
    return loss
  }

  private func report(_ changes: [LRChange]) {
    for change in changes where change.group == 0 {
      print("  from epoch \(change.epoch) on: \(change.kind) \(change.from) -> \(change.to)")
    }
  }
}
