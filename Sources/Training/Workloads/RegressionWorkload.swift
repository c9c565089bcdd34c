/// Ten numbers to one: a smooth target that the network can nearly learn, and noise that it cannot.
struct RegressionWorkload: SupervisedWorkload {
  static let shape = NetworkShape([10, 5, 1], activation: .relu, loss: .meanSquaredError)
  static let summary = described(
    "regression", "a synthetic target of ten inputs with noise", samples: trainingSamples(of: sampleCount))

  private static let sampleCount = 640

  var task: SupervisedTask

  init(seed: UInt64, batchSize: Int) {
    task = Self.task(Self.samples(seed: seed), seed: seed, batchSize: batchSize)
  }

  private static func samples(seed: UInt64, count: Int = sampleCount, noise: Double = 0.2) -> Samples {
    var random = RandomGenerator(seed: seed, stream: RandomStream.data)
    let slopes = (0..<shape.inputs).map { _ in random.uniform(-1, 1) }
    var features: [Double] = []
    var targets: [Double] = []
    for _ in 0..<count {
      let x = (0..<shape.inputs).map { _ in random.normal() }
      let linear = zip(slopes, x).reduce(0) { $0 + $1.0 * $1.1 }
      features += x
      targets.append(linear + 0.5 * abs(x[0] + x[1]) + noise * random.normal())
    }
    return Samples(features: features, width: shape.inputs, targets: targets)
  }
}
