import Tracks
import Training

/// The numbers of a run, a track for each quantity, every number at the epoch or step that it belongs to.
package struct History: Sendable {
  /// What is kept of a run.
  package enum Role: Hashable, Sendable {
    /// The learning rate in force, of a parameter group: by epoch, or by step where the scheduler steps with every batch.
    case rate(group: Int)
    /// The same of the momentum or beta1.
    case momentum(group: Int)
    /// By step: the loss of every batch, where the scheduler steps with every batch.
    case batchLoss
    /// By epoch, at whose end it is measured.
    case trainingLoss, validationLoss, accuracy
  }

  private var tracks: [Role: Track] = [:]
  /// Epochs that have been trained.
  package private(set) var epochs = 0
  /// What the rates of the first group come to.
  private(set) var rateFacts = PlanFacts()

  /// The first epoch with a loss that is not finite.
  package private(set) var divergedAt: Int?

  package init() {}

  /// The track of a role; an empty one for what was never measured.
  package subscript(role: Role) -> Track { tracks[role] ?? Track() }

  package var trainingLoss: Track { self[.trainingLoss] }
  package var validationLoss: Track { self[.validationLoss] }
  package var accuracy: Track { self[.accuracy] }
  package var batchLoss: Track { self[.batchLoss] }
  /// What runs are compared by: the loss of the validation, or of the training where there is none.
  package var measured: Track { validationLoss.isEmpty ? trainingLoss : validationLoss }
  /// By parameter group.
  package var rates: [Track] { groups { .rate(group: $0) } }
  /// By parameter group; empty if the optimizer has no momentum.
  package var momenta: [Track] { groups { .momentum(group: $0) } }

  private func groups(_ role: (Int) -> Role) -> [Track] {
    var groups: [Track] = []
    while let track = tracks[role(groups.count)] { groups.append(track) }
    return groups
  }

  mutating func append(_ record: EpochRecord) {
    let epoch = Double(record.epoch)
    note(record)
    if let trace = record.trace { append(trace) } else { append(record.lrs, record.momenta, at: epoch) }
    append(record.trainLoss, at: epoch, to: .trainingLoss)
    if let loss = record.valLoss { append(loss, at: epoch, to: .validationLoss) }
    if let value = record.valAccuracy { append(value, at: epoch, to: .accuracy) }
    epochs = record.epoch
    if record.diverged, divergedAt == nil { divergedAt = record.epoch }
  }

  private mutating func note(_ record: EpochRecord) {
    guard let rates = record.trace?.lrs.first else {
      if let rate = record.lrs.first { rateFacts.take(rate, at: record.epoch) }
      return
    }
    for rate in rates { rateFacts.take(rate, at: rateFacts.counts + 1) }
  }

  private mutating func append(_ lrs: [Double], _ momenta: [Double], at epoch: Double) {
    for (group, lr) in lrs.enumerated() { append(lr, at: epoch, to: .rate(group: group)) }
    for (group, value) in momenta.enumerated() { append(value, at: epoch, to: .momentum(group: group)) }
  }

  /// The steps of the next epoch.
  private mutating func append(_ trace: StepTrace) {
    for (group, lrs) in trace.lrs.enumerated() { append(each: lrs, to: .rate(group: group)) }
    for (group, momenta) in trace.momenta.enumerated() { append(each: momenta, to: .momentum(group: group)) }
    append(each: trace.losses, to: .batchLoss)
  }

  /// Forgets what came after an epoch.
  ///
  /// - Parameter countsPerEpoch: of what is kept by step.
  mutating func cut(after epoch: Int, countsPerEpoch: Int) {
    for role in Array(tracks.keys) {
      guard var track = tracks.removeValue(forKey: role) else { continue }
      if let segment = track.segments.indices.last {
        track.removeAll(from: track.index(after: Double(epoch * role.counts(countsPerEpoch)), in: segment))
      }
      if !track.isEmpty { tracks[role] = track }
    }
    epochs = min(epochs, epoch)
    if let diverged = divergedAt, diverged > epoch { divergedAt = nil }
    rateFacts = PlanFacts()
    for (index, rate) in (rates.first.map { $0.values(in: 0..<$0.count) }.map(Array.init) ?? []).enumerated()
    {
      rateFacts.take(rate, at: index + 1)
    }
  }

  private mutating func append(_ value: Double, at x: Double, to role: Role) {
    tracks[role, default: Track()].append(x: x, value)
  }

  private mutating func append(each values: [Double], to role: Role) {
    var track = tracks.removeValue(forKey: role) ?? Track()
    for value in values { track.append(value) }
    tracks[role] = track
  }
}

extension History.Role {
  /// How many of its counts there are in an epoch.
  fileprivate func counts(_ countsPerEpoch: Int) -> Int {
    switch self {
    case .rate, .momentum, .batchLoss: countsPerEpoch
    case .trainingLoss, .validationLoss, .accuracy: 1
    }
  }
}
