extension Optax {
  /// A line to the peak, which stays.
  struct WarmupConstant: AbsoluteScheduler, CatalogScheduler {
    var initValue: Double
    var peakValue: Double
    var warmupSteps: PythonNumber

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      try Linear(initValue: initValue, endValue: peakValue, transitionSteps: warmupSteps).rate(step)
    }

    var extent: ScheduleExtent {
      peakValue > initValue ? ScheduleExtent(warmup: .init("warmup_steps", warmupSteps)) : ScheduleExtent()
    }

    static let declaration = SchedulerDeclaration(
      "warmup_constant_schedule", library: .optax,
      summary: "Rises linearly to peak_value and stays; counts steps.",
      formula: "lr[t] = init_value + (peak_value - init_value) * min(t / warmup_steps, 1)",
      quirks: [
        "With warmup_steps=0 the rate stays init_value: the peak never comes."
      ],
      example: WarmupConstant(initValue: 0, peakValue: 0.1, warmupSteps: 10),
      parameters: Parameter.warmup(\.initValue, \.peakValue, \.warmupSteps))
  }

  /// A line to the peak, then a cosine; `decay_steps` includes the warm-up.
  struct WarmupCosineDecay: OptaxComposition, CatalogScheduler {
    var initValue: Double
    var peakValue: Double
    var warmupSteps: PythonNumber
    var decaySteps: PythonNumber
    var endValue = 0.0
    var exponent = 1.0

    func parts() throws(SchedulerError) -> ([any AbsoluteScheduler], [Double]) {
      let rise = Linear(initValue: initValue, endValue: peakValue, transitionSteps: warmupSteps)
      let fall = CosineDecay(
        initValue: peakValue, decaySteps: remaining, alpha: peakValue == 0 ? 0 : endValue / peakValue,
        exponent: exponent)
      return ([rise, fall], [warmupSteps.doubleValue])
    }

    private var remaining: PythonNumber {
      if case (.int(let all), .int(let warmup)) = (decaySteps, warmupSteps) {
        let (rest, overflow) = all.subtractingReportingOverflow(warmup)
        if !overflow { return .int(rest) }
      }
      return .double(decaySteps.doubleValue - warmupSteps.doubleValue)
    }

    var extent: ScheduleExtent {
      .descent(.init("decay_steps", decaySteps), warmup: .init("warmup_steps", warmupSteps))
    }

    static let declaration = SchedulerDeclaration(
      "warmup_cosine_decay_schedule", library: .optax,
      summary: "Rises linearly to peak_value, then falls along a cosine to end_value; counts steps.",
      formula: "lr[t] = line to peak_value at warmup_steps, cosine to end_value at decay_steps",
      quirks: [
        "decay_steps includes the warm-up and must be more; end_value is a rate, not a fraction."
      ],
      example: WarmupCosineDecay(initValue: 0, peakValue: 0.1, warmupSteps: 10, decaySteps: 100),
      parameters: Parameter.warmup(\.initValue, \.peakValue, \.warmupSteps) + [
        .steps("decay_steps", \.decaySteps, .required, help: "all steps, the warm-up's included"),
        .rate("end_value", \.endValue, help: "the last rate"), .exponent(\.exponent),
      ])
  }

  /// A line to the peak, then an exponential decay, whose steps do not include the warm-up.
  struct WarmupExponentialDecay: OptaxComposition, CatalogScheduler {
    var initValue: Double
    var peakValue: Double
    var warmupSteps: PythonNumber
    var transitionSteps: PythonNumber
    var decayRate: Double
    var transitionBegin: PythonNumber = 0
    var staircase = false
    var endValue: Double?

    func parts() throws(SchedulerError) -> ([any AbsoluteScheduler], [Double]) {
      let rise = Linear(initValue: initValue, endValue: peakValue, transitionSteps: warmupSteps)
      let fall = ExponentialDecay(
        initValue: peakValue, transitionSteps: transitionSteps, decayRate: decayRate,
        transitionBegin: transitionBegin, staircase: staircase, endValue: endValue)
      return ([rise, fall], [warmupSteps.doubleValue])
    }

    var extent: ScheduleExtent {
      let warmup = ScheduleExtent.Mark("warmup_steps", warmupSteps)
      let period = ScheduleExtent.Mark("transition_steps", transitionSteps)
      return ScheduleExtent(
        decay: endValue == nil ? .init(factor: decayRate, every: period) : nil
      ).delayed(by: warmup)
    }

    static let declaration = SchedulerDeclaration(
      "warmup_exponential_decay_schedule", library: .optax,
      summary: "Rises linearly to peak_value, then decays exponentially; counts steps.",
      formula: "lr[t] = line to peak_value, then peak_value * decay_rate ** ((t - w) / transition_steps)",
      quirks: [
        "transition_steps does not include the warm-up."
      ],
      example: WarmupExponentialDecay(
        initValue: 0, peakValue: 0.1, warmupSteps: 10, transitionSteps: 20, decayRate: 0.5),
      parameters: Parameter.warmup(\.initValue, \.peakValue, \.warmupSteps) + [
        .steps("transition_steps", \.transitionSteps, .required, help: "steps of one decay_rate")
      ] + Parameter.decay(\.decayRate, \.transitionBegin, \.staircase, \.endValue))
  }
}

extension Parameter {
  fileprivate static func warmup(
    _ initial: Field<S, Double>, _ peak: Field<S, Double>, _ steps: Field<S, PythonNumber>
  ) -> [Parameter] {
    [
      .rate("init_value", initial, .required, help: "the rate of step 0"),
      .rate("peak_value", peak, .required, help: "the rate after the warm-up"),
      .steps("warmup_steps", steps, .required, help: "steps of the warm-up"),
    ]
  }
}
