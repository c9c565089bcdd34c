extension PytorchWarmup {
  /// How long a warm-up is: one length, or one for each group.
  struct Period: Equatable, Sendable {
    var steps: PerGroup<Double>

    func validate() throws(SchedulerError) {
      let all = if case .each(let values) = steps { values } else { [steps[0]] }
      guard let wrong = all.first(where: { $0 <= 0 || $0 != $0.rounded() }) else { return }
      throw SchedulerError(
        .value, "warmup_period must be a positive integer, but is \(wrong.python).",
        parameter: "warmup_period")
    }

    func validate(groups: [ParameterGroup]) throws(SchedulerError) {
      if let count = steps.count, count != groups.count {
        throw SchedulerError(
          .value,
          "The size of warmup_period (\(count)) does not match the size of param_groups (\(groups.count)).",
          parameter: "warmup_period")
      }
    }

    var mark: ScheduleExtent.Mark { .init("warmup_period", steps[0] - 1, offset: -1) }
  }

  struct Linear: PeriodWarmup {
    var period: Period
    var scheduler: Schedule?

    func factor(_ step: Int, group: Int) throws(SchedulerError) -> Double {
      min(1, Double(step + 1) / period.steps[group])
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: period.mark) }

    static let declaration = SchedulerDeclaration(
      "pytorch_warmup.LinearWarmup", library: .pytorchWarmup,
      summary: "Multiplies another scheduler's rate by a factor that rises along a line.",
      formula: "lr[t] = scheduler[t] * min(1, (t + 1) / warmup_period)",
      quirks: ["The decay runs below the warm-up from the start."],
      example: Linear(period: Period(steps: 10), scheduler: Schedule(declared: CosineAnnealingLR(tMax: 100))),
      parameters: [.warmupPeriod(\.period.steps), .counter("last_step"), .below])
  }

  struct Exponential: PeriodWarmup {
    var period: Period
    var scheduler: Schedule?

    func factor(_ step: Int, group: Int) throws(SchedulerError) -> Double {
      1 - PythonMath.exponential(-Double(step + 1) / period.steps[group])
    }

    static let declaration = SchedulerDeclaration(
      "ExponentialWarmup", library: .pytorchWarmup,
      summary: "Multiplies another scheduler's rate by a factor that rises towards 1 along an exponential.",
      formula: "lr[t] = scheduler[t] * (1 - exp(-(t + 1) / warmup_period))",
      quirks: ["The decay runs below the warm-up from the start."],
      example: Exponential(
        period: Period(steps: 10), scheduler: Schedule(declared: CosineAnnealingLR(tMax: 100))),
      parameters: [.warmupPeriod(\.period.steps), .counter("last_step"), .below])
  }

  struct UntunedLinear: DampeningScheduler {
    var beta2 = 0.999
    var scheduler: Schedule?

    func validate() throws(SchedulerError) {
      try PytorchWarmup.checkBeta(beta2, above: 0)
      try validateScheduler()
    }

    /// In binary, 0.999 makes 1999 of it.
    private var period: Double { (2 / (1 - beta2)).rounded(.towardZero) }

    func factor(_ step: Int, group: Int) throws(SchedulerError) -> Double {
      min(1, Double(step + 1) / period)
    }

    var extent: ScheduleExtent {
      ScheduleExtent(warmup: .init("beta2", period - 1, offset: nil, value: beta2))
    }

    static let declaration = SchedulerDeclaration(
      "UntunedLinearWarmup", library: .pytorchWarmup,
      summary: "A linear warm-up as long as Adam's beta2 makes it.",
      formula: "lr[t] = scheduler[t] * min(1, (t + 1) / int(2 / (1 - beta2)))",
      quirks: ["With beta2=0.999 it lasts 1999 steps, and not 2000."],
      example: UntunedLinear(), parameters: [.counter("last_step"), .beta(\.beta2), .below])
  }

  struct UntunedExponential: DampeningScheduler {
    var beta2 = 0.999
    var scheduler: Schedule?

    func validate() throws(SchedulerError) {
      try PytorchWarmup.checkBeta(beta2, above: 0)
      try validateScheduler()
    }

    func factor(_ step: Int, group: Int) throws(SchedulerError) -> Double {
      1 - PythonMath.exponential(-Double(step + 1) / (1 / (1 - beta2)).rounded(.towardZero))
    }

    static let declaration = SchedulerDeclaration(
      "UntunedExponentialWarmup", library: .pytorchWarmup,
      summary: "An exponential warm-up as long as Adam's beta2 makes it.",
      formula: "lr[t] = scheduler[t] * (1 - exp(-(t + 1) / int(1 / (1 - beta2))))",
      example: UntunedExponential(),
      parameters: [.counter("last_step"), .beta(\.beta2), .below])
  }

  /// RAdam's rectification.
  struct RAdam: DampeningScheduler {
    var beta2 = 0.999 {
      didSet { offset = Self.offset(beta2) }
    }
    var scheduler: Schedule?
    /// The first step whose variance is tractable.
    private var offset = Self.offset(0.999)

    init() {}

    func validate() throws(SchedulerError) {
      try PytorchWarmup.checkBeta(beta2, above: 0.6)
      try validateScheduler()
    }

    private static func rho(_ t: Double, _ beta2: Double) -> Double {
      let power = (try? PythonMath.power(beta2, t)) ?? 0
      return 2 / (1 - beta2) - 1 - 2 * t * power / (1 - power)
    }

    private static func offset(_ beta2: Double) -> Double {
      guard beta2 > 0.6, beta2 < 1 else { return 1 }
      return (1...1_000_000).first { rho(Double($0), beta2) > 4 }.map(Double.init) ?? 1
    }

    func factor(_ step: Int, group: Int) throws(SchedulerError) -> Double {
      let (rho, limit) = (Self.rho(Double(step) + offset, beta2), 2 / (1 - beta2) - 1)
      return ((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho)).squareRoot()
    }

    static let declaration = SchedulerDeclaration(
      "RAdamWarmup", library: .pytorchWarmup, summary: "The warm-up that RAdam makes of Adam's beta2.",
      formula:
        "lr[t] = scheduler[t] * sqrt((rho - 4) * (rho - 2) * r / ((r - 4) * (r - 2) * rho)), r = 2 / (1 - beta2) - 1",
      example: RAdam(), parameters: [.counter("last_step"), .beta(\.beta2), .below])
  }

  fileprivate static func checkBeta(_ beta2: Double, above lowest: Double) throws(SchedulerError) {
    if beta2 > lowest, beta2 < 1 { return }
    throw SchedulerError(
      .value, "beta2 (\(beta2.python)) must be greater than \(lowest.python) and below 1", parameter: "beta2")
  }
}

