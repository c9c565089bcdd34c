import LRSchedulers

/// What one epoch of training came to.
package struct EpochRecord: Sendable, Equatable {
  /// Counted from 1.
  package var epoch: Int
  /// Per parameter group, the learning rate before the epoch's first batch.
  package var lrs: [Double]
  /// Per parameter group, the momentum or beta1 before the epoch's first batch; empty without either.
  package var momenta: [Double]
  /// The plain mean of the batch losses, each taken before its update; NaN or infinite when the run diverges.
  package var trainLoss: Double
  /// The loss on the whole validation set after the last update; nil for a workload without one.
  package var valLoss: Double?
  /// The share of the validation set that is classified correctly, 0...1.
  package var valAccuracy: Double?
  /// The rates set by hand before this epoch, then what the scheduler changed after it; each names its epoch.
  package var changes: [LRChange]
  /// After the scheduler's step; nil unless the schedule is metric-driven.
  package var plateau: PlateauStatus?

  /// Optimizer steps made in the epoch.
  package var steps: Int
  /// The steps one by one; nil unless the scheduler steps with every batch.
  package var trace: StepTrace?

  package init(
    epoch: Int, lrs: [Double], momenta: [Double] = [], trainLoss: Double, valLoss: Double? = nil,
    valAccuracy: Double? = nil, changes: [LRChange] = [], plateau: PlateauStatus? = nil, steps: Int = 1,
    trace: StepTrace? = nil
  ) {
    self.epoch = epoch
    self.lrs = lrs
    self.momenta = momenta
    self.trainLoss = trainLoss
    self.valLoss = valLoss
    self.valAccuracy = valAccuracy
    self.changes = changes
    self.plateau = plateau
    self.steps = steps
    self.trace = trace
  }

  /// Whether a loss is no longer a finite number. The run goes on all the same, as PyTorch's loop would.
  package var diverged: Bool {
    !trainLoss.isFinite || valLoss.map { !$0.isFinite } ?? false
  }

  /// What a metric-driven schedule is fed: the validation loss, or the training loss where there is none.
  package var metric: Double { valLoss ?? trainLoss }
}
