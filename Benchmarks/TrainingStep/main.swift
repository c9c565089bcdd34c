import LRSchedulers
import Training

/// Microseconds of one training step (forward, backward, plain SGD) on a batch prepared beforehand, as
/// golden/torch_cost.py measures PyTorch: median of 7 runs of 2,000 steps after 200 to warm up. One line per model.
func microseconds(
  _ sizes: [Int], _ loss: LossFunction, _ kind: OptimizerConfiguration.Kind = .sgd, batch: Int = 32,
  steps: Int = 2000
) throws -> Double {
  let shape = NetworkShape(sizes, activation: .relu, loss: loss)
  var random = RandomGenerator(seed: 0)
  let features = (0..<batch * shape.inputs).map { _ in random.normal() }
  let targets = (0..<batch * shape.outputs).map { _ in
    loss == .crossEntropy ? Double(random.index(below: shape.outputs)) : random.normal()
  }
  var network = Network(shape, capacity: batch)
  network.load(Samples(features: features, width: shape.inputs, targets: targets), Array(0..<batch)[...])
  var parameters = shape.makeParameters(from: &random)
  let groups = try ParameterPartition.groups(1, of: parameters)
  var optimizer = Optimizer(
    OptimizerConfiguration(kind), groups: groups, parameterCount: parameters.values.count)
  let settings = [ParameterGroup(lr: 0.01, momentum: OptimizerConfiguration(kind).momentumForGroups)]

  func loop(_ count: Int) -> Double {
    var sum = 0.0
    for _ in 0..<count {
      sum += network.lossAndGradients(&parameters)
      optimizer.step(&parameters, settings)
    }
    return sum
  }

  var checksum = loop(200)
  let clock = ContinuousClock()
  let times = (0..<7).map { _ in clock.measure { checksum += loop(steps) } / steps }.sorted()
  guard checksum.isFinite else { throw TrainingError("the benchmark diverged") }
  return times[3] / .microseconds(1)
}

print("10-5-1", try microseconds([10, 5, 1], .meanSquaredError))
print("64-32-10", try microseconds([64, 32, 10], .crossEntropy))
print("64-32-10-Adam", try microseconds([64, 32, 10], .crossEntropy, .adam))
