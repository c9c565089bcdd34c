/// A network and the samples it learns from: what the workloads with data have in common.
package struct SupervisedTask: Sendable {
  package var network: Network
  let samples: Samples
  /// Indices into the samples, in the order of the present epoch.
  var order: [Int]
  let initialOrder: [Int]
  let validationSet: [Int]
  let batchSize: Int
  let seed: UInt64
  /// Whether the samples are shuffled before each epoch; if not, batches are taken in order.
  let shuffles: Bool

  package init(
    _ shape: NetworkShape, _ samples: Samples, training: [Int], validation: [Int], batchSize: Int,
    seed: UInt64,
    shuffles: Bool = true
  ) {
    self.samples = samples
    self.batchSize = max(1, min(batchSize, training.count))
    self.seed = seed
    self.shuffles = shuffles
    order = training
    initialOrder = training
    validationSet = validation
    network = Network(shape, capacity: max(32, self.batchSize))
  }

  package var stepsPerEpoch: Int { max(1, (order.count + batchSize - 1) / batchSize) }

  package mutating func beginEpoch(_ epoch: Int) {
    guard shuffles else { return }
    var random = RandomGenerator(seed: seed, stream: RandomStream.epoch(epoch))
    order = initialOrder
    random.shuffle(&order)
  }

  package mutating func trainingLoss(step: Int, _ parameters: inout Parameters) -> Double {
    let start = min(step * batchSize, order.count)
    network.load(samples, order[start..<min(start + batchSize, order.count)])
    return network.lossAndGradients(&parameters)
  }

  /// The whole validation set, a batch of the network's capacity at a time.
  package mutating func validation(_ parameters: Parameters) -> Validation? {
    guard !validationSet.isEmpty else { return nil }
    var loss = 0.0
    var correct = 0
    for start in stride(from: 0, to: validationSet.count, by: network.capacity) {
      network.load(samples, validationSet[start..<min(start + network.capacity, validationSet.count)])
      loss += network.loss(parameters) * Double(network.count)
      if network.shape.loss == .crossEntropy { correct += network.correctPredictions() }
    }
    let size = Double(validationSet.count)
    let accuracy = network.shape.loss == .crossEntropy ? Double(correct) / size : nil
    return Validation(loss: loss / size, accuracy: accuracy)
  }
}

/// One stream of random numbers per purpose, so that none depends on how much another used.
enum RandomStream {
  static let weights: UInt64 = 1
  static let data: UInt64 = 2
  static let split: UInt64 = 3

  static func epoch(_ epoch: Int) -> UInt64 { 1000 &+ UInt64(truncatingIfNeeded: epoch) }
}
