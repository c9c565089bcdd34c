/// Something to train: a model, its data and its loss. One file each; ``WorkloadCatalog`` lists them.
///
/// Everything random comes from the seed alone, so that all runs of a seed start from the same weights and see
/// the same batches, whatever their schedules do.
package protocol Workload: Sendable {
  static var summary: WorkloadSummary { get }

  /// - Parameter batchSize: more samples than there are make one batch of all.
  init(seed: UInt64, batchSize: Int) throws(TrainingError)

  /// The model before training; empty for a workload without one.
  func makeParameters() -> Parameters

  /// Batches an epoch has, at least 1.
  var stepsPerEpoch: Int { get }

  /// Draws the batches of an epoch, counted from 0.
  mutating func beginEpoch(_ epoch: Int)

  /// Computes the loss of a batch, 0..<stepsPerEpoch of the epoch begun, and the gradients of the parameters.
  mutating func trainingLoss(step: Int, _ parameters: inout Parameters) -> Double

  /// Measures the model on the validation set; nil for a workload without one.
  mutating func validation(_ parameters: Parameters) -> Validation?
}

/// A model's result on the validation set.
package struct Validation: Sendable, Equatable {
  package var loss: Double
  /// The share classified correctly, 0...1; nil where there are no classes.
  package var accuracy: Double?

  package init(loss: Double, accuracy: Double? = nil) {
    self.loss = loss
    self.accuracy = accuracy
  }
}

/// What can be said about a workload before it is made.
package struct WorkloadSummary: Sendable, Equatable {
  package let name: String
  package let oneLine: String
  /// Such as `MLP 64-32-10`; empty without a model.
  package let modelText: String
  package let lossName: String
  package let hasValidation: Bool
  package let hasAccuracy: Bool
  /// The batch size where none is asked for.
  package let batchSize: Int
  package let epoch: EpochExtent

  /// What an epoch goes through.
  package enum EpochExtent: Sendable, Equatable {
    /// A training set of so many samples.
    case samples(Int)
    /// So many batches, made when they are needed.
    case batches(Int)
  }

  /// Batches an epoch has.
  /// - Parameter batchSize: nil for the workload's own.
  package func stepsPerEpoch(batchSize: Int? = nil) -> Int {
    switch epoch {
    case .batches(let count): count
    case .samples(let count):
      (count + max(1, batchSize ?? self.batchSize) - 1) / max(1, batchSize ?? self.batchSize)
    }
  }
}

extension WorkloadSummary {
  /// What a training with the workload is made of.
  ///
  /// - Parameter batchSize: nil for the workload's own.
  package func units(batchSize: Int? = nil) -> TrainingUnits {
    let batch = batchSize ?? self.batchSize
    switch epoch {
    case .samples(let count): return TrainingUnits(samples: count, batchSize: batch)
    case .batches(let count):
      let (samples, overflows) = count.multipliedReportingOverflow(by: batch)
      return TrainingUnits(samples: overflows ? .max : samples, batchSize: batch)
    }
  }
}
