/// A workload that is a network on samples: it only says which.
protocol SupervisedWorkload: Workload {
  static var shape: NetworkShape { get }
  var task: SupervisedTask { get set }
}

extension SupervisedWorkload {
  package func makeParameters() -> Parameters {
    var random = RandomGenerator(seed: task.seed, stream: RandomStream.weights)
    return Self.shape.makeParameters(from: &random)
  }

  package var stepsPerEpoch: Int { task.stepsPerEpoch }

  package mutating func beginEpoch(_ epoch: Int) { task.beginEpoch(epoch) }

  package mutating func trainingLoss(step: Int, _ parameters: inout Parameters) -> Double {
    task.trainingLoss(step: step, &parameters)
  }

  package mutating func validation(_ parameters: Parameters) -> Validation? {
    task.validation(parameters)
  }

  /// - Parameter samples: those of the training set.
  static func described(_ name: String, _ oneLine: String, samples: Int) -> WorkloadSummary {
    WorkloadSummary(
      name: name, oneLine: oneLine, modelText: shape.text, lossName: shape.loss.rawValue, hasValidation: true,
      hasAccuracy: shape.loss == .crossEntropy, batchSize: 32, epoch: .samples(samples))
  }

  /// The first four fifths of a permutation drawn from the seed, and the rest.
  static func split(_ count: Int, seed: UInt64) -> (training: [Int], validation: [Int]) {
    var order = Array(0..<count)
    var random = RandomGenerator(seed: seed, stream: RandomStream.split)
    random.shuffle(&order)
    let cut = trainingSamples(of: count)
    return (Array(order[..<cut]), Array(order[cut...]))
  }

  /// Four fifths; the rest is for validation.
  static func trainingSamples(of count: Int) -> Int { count * 4 / 5 }

  static func task(_ samples: Samples, seed: UInt64, batchSize: Int) -> SupervisedTask {
    let (training, validation) = split(samples.count, seed: seed)
    return SupervisedTask(
      shape, samples, training: training, validation: validation, batchSize: batchSize, seed: seed)
  }
}
