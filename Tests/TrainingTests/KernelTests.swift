import CKernels
import LRSchedulers
import Testing

@testable import Training

/// Other tests may run beside these while a variant is in force: that they do not notice is what is tested here.
@Suite("Kernels", .serialized)
struct KernelTests {
  @Test("All instructions give the same bits", arguments: Activation.allCases, LossFunction.allCases)
  func variants(activation: Activation, loss: LossFunction) {
    let plain = results(activation, loss, variant: 0)
    for variant in 1..<max(1, lrviz_variant_count()) {
      let name = String(cString: lrviz_variant_name(variant))
      #expect(results(activation, loss, variant: variant) == plain, "\(name)")
    }
    lrviz_use_variant(lrviz_variant_count() - 1)
  }

  /// Widths that fill the tiles of all variants, and those that do not.
  private static let shapes: [[Int]] = [[1, 1], [3, 2], [5, 9, 4], [17, 12, 7, 3]]

  /// Losses, gradients and right answers, as bits: NaN is equal to itself.
  private func results(_ activation: Activation, _ loss: LossFunction, variant: Int) -> [UInt64] {
    lrviz_use_variant(variant)
    return Self.shapes.flatMap { sizes in
      [1, 8, 13, 32].flatMap { count in
        var trial = Trial(NetworkShape(sizes, activation: activation, loss: loss), count: count)
        let value = trial.network.lossAndGradients(&trial.parameters)
        let correct = Double(trial.network.correctPredictions())
        return ([value, correct] + trial.parameters.gradients).map(\.bitPattern)
      }
    }
  }

  @Test("exp, log and tanh give the same bits too")
  func elementary() {
    let x = (0..<4000).map { step in
      Lanes(0, 1e-3, -1e-3, 0.5, -0.5, 1, -1, 0.25) * (Double(step) / 5 - 400)
    }
    let found = (0..<lrviz_variant_count()).map { variant in
      lrviz_use_variant(variant)
      var (exponential, tangent, logarithm) = (x, x, x)
      lrviz_exponential(&exponential, x.count)
      lrviz_tanh(&tangent, x.count)
      lrviz_logarithm(&logarithm, x.count)
      return (exponential + tangent + logarithm).flatMap { lanes in lanes.indices.map { lanes[$0].bitPattern }
      }
    }
    #expect(found.allSatisfy { $0 == found[0] })
    #expect(found[0].count == 12_000 * 8)
  }

  @Test("So does Adam, for any number of parameters", arguments: [1, 8, 13, 40], [0.9, 0.3])
  func adam(count: Int, beta1: Double) {
    let found = (0..<lrviz_variant_count()).map { variant in
      lrviz_use_variant(variant)
      var configuration = OptimizerConfiguration(.adam)
      (configuration.beta1, configuration.weightDecay, configuration.amsgrad) = (beta1, 0.1, true)
      var parameters = Parameters(tensorSizes: [count])
      var optimizer = Optimizer(configuration, groups: [[0..<count]], parameterCount: count)
      var random = RandomGenerator(seed: 3)
      for _ in 0..<9 {
        parameters.gradients = (0..<count).map { _ in random.normal() }
        optimizer.step(&parameters, [ParameterGroup(lr: 0.1, momentum: beta1)])
      }
      return parameters.values.map(\.bitPattern)
    }
    #expect(found.allSatisfy { $0 == found[0] })
    #expect(Set(found[0]).count == count)
  }

  @Test("A batch is gathered by its indices, the last sample filling up the eight")
  func gathering() {
    let rows = (0..<12).map(Double.init)
    var lanes = Array(repeating: Lanes(), count: 3 * 2)
    lrviz_gather(rows, 3, [3, 0, 0, 2, 1, 3, 2, 1, 0, 2], 10, &lanes)
    #expect(lanes[0] == Lanes(9, 0, 0, 6, 3, 9, 6, 3))
    #expect(lanes[1] == Lanes(0, 6, 6, 6, 6, 6, 6, 6))
    #expect(lanes[4] == Lanes(11, 2, 2, 8, 5, 11, 8, 5))
    #expect(lanes[5] == Lanes(2, 8, 8, 8, 8, 8, 8, 8))
  }
}
