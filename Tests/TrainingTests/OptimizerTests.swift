import LRSchedulers
import Testing

@testable import Training

@Suite("Optimizers")
struct OptimizerTests {
  /// A gradient of 1 at every step, from 0, at rate 1: PyTorch's own numbers (QUIRKS 11). In units of 1/6.
  static let vectors: [(spec: String, sixths: [Double])] = [
    ("SGD()", [-6, -12, -18]),
    ("SGD(momentum=0.5)", [-6, -15, -25.5]),
    ("SGD(momentum=0.5, dampening=0.5)", [-6, -12, -18]),
    ("SGD(momentum=0.5, nesterov=True)", [-9, -19.5, -30.75]),
    ("SGD(weight_decay=0.5)", [-6, -9, -10.5]),
    ("Adam(eps=0.5)", [-4, -8, -12]),
    ("AdamW(eps=0.5, weight_decay=0.5)", [-4, -6, -7]),
    ("Adam(eps=0.5, amsgrad=True)", [-4, -8, -12]),
  ]

  @Test("Steps are PyTorch's", arguments: vectors)
  func steps(spec: String, sixths: [Double]) throws {
    let configuration = try OptimizerConfiguration(parsing: spec)
    var parameters = Parameters(tensorSizes: [1])
    var optimizer = Optimizer(configuration, groups: [[0..<1]], parameterCount: 1)
    let group = ParameterGroup(lr: 1, momentum: configuration.momentumForGroups)
    for value in sixths.map({ $0 / 6 }) {
      parameters.gradients = [1]
      optimizer.step(&parameters, [group])
      #expect(abs(parameters.values[0] - value) < 1e-12, "\(spec): \(parameters.values[0]), not \(value)")
    }
  }

  @Test("Groups have their own rates and momenta")
  func groups() throws {
    var parameters = Parameters(tensorSizes: [2, 1])
    let partition = try ParameterPartition.groups(2, of: parameters)
    #expect(partition == [[0..<2], [2..<3]])
    var optimizer = Optimizer(OptimizerConfiguration(.sgd), groups: partition, parameterCount: 3)
    let settings = [ParameterGroup(lr: 1, momentum: 0), ParameterGroup(lr: 0.1, momentum: 0.5)]
    for _ in 0..<2 {
      parameters.gradients = [1, 2, 10]
      optimizer.step(&parameters, settings)
    }
    #expect(parameters.values == [-2, -4, -2.5])
  }

  @Test(
    "A call is read as Python reads it, and written in its canonical form",
    arguments: [
      ("SGD()", "SGD()"), ("SGD", "SGD()"),
      ("SGD(momentum=0.9, nesterov=True)", "SGD(momentum=0.9, nesterov=True)"),
      ("optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)", "SGD(momentum=0.9)"),
      ("SGD(0.1, 0.9, 0, 1e-4)", "SGD(momentum=0.9, weight_decay=0.0001)"),
      ("Adam(betas=(0.9, 0.999))", "Adam()"), ("Adam(params, 1e-3, (0.8, 0.99))", "Adam(betas=(0.8, 0.99))"),
      ("AdamW(weight_decay=0.01, amsgrad=False)", "AdamW()"),
      ("AdamW(weight_decay=0)", "AdamW(weight_decay=0.0)"),
      ("AdamW(params, lr=1e-3, fused=True, foreach=None)", "AdamW()"),
      ("torch.optim.RMSprop(model.parameters(), 0.01, 0.9)", "RMSprop(alpha=0.9)"),
      ("RMSprop(p, 0.01, 0.99, 1e-8, 0, 0.9, True)", "RMSprop(momentum=0.9, centered=True)"),
      ("Adagrad(lr_decay=1e-3, maximize=True)", "Adagrad(lr_decay=0.001, maximize=True)"),
      ("NAdam(decoupled_weight_decay=True)", "NAdam(decoupled_weight_decay=True)"),
    ])
  func parsing(text: String, spec: String) throws {
    let configuration = try OptimizerConfiguration(parsing: text)
    #expect(configuration.spec == spec)
    #expect(try OptimizerConfiguration(parsing: spec).spec == spec)
  }

  @Test("A pasted rate is kept apart")
  func pastedRate() throws {
    #expect(try OptimizerConfiguration(parsing: "Adam(model.parameters(), lr=3e-4)").lr == 3e-4)
    #expect(try OptimizerConfiguration(parsing: "Adam()").lr == nil)
  }

  @Test(
    "What PyTorch refuses is refused in its words",
    arguments: [
      ("SGD(momentum=-1)", "Invalid momentum value: -1"),
      ("SGD(lr=-0.1)", "Invalid learning rate: -0.1"),
      ("SGD(weight_decay=-1e-3)", "Invalid weight_decay value: -0.001"),
      ("SGD(nesterov=True)", "Nesterov momentum requires a momentum and zero dampening"),
      (
        "SGD(momentum=0.9, dampening=0.1, nesterov=True)",
        "Nesterov momentum requires a momentum and zero dampening"
      ),
      ("Adam(betas=(1.0, 0.9))", "Invalid beta parameter at index 0: 1.0"),
      ("Adam(betas=(0.9, -1))", "Invalid beta parameter at index 1: -1"),
      ("Adam(eps=-1)", "Invalid epsilon value: -1"),
      ("Adam(betas=0.9)", "betas must be two numbers such as (0.9, 0.999), but got 0.9"),
      ("SGD(nesterov=1)", "nesterov must be True or False, but got 1"),
      ("SGD(momentum='x')", "momentum must be a number, but got 'x'"),
      (
        "SGD(beta=1)",
        "unknown parameter 'beta' of SGD; expected one of lr, momentum, dampening, weight_decay, nesterov, maximize"
      ),
      ("SGD(momentum=0.9, momentum=0.9)", "SGD got multiple values for argument 'momentum'"),
      (
        "Lion()",
        "unknown optimizer 'Lion'; expected one of SGD, Adam, AdamW, RMSprop, Adagrad, NAdam, RAdam, Adamax, Adadelta"
      ),
      ("RMSProp()", "unknown optimizer 'RMSProp'; did you mean 'RMSprop'?"),
      (
        "Adadelta(1, 0.9, 1e-6, 0, None, False)",
        "Adadelta takes at most 5 positional arguments after the model's"
      ),
      ("Adagrad(foreach=2)", "foreach must be True or False, but got 2"),
    ])
  func refusals(text: String, message: String) {
    let error = #expect(throws: TrainingError.self) { try OptimizerConfiguration(parsing: text) }
    #expect(error?.message == message)
  }

  @Test(
    "What is no call is an error with its column", arguments: ["", "SGD(", "1 + 1", "SGD(momentum=)", "🦊"])
  func noCalls(text: String) {
    let error = #expect(throws: TrainingError.self) { try OptimizerConfiguration(parsing: text) }
    #expect(error?.message.hasPrefix("optimizer, column ") == true, "\(String(describing: error))")
  }
}
