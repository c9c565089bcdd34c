import LRSchedulers

/// What is done to a run before one of its epochs: another schedule of the same class, or rates by hand.
package struct RunChange: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case schedule(Schedule)
    /// One for each parameter group.
    case rates([Double])
  }

  /// The first epoch trained with it, counted from 1.
  package var epoch: Int
  package var kind: Kind

  package init(epoch: Int, _ kind: Kind) {
    self.epoch = epoch
    self.kind = kind
  }
}

extension TrainingRun {
  /// Makes a change now, as an epoch begins.
  package mutating func make(_ change: RunChange.Kind) throws(TrainingError) {
    switch change {
    case .schedule(let schedule): try assign(schedule)
    case .rates(let rates): try setLR(rates)
    }
  }
}

/// A run that has got somewhere: what it started with, what was changed on the way, and how far it is. Equal recipes give
/// equal runs, bit for bit.
package struct RunRecipe: Sendable, Equatable {
  package var configuration: RunConfiguration
  /// In the order in which they were made; none of an epoch that is still to come.
  package var changes: [RunChange]
  /// Epochs that have been trained.
  package var epoch: Int

  package init(_ configuration: RunConfiguration, changes: [RunChange] = [], epoch: Int = 0) {
    self.configuration = configuration
    self.changes = changes
    self.epoch = epoch
  }
}

extension RunRecipe {
  /// What it was started with, and the schedule that was assigned last.
  package var finalConfiguration: RunConfiguration {
    var final = configuration
    for case .schedule(let schedule) in changes.map(\.kind) { final.schedule = schedule }
    return final
  }

  /// The run where the recipe says, and the epochs on the way.
  package func run() throws(TrainingError) -> (run: TrainingRun, records: [EpochRecord]) {
    var run = try TrainingRun(configuration)
    var (records, rest) = ([EpochRecord](), changes[...])
    while run.epoch < epoch {
      while let change = rest.first, change.epoch <= run.epoch + 1 {
        try run.make(change.kind)
        rest = rest.dropFirst()
      }
      guard let record = try run.trainEpoch() else { break }
      records.append(record)
    }
    return (run, records)
  }
}
