import LRSchedulers

/// y = w · x + b, trained by SGD with momentum: the least model whose training a schedule can improve or ruin.
struct LinearModel {
  private(set) var weights: [Double]
  private(set) var bias = 0.0
  private var weightVelocity: [Double]
  private var biasVelocity = 0.0

  init(inputs: Int) {
    weights = Array(repeating: 0, count: inputs)
    weightVelocity = weights
  }

  func prediction(_ x: [Double]) -> Double {
    zip(weights, x).reduce(bias) { $0 + $1.0 * $1.1 }
  }

  func loss(_ samples: [Sample]) -> Double {
    samples.reduce(0) { $0 + ($1.y - prediction($1.x)) * ($1.y - prediction($1.x)) } / Double(samples.count)
  }

  /// One update at the rates in force: the weights are parameter group 0, the bias is group 1.
  mutating func update(_ batch: ArraySlice<Sample>, groups: [ParameterGroup]) {
    var gradient = Array(repeating: 0.0, count: weights.count)
    var biasGradient = 0.0
    for sample in batch {
      let error = 2 * (prediction(sample.x) - sample.y) / Double(batch.count)
      for index in gradient.indices { gradient[index] += error * sample.x[index] }
      biasGradient += error
    }
    for index in weights.indices {
      weightVelocity[index] = (groups[0].momentum ?? 0) * weightVelocity[index] + gradient[index]
      weights[index] -= groups[0].lr * weightVelocity[index]
    }
    biasVelocity = (groups[1].momentum ?? 0) * biasVelocity + biasGradient
    bias -= groups[1].lr * biasVelocity
  }
}
