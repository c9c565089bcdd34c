extension Optax {
  /// Half a cosine to a fraction of the first rate, then flat.
  struct CosineDecay: AbsoluteScheduler, CatalogScheduler {
    var initValue: Double
    var decaySteps: PythonNumber
    var alpha = 0.0
    /// Acts on the cosine, before `alpha`.
    var exponent = 1.0

    func validate() throws(SchedulerError) {
      if decaySteps.doubleValue > 0 { return }
      throw SchedulerError(
        .value,
        "The cosine_decay_schedule requires positive decay_steps, got decay_steps=\(decaySteps).",
        parameter: "decay_steps")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let length = decaySteps.doubleValue
      let cosine = 0.5 * (1 + (try PythonMath.cosine(.pi * min(Double(step), length) / length)))
      return initValue * ((1 - alpha) * (try PythonMath.power(cosine, exponent)) + alpha)
    }

    var extent: ScheduleExtent { .descent(.init("decay_steps", decaySteps)) }

    static let declaration = SchedulerDeclaration(
      "cosine_decay_schedule", library: .optax,
      summary: "Lowers the learning rate along a cosine to a fraction alpha, then flat; counts steps.",
      formula: "lr[t] = init * ((1 - alpha) * ((1 + cos(pi * min(t, T) / T)) / 2) ** exponent + alpha)",
      quirks: [
        "alpha is a fraction of init_value; exponent acts on the cosine, before alpha."
      ],
      example: CosineDecay(initValue: 0.1, decaySteps: 100),
      parameters: [
        .rate("init_value", \.initValue, .required, help: "the first rate"),
        .number("decay_steps", \.decaySteps, .required, in: 1...10_000_000, help: "decay length in steps"),
        .fraction("alpha", \.alpha, help: "what stays, as a fraction of init_value"), .exponent(\.exponent),
      ])
  }

  /// A power of `decay_rate` that grows with the step.
  struct ExponentialDecay: AbsoluteScheduler, CatalogScheduler {
    var initValue: Double
    var transitionSteps: PythonNumber
    var decayRate: Double
    var transitionBegin: PythonNumber = 0
    var staircase = false
    /// The lowest rate if it falls, the highest if it grows; holds from the first step on.
    var endValue: Double?

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let length = transitionSteps.doubleValue
      if length <= 0 || decayRate == 0 { return initValue }
      let count = Double(step) - max(transitionBegin.doubleValue, 0)
      let power = staircase ? (count / length).rounded(.down) : count / length
      let rate = count <= 0 ? initValue : initValue * (try PythonMath.power(decayRate, power))
      guard let endValue else { return rate }
      return decayRate < 1 ? max(rate, endValue) : min(rate, endValue)
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { staircase ? .decay : nil }

    var extent: ScheduleExtent {
      let period = ScheduleExtent.Mark("transition_steps", transitionSteps)
      let first = ScheduleExtent.Mark(
        "transition_steps", transitionSteps, offset: max(transitionBegin.doubleValue, 0))
      return ScheduleExtent(
        firstChange: staircase ? first : nil,
        decay: endValue == nil ? .init(factor: decayRate, every: period) : nil)
    }

    static let declaration = SchedulerDeclaration(
      "exponential_decay", library: .optax,
      summary: "Multiplies the learning rate by decay_rate in every transition_steps; counts steps.",
      formula: "lr[t] = init * decay_rate ** ((t - begin) / transition_steps)",
      quirks: [
        "end_value bounds the rate at once, even before transition_begin; without it the decay never stops."
      ],
      example: ExponentialDecay(initValue: 0.1, transitionSteps: 20, decayRate: 0.5),
      parameters: [
        .rate("init_value", \.initValue, .required, help: "the first rate"),
        .steps("transition_steps", \.transitionSteps, .required, help: "steps of one decay_rate"),
      ] + Parameter.decay(\.decayRate, \.transitionBegin, \.staircase, \.endValue))
  }
}

extension Parameter {
  static func exponent(_ field: Field<S, Double>) -> Parameter {
    .float("exponent", field, in: 0.1...10, step: .linear(0.1), help: "bends the cosine")
  }

  /// What the two exponential schedules take last.
  static func decay(
    _ rate: Field<S, Double>, _ begin: Field<S, PythonNumber>, _ staircase: Field<S, Bool>,
    _ end: Field<S, Double?>
  ) -> [Parameter] {
    [
      .float(
        "decay_rate", rate, .required, in: 0...2, step: .linear(0.05),
        help: "factor in every transition_steps"),
      .steps("transition_begin", begin, help: "steps before the decay"),
      .bool("staircase", staircase, help: "decay at once instead of smoothly"),
      .optionalFloat("end_value", end, help: "the lowest rate, or the highest if decay_rate is above 1"),
    ]
  }
}
