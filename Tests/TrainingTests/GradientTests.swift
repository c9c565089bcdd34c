import Testing

@testable import Training

@Suite("Gradients")
struct GradientTests {
  /// Batches that fill the last eight lanes and batches that do not, layers of even and odd width.
  static let shapes: [[Int]] = [[3, 2], [2, 1], [5, 4, 3], [4, 7, 1], [3, 5, 6, 2]]
  static let counts = [1, 5, 8, 19]

  @Test(
    "Backpropagation agrees with finite differences", arguments: Activation.allCases, LossFunction.allCases)
  func finiteDifferences(activation: Activation, loss: LossFunction) {
    for sizes in Self.shapes {
      for count in Self.counts {
        var trial = Trial(NetworkShape(sizes, activation: activation, loss: loss), count: count)
        _ = trial.network.lossAndGradients(&trial.parameters)
        for index in trial.parameters.values.indices {
          let slope = trial.slope(at: index)
          let error = abs(trial.parameters.gradients[index] - slope)
          #expect(error < 1e-6 * max(1, abs(slope)), "\(sizes) batch \(count) parameter \(index)")
        }
      }
    }
  }

  @Test("A batch's loss does not depend on what was in the lanes before")
  func paddingIsIgnored() {
    let shape = NetworkShape([4, 3, 2], activation: .tanh, loss: .crossEntropy)
    var (fresh, used) = (Trial(shape, count: 5, capacity: 32), Trial(shape, count: 5, capacity: 32))
    used.loadNoise(count: 32)
    _ = used.network.lossAndGradients(&used.parameters)
    used.reload()
    let losses = (
      fresh.network.lossAndGradients(&fresh.parameters), used.network.lossAndGradients(&used.parameters)
    )
    #expect(losses.0 == losses.1)
    #expect(fresh.parameters == used.parameters)
  }

  @Test("Cross-entropy of equal outputs is log of their number; huge outputs overflow nowhere")
  func crossEntropy() {
    var trial = Trial(NetworkShape([1, 3], activation: .none, loss: .crossEntropy), count: 8)
    trial.parameters.values = [0, 0, 0, 0, 0, 0]
    let loss = trial.network.loss(trial.parameters)
    #expect(abs(loss - 1.0986122886681098) < 1e-15)
    trial.parameters.values = [0, 0, 0, 1e4, -1e4, 5e3]
    let huge = trial.network.lossAndGradients(&trial.parameters)
    #expect(huge.isFinite && huge > 1e3)
    #expect(trial.parameters.gradients.allSatisfy { $0.isFinite })
  }

  @Test("NaN in a parameter comes out as a NaN loss", arguments: LossFunction.allCases)
  func notANumber(loss: LossFunction) {
    var trial = Trial(NetworkShape([3, 4, 2], activation: .relu, loss: loss), count: 8)
    trial.parameters.values[0] = .nan
    #expect(trial.network.loss(trial.parameters).isNaN)
  }
}

/// A network with random parameters on a random batch.
struct Trial {
  var network: Network
  var parameters: Parameters
  let samples: Samples
  let count: Int

  init(_ shape: NetworkShape, count: Int, capacity: Int? = nil) {
    var random = RandomGenerator(seed: 7, stream: UInt64(count))
    parameters = shape.makeParameters(from: &random)
    let features = (0..<count * shape.inputs).map { _ in random.normal() }
    let targets = (0..<count * shape.targets).map { _ in
      shape.loss == .crossEntropy ? Double(random.index(below: shape.outputs)) : random.normal()
    }
    samples = Samples(features: features, width: shape.inputs, targets: targets)
    network = Network(shape, capacity: capacity ?? count)
    self.count = count
    reload()
  }

  mutating func reload() { network.load(samples, Array(0..<count)[...]) }

  mutating func loadNoise(count: Int) {
    var random = RandomGenerator(seed: 99)
    network.loadInputs(count: count) { 100 * random.normal() }
  }

  /// The central difference of the loss.
  mutating func slope(at index: Int, step: Double = 1e-6) -> Double {
    let value = parameters.values[index]
    defer { parameters.values[index] = value }
    parameters.values[index] = value + step
    let above = network.loss(parameters)
    parameters.values[index] = value - step
    return (above - network.loss(parameters)) / (2 * step)
  }
}
