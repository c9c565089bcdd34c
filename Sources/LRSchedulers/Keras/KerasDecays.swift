extension Keras {
  /// A power of `decay_rate` that grows with the step.
  struct ExponentialDecay: KerasDecay, CatalogScheduler {
    var initialLR: Double
    var decaySteps: PythonNumber
    var decayRate: Double
    var staircase = false
    var name: String?

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let done = Double(step) / decaySteps.doubleValue
      return initialLR * (try PythonMath.power(decayRate, staircase ? done.rounded(.down) : done))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { staircase ? .decay : nil }

    var extent: ScheduleExtent {
      let period = ScheduleExtent.Mark("decay_steps", decaySteps)
      return ScheduleExtent(
        firstChange: staircase ? period : nil, decay: .init(factor: decayRate, every: period))
    }

    static let declaration = SchedulerDeclaration(
      "ExponentialDecay", library: .keras,
      summary:
        "Multiplies the learning rate by decay_rate in every decay_steps, smoothly or not; counts steps.",
      formula: "lr[t] = initial_learning_rate * decay_rate ** (t / decay_steps)",
      quirks: [
        "The decay never stops; an int as initial_learning_rate makes Keras compute in ints, which is not copied."
      ],
      example: ExponentialDecay(initialLR: 0.1, decaySteps: 20, decayRate: 0.5),
      parameters: [
        .initialLR, .decaySteps,
        .fraction("decay_rate", \.decayRate, .required, help: "factor in every decay_steps"),
        .bool("staircase", \.staircase, help: "decay at once instead of smoothly"), .name,
      ])
  }

  /// Divides by what grows with the step.
  struct InverseTimeDecay: KerasDecay, CatalogScheduler {
    var initialLR: Double
    var decaySteps: PythonNumber
    var decayRate: Double
    var staircase = false
    var name: String?

    func rate(_ step: Int) -> Double {
      let done = Double(step) / decaySteps.doubleValue
      return initialLR / (1 + decayRate * (staircase ? done.rounded(.down) : done))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { staircase ? .decay : nil }

    static let declaration = SchedulerDeclaration(
      "InverseTimeDecay", library: .keras,
      summary: "Divides the learning rate by 1 + decay_rate * t / decay_steps; counts steps.",
      formula: "lr[t] = initial_learning_rate / (1 + decay_rate * t / decay_steps)",
      quirks: [
        "The decay never stops."
      ],
      example: InverseTimeDecay(initialLR: 0.1, decaySteps: 10, decayRate: 0.5),
      parameters: [
        .initialLR, .decaySteps,
        .float(
          "decay_rate", \.decayRate, .required, in: 0...10, step: .linear(0.05), help: "how fast it falls"),
        .bool("staircase", \.staircase, help: "decay at once instead of smoothly"), .name,
      ])
  }

  /// A power of the way left, once or stretched again and again.
  struct PolynomialDecay: KerasDecay, CatalogScheduler {
    var initialLR: Double
    var decaySteps: PythonNumber
    var endLR = 0.0001
    var power = 1.0
    /// Stretches the decay to the next multiple of `decay_steps`, which is no restart.
    var cycle = false
    var name: String?

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let left = 1 - done(Double(step))
      return (initialLR - endLR) * (try PythonMath.power(left, power)) + endLR
    }

    private func done(_ step: Double) -> Double {
      let steps = decaySteps.doubleValue
      if cycle { return step / (steps * (step == 0 ? 1 : (step / steps).rounded(.up))) }
      return min(step, steps) / steps
    }

    var extent: ScheduleExtent {
      let end = ScheduleExtent.Mark("decay_steps", decaySteps)
      return ScheduleExtent(completion: end, rest: cycle ? nil : end)
    }

    static let declaration = SchedulerDeclaration(
      "PolynomialDecay", library: .keras,
      summary: "Lowers the learning rate to end_learning_rate along a polynomial; counts steps.",
      formula: "lr[t] = (initial - end) * (1 - min(t, decay_steps) / decay_steps) ** power + end",
      quirks: [
        "It ends at 0.0001 unless told otherwise; cycle=True stretches the decay and does not restart it."
      ],
      example: PolynomialDecay(initialLR: 0.1, decaySteps: 100),
      parameters: [
        .initialLR, .decaySteps, .rate("end_learning_rate", \.endLR, help: "the rate at the end"),
        .float("power", \.power, in: 0...10, step: .linear(0.1), help: "1 is a line, 2 a parabola"),
        .bool("cycle", \.cycle, help: "stretch the decay to the next multiple of decay_steps"), .name,
      ])
  }

  /// A rate for each stretch of steps; the boundary still has the old one.
  struct PiecewiseConstantDecay: AbsoluteScheduler, CatalogScheduler {
    var boundaries: [PythonNumber]
    var values: [PythonNumber]
    var name: String?

    func validate() throws(SchedulerError) {
      if boundaries.count == values.count - 1 { return }
      throw SchedulerError(
        .value,
        "The length of boundaries should be 1 less than the length of values. Received: "
          + "boundaries=\(boundaries) of length \(boundaries.count), and values=\(values) of length \(values.count).",
        parameter: "values")
    }

    func rate(_ step: Int) -> Double {
      // Float boundaries are cast to the step's type, which truncates them.
      let passed = boundaries.prefix { Double(step) > $0.doubleValue.rounded(.towardZero) }.count
      return values[passed].doubleValue
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    // The boundary still has the old rate.
    var extent: ScheduleExtent { .milestones("boundaries", boundaries.map { $0.doubleValue + 1 }) }

    static let declaration = SchedulerDeclaration(
      "PiecewiseConstantDecay", library: .keras,
      summary: "Gives each stretch of steps its own learning rate; counts steps.",
      formula: "lr[t] = values[count(b < t for b in boundaries)]",
      quirks: [
        "The boundary still has the old rate, one step later than PyTorch's milestones."
      ],
      example: PiecewiseConstantDecay(boundaries: [30, 60], values: [0.1, 0.05, 0.01]),
      parameters: [
        .numbers(
          "boundaries", \.boundaries, .required, in: 1...10_000_000, help: "last steps of the stretches"),
        .numbers("values", \.values, .required, in: 0...10, help: "the rates, one more than boundaries"),
        .text("name", \.name, help: "display name"),
      ])
  }
}
