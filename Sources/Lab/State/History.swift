import Charts
import Training

/// The numbers of a run, a column for each quantity, value `i` belonging to epoch `i + 1`.
package struct History: Sendable {
  /// By parameter group.
  package internal(set) var lr: [Series] = []
  /// By parameter group; empty if the optimizer has no momentum.
  package internal(set) var momentum: [Series] = []
  /// By parameter group, the rate of every step; empty unless the scheduler steps with every batch.
  package internal(set) var stepLR: [Series] = []
  /// The same of the momentum.
  package internal(set) var stepMomentum: [Series] = []
  /// The loss of every batch, where the rates are kept for every step.
  package internal(set) var batchLoss = Series()
  package internal(set) var trainLoss = Series()
  package internal(set) var valLoss = Series()
  package internal(set) var accuracy = Series()
  /// The first epoch with a loss that is not finite.
  package internal(set) var divergedAt: Int?

  package init() {}

  mutating func append(_ record: EpochRecord) {
    Self.append(record.lrs, to: &lr)
    Self.append(record.momenta, to: &momentum)
    trainLoss.append(record.trainLoss)
    if let loss = record.valLoss { valLoss.append(loss) }
    if let value = record.valAccuracy { accuracy.append(value) }
    if let trace = record.trace { append(trace) }
    if record.diverged, divergedAt == nil { divergedAt = record.epoch }
  }

  private mutating func append(_ trace: StepTrace) {
    Self.append(each: trace.lrs, to: &stepLR)
    Self.append(each: trace.momenta, to: &stepMomentum)
    for loss in trace.losses { batchLoss.append(loss) }
  }

  private static func append(each groups: [[Double]], to columns: inout [Series]) {
    while columns.count < groups.count { columns.append(Series()) }
    for (index, values) in groups.enumerated() {
      for value in values { columns[index].append(value) }
    }
  }

  private static func append(_ values: [Double], to columns: inout [Series]) {
    while columns.count < values.count { columns.append(Series()) }
    for (index, value) in values.enumerated() { columns[index].append(value) }
  }
}