extension Parameter where S: DampeningScheduler {
  fileprivate static func warmupPeriod(_ field: Field<S, PerGroup<Double>>) -> Parameter {
    Parameter(
      name: "warmup_period", kind: .floats, requirement: .required, range: 1...10_000_000,
      naturalStep: .linear(1), choices: [],
      help: "steps of the warm-up, or a list by group",
      read: { $0[keyPath: field].parameterValue { .int(Int(clamping: $0)) } },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try PerGroup(value) { (element) throws(SchedulerError) in
          guard case .int(let steps) = element else {
            throw SchedulerError(
              .type, "\(element.python) (\(element.pythonType)) is not a list nor an int.",
              parameter: "warmup_period")
          }
          return Double(steps)
        }
      })
  }

  /// The optimizer's second beta.
  fileprivate static func beta(_ field: Field<S, Double>) -> Parameter {
    .float("beta2", field, in: 0.61...0.9999, step: .linear(0.01), help: "the second beta of the optimizer")
      .fromOutside
  }
}

/// A warm-up as long as one is told.
private protocol PeriodWarmup: DampeningScheduler {
  var period: PytorchWarmup.Period { get }
}

extension PeriodWarmup {
  func validate() throws(SchedulerError) {
    try period.validate()
    try validateScheduler()
  }

  func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try period.validate(groups: groups)
  }
}
