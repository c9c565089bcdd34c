import Foundation
import LRSchedulers
import Testing

@testable import Training

@Suite("PyTorch's optimizers")
struct OptimizerVectorTests {
  static let vectors = OptimizerVectors.shared

  @Test("There are vectors for each of them")
  func complete() {
    let names = OptimizerConfiguration.Kind.allCases.map(\.rawValue)
    #expect(Self.vectors.signatures.map(\.name) == names)
    for name in names { #expect(Self.vectors.units.contains { $0.call.hasPrefix(name + "(") }, "\(name)") }
    #expect(Self.vectors.cases.count >= 28 && Self.vectors.refusals.count >= 50)
  }

  @Test(
    "Each step of one parameter is PyTorch's but for the last digit or two", arguments: vectors.units.indices)
  func steps(index: Int) throws {
    let unit = Self.vectors.units[index]
    let configuration = try OptimizerConfiguration(parsing: unit.call)
    var parameters = Parameters(tensorSizes: [1])
    parameters.values = [unit.start]
    var optimizer = Optimizer(configuration, groups: [[0..<1]], parameterCount: 1)
    let group = ParameterGroup(lr: unit.lr, momentum: configuration.momentumForGroups)
    for (step, gradient) in unit.gradients.enumerated() {
      parameters.gradients = [gradient]
      optimizer.step(&parameters, [group])
      let (ours, torch) = (parameters.values[0], unit.values[step])
      #expect(
        abs(ours - torch) <= 4 * max(1, abs(torch)).ulp, "\(unit.call) step \(step): \(ours), not \(torch)")
    }
  }

  @Test("Arguments have PyTorch's names, order and defaults", arguments: vectors.signatures.indices)
  func signatures(index: Int) throws {
    let signature = Self.vectors.signatures[index]
    let kind = try #require(OptimizerConfiguration.Kind(rawValue: signature.name))
    let ours = OptimizerParameter.all(of: kind)
    #expect(
      ours.filter { !$0.isKeywordOnly }.map(\.name)
        == signature.arguments.filter { !$0.keyword_only }.map(\.name))
    #expect(Set(ours.map(\.name)) == Set(signature.arguments.map(\.name)))
    for argument in signature.arguments {
      let call = "\(signature.name)(\(argument.name)=\(argument.default))"
      let configuration = try OptimizerConfiguration(parsing: call)
      #expect(configuration.spec == "\(signature.name)()", "\(call)")
      if argument.name == "lr" { #expect(configuration.lr == kind.defaultLR) }
    }
  }

  @Test("What PyTorch refuses is refused in its words", arguments: vectors.refusals.indices)
  func refusals(index: Int) {
    let refusal = Self.vectors.refusals[index]
    let error = #expect(throws: TrainingError.self) { try OptimizerConfiguration(parsing: refusal.call) }
    #expect(error?.message == refusal.message)
  }

  @Test(
    "A momentum is cycled where PyTorch finds one in the optimizer",
    arguments: OptimizerConfiguration.Kind.allCases)
  func cycling(kind: OptimizerConfiguration.Kind) throws {
    let hasNone = [.adagrad, .adadelta].contains(kind)
    for spec in ["CyclicLR(0.01, 0.1)", "OneCycleLR(0.1, total_steps=10)"] {
      var configuration = try configuration(spec, workload: "quadratic", epochs: 2)
      configuration.optimizer = OptimizerConfiguration(kind)
      guard hasNone else {
        #expect(try records(of: configuration)[0].momenta[0] > 0.8)
        continue
      }
      let error = #expect(throws: TrainingError.self) { try records(of: configuration) }
      #expect(
        error?.message == "optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
    }
  }

  @Test("A call that was read elsewhere makes the same optimizer")
  func readElsewhere() throws {
    let optimizer = try OptimizerConfiguration(
      className: "torch.optim.NAdam",
      arguments: [
        (nil, .double(0.01)), (nil, .list([.double(0.8), .double(0.99)])), ("weight_decay", .int(1)),
      ])
    #expect(optimizer.spec == "NAdam(betas=(0.8, 0.99), weight_decay=1.0)")
    #expect(optimizer.lr == 0.01)
  }

  @Test("The exported script builds it", arguments: OptimizerConfiguration.Kind.allCases)
  func export(kind: OptimizerConfiguration.Kind) throws {
    var optimizer = OptimizerConfiguration(kind)
    optimizer.weightDecay = 0.5
    let context = CodeContext(lrs: [0.2], optimizer: optimizer.spec)
    let code = try Schedule(parsing: "StepLR(10)").code(for: .pytorch, in: context).text
    #expect(code.contains("from torch.optim import \(kind.rawValue)\n"))
    #expect(code.contains("optimizer = \(kind.rawValue)(model.parameters(), lr=0.2, weight_decay=0.5)\n"))
  }

  @Test(
    "Groups are stepped apart, each with its rate and momentum",
    arguments: OptimizerConfiguration.Kind.allCases)
  func groups(kind: OptimizerConfiguration.Kind) {
    let settings = [ParameterGroup(lr: 0.1, momentum: 0.5), ParameterGroup(lr: 0.3, momentum: 0.7)]
    var together = Parameters(tensorSizes: [2, 1])
    var optimizer = Optimizer(OptimizerConfiguration(kind), groups: [[0..<2], [2..<3]], parameterCount: 3)
    var alone = settings.map { _ in Parameters(tensorSizes: [1]) }
    var single = settings.map { _ in
      Optimizer(OptimizerConfiguration(kind), groups: [[0..<1]], parameterCount: 1)
    }
    for step in 1...7 {
      let gradient = Double(step) - 3.5
      together.gradients = [gradient, gradient, 2 * gradient]
      optimizer.step(&together, settings)
      for index in settings.indices {
        alone[index].gradients = [gradient * Double(index + 1)]
        single[index].step(&alone[index], [settings[index]])
      }
    }
    #expect(together.values == [alone[0].values[0], alone[0].values[0], alone[1].values[0]])
    #expect(together.values.allSatisfy { $0 != 0 && $0.isFinite })
  }
}

extension OptimizerVectorTests {
  @Test(
    "Powers of betas are the system's but for the last digit",
    arguments: [0.9, 0.999, 0.5, 0.0, 1.0, 0.97, 0.8123456789])
  func powers(base: Double) {
    for exponent in Array(0...2000) + [10_000, 123_457, 1_000_000] {
      let system = pow(base, Double(exponent))
      #expect(abs(Optimizer.Update.power(base, exponent) - system) <= system.ulp, "\(base)^\(exponent)")
    }
  }
}
