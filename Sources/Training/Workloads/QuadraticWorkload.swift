/// A bowl that is a hundred times steeper in one direction than in another, seen through noise: f(x) = ½ Σ cᵢ xᵢ².
///
/// Plain SGD oscillates in the steepest direction above a rate of 1/15 and diverges above 2/15.
struct QuadraticWorkload: Workload {
  static let summary = WorkloadSummary(
    name: "quadratic", oneLine: "a noisy, ill-conditioned bowl; too large an LR diverges",
    modelText: "\(curvatures.count) coordinates", lossName: "quadratic", hasValidation: true,
    hasAccuracy: false,
    batchSize: 32, epoch: .batches(stepsPerEpoch))

  /// From 0.15 to 15.
  private static let curvatures = [0.15, 0.25, 0.4, 0.7, 1.2, 2, 3.3, 5.5, 9, 15]
  /// Of the gradient of a single sample.
  private static let noise = 2.0

  private static let stepsPerEpoch = 10
  var stepsPerEpoch: Int { Self.stepsPerEpoch }
  private let seed: UInt64
  private let noise: Double
  private var random: RandomGenerator

  /// - Parameter batchSize: the noise falls with its square root.
  init(seed: UInt64, batchSize: Int) {
    self.seed = seed
    noise = Self.noise / Double(batchSize).squareRoot()
    random = RandomGenerator(seed: seed)
  }

  func makeParameters() -> Parameters {
    var random = RandomGenerator(seed: seed, stream: RandomStream.weights)
    var parameters = Parameters(tensorSizes: Self.curvatures.map { _ in 1 })
    for index in parameters.values.indices { parameters.values[index] = 1 + random.uniform(-0.5, 0.5) }
    return parameters
  }

  mutating func beginEpoch(_ epoch: Int) {
    random = RandomGenerator(seed: seed, stream: RandomStream.epoch(epoch))
  }

  /// The loss at the noisy minimum's distance: each batch sees the bowl moved a little.
  mutating func trainingLoss(step: Int, _ parameters: inout Parameters) -> Double {
    var loss = 0.0
    for (index, curvature) in Self.curvatures.enumerated() {
      let x = parameters.values[index] - noise / curvature * random.normal()
      parameters.gradients[index] = curvature * x
      loss += 0.5 * curvature * x * x
    }
    return loss
  }

  /// The bowl itself, without noise.
  mutating func validation(_ parameters: Parameters) -> Validation? {
    let loss = zip(Self.curvatures, parameters.values).reduce(0) { $0 + 0.5 * $1.0 * $1.1 * $1.1 }
    return Validation(loss: loss)
  }
}
