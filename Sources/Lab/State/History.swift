import Tracks
import Training

/// The numbers of a run, a track for each quantity: at the epoch, or the step, that they were measured in.
package struct History: Sendable {
  /// By parameter group.
  package internal(set) var lr: [Track] = []
  /// By parameter group; empty if the optimizer has no momentum.
  package internal(set) var momentum: [Track] = []
  /// By parameter group, the rate of every step; empty unless the scheduler steps with every batch.
  package internal(set) var stepLR: [Track] = []
  /// The same of the momentum.
  package internal(set) var stepMomentum: [Track] = []
  /// The loss of every batch, where the rates are kept for every step.
  package internal(set) var batchLoss = Track()
  package internal(set) var trainLoss = Track()
  package internal(set) var valLoss = Track()
  package internal(set) var accuracy = Track()
  /// The first epoch with a loss that is not finite.
  package internal(set) var divergedAt: Int?

  package init() {}

  mutating func append(_ record: EpochRecord) {
    let epoch = Double(record.epoch)
    Self.append(record.lrs, at: epoch, to: &lr)
    Self.append(record.momenta, at: epoch, to: &momentum)
    trainLoss.append(x: epoch, record.trainLoss)
    if let loss = record.valLoss { valLoss.append(x: epoch, loss) }
    if let value = record.valAccuracy { accuracy.append(x: epoch, value) }
    if let trace = record.trace { append(trace) }
    if record.diverged, divergedAt == nil { divergedAt = record.epoch }
  }

  private mutating func append(_ trace: StepTrace) {
    Self.append(each: trace.lrs, to: &stepLR)
    Self.append(each: trace.momenta, to: &stepMomentum)
    for loss in trace.losses { batchLoss.append(loss) }
  }

  private static func append(each groups: [[Double]], to columns: inout [Track]) {
    while columns.count < groups.count { columns.append(Track()) }
    for (index, values) in groups.enumerated() {
      for value in values { columns[index].append(value) }
    }
  }

  private static func append(_ values: [Double], at x: Double, to columns: inout [Track]) {
    while columns.count < values.count { columns.append(Track()) }
    for (index, value) in values.enumerated() { columns[index].append(x: x, value) }
  }
}
