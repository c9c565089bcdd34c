/// The smallest loop of PyTorch's documentation: `nn.Linear(10, 2)` on random batches of 5, with
/// `output.sum()` as the loss. It has no minimum: the loss falls for ever, by steps in the LR's size.
struct LinearWorkload: Workload {
  private static let shape = NetworkShape([10, 2], activation: .none, loss: .sumOfOutputs)
  static let summary = WorkloadSummary(
    name: "linear", oneLine: "nn.Linear(10, 2) on random batches; the loss has no minimum",
    modelText: shape.text,
    lossName: shape.loss.rawValue, hasValidation: false, hasAccuracy: false, batchSize: 5,
    epoch: .batches(stepsPerEpoch))

  private static let stepsPerEpoch = 10
  var stepsPerEpoch: Int { Self.stepsPerEpoch }
  private let seed: UInt64
  private let batchSize: Int
  private var network: Network
  private var random: RandomGenerator

  init(seed: UInt64, batchSize: Int) {
    self.seed = seed
    self.batchSize = batchSize
    network = Network(Self.shape, capacity: batchSize)
    random = RandomGenerator(seed: seed)
  }

  func makeParameters() -> Parameters {
    var random = RandomGenerator(seed: seed, stream: RandomStream.weights)
    return Self.shape.makeParameters(from: &random)
  }

  mutating func beginEpoch(_ epoch: Int) {
    random = RandomGenerator(seed: seed, stream: RandomStream.epoch(epoch))
  }

  mutating func trainingLoss(step: Int, _ parameters: inout Parameters) -> Double {
    network.loadInputs(count: batchSize) { random.normal() }
    return network.lossAndGradients(&parameters)
  }

  mutating func validation(_ parameters: Parameters) -> Validation? { nil }
}
