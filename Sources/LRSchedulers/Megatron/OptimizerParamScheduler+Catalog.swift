extension Megatron.OptimizerParamScheduler {
  var extent: ScheduleExtent {
    let counts = increments != StepIncrements()
    func mark(_ name: String, _ count: PythonNumber) -> ScheduleExtent.Mark {
      .init(
        name, increments.steps(to: count.doubleValue), offset: counts ? nil : 0,
        value: counts ? count.doubleValue : nil)
    }
    let rise = mark("lr_warmup_steps", warmupSteps)
    if style == .constant { return ScheduleExtent(warmup: warmupSteps.doubleValue > 0 ? rise : nil) }
    return .descent(mark("lr_decay_steps", decaySteps), warmup: rise, endsWithRun: true)
  }

  func notes(_ context: NoteContext) -> [ScheduleNote] {
    guard style == .wsd, let annealingSteps,
      annealingSteps.doubleValue > decaySteps.doubleValue - warmupSteps.doubleValue, !warmupSteps.isZero
    else { return [] }
    return [
      ScheduleNote("OptimizerParamScheduler jumps down behind the warm-up, in which WSD's decay has begun")
    ]
  }

  static let declaration = SchedulerDeclaration(
    "OptimizerParamScheduler", library: .megatron,
    summary:
      "Warms up, then lowers the learning rate to min_lr along one of Megatron's curves; counts samples or steps.",
    formula: "lr[n] = min + (max - min) * curve((n - w) / (d - w)), and min from n > d on",
    quirks: [
      "min_lr is a rate, and no fraction of max_lr.",
      "inverse-square-root falls to min_lr at once behind lr_decay_steps.",
      "A WSD decay longer than what is left behind the warm-up begins below it: the rate jumps down at its end.",
    ],
    example: Self(
      initLR: 0, maxLR: 3e-4, minLR: 3e-5, warmupSteps: 100, decaySteps: 1000, style: .cosine),
    parameters: [
      .rate("init_lr", \.initLR, .required, help: "the first rate of the warm-up"),
      .rate("max_lr", \.maxLR, .required, help: "the rate behind the warm-up"),
      .rate("min_lr", \.minLR, .required, help: "the lowest rate"),
      .steps("lr_warmup_steps", \.warmupSteps, .required, help: "length of the rise, the last step included"),
      .steps("lr_decay_steps", \.decaySteps, .required, help: "length of all, the warm-up's included"),
      .choice(
        "lr_decay_style", \.style, .required, unknown: { "\($0) decay style is not supported." },
        help: "the curve behind the warm-up"),
      .kept("start_wd", \.kept, 0.01, isRequired: true, help: "weight decay, which changes no rate"),
      .kept("end_wd", \.kept, 0.01, isRequired: true, help: "weight decay at the end"),
      .kept("wd_incr_steps", \.kept, 1000, isRequired: true, help: "steps of the weight decay's change"),
      .kept("wd_incr_style", \.kept, "constant", isRequired: true, help: "how the weight decay changes"),
      .kept("use_checkpoint_opt_param_scheduler", \.kept, true, help: "which arguments count after a resume"),
      .kept("override_opt_param_scheduler", \.kept, false, help: "which arguments count after a resume"),
      .optionalNumber(
        "wsd_decay_steps", \.annealingSteps, in: 1...10_000_000, help: "the last steps, in which WSD decays"),
      .optionalChoice(
        "lr_wsd_decay_style", \.annealing, unknown: { "WSD decay style \($0) is not supported." },
        help: "how WSD decays"),
      Parameter(
        name: "increment", kind: .number, requirement: .defaulting(1), range: 1...1_000_000,
        naturalStep: .linear(1),
        choices: [],
        help: "what a step counts, such as the samples of a batch; a list is that of the first steps",
        isOutside: true, accepts: [.lists], read: { $0.increments.parameterValue },
        write: { (scheduler, value) throws(SchedulerError) in
          scheduler.increments = try StepIncrements(value, for: "increment")
        }),
    ])
}

extension StepIncrements {
  fileprivate var parameterValue: ParameterValue {
    values.count == 1 ? ParameterValue(values[0]) : .list(values.map(ParameterValue.init))
  }

  /// One number, or a list of them.
  fileprivate init(_ value: ParameterValue, for name: String) throws(SchedulerError) {
    let values = if case .list = value { try value.numbers(for: name) } else { [try value.number(for: name)] }
    // A step of a list may count nothing, but what holds on does not.
    guard values.allSatisfy({ $0.doubleValue >= 0 }), (values.last?.doubleValue ?? 0) > 0,
      values.count <= 1_000_000
    else {
      let first = values.prefix(8).map { ParameterValue($0).python }.joined(separator: ", ")
      let shown = values.count > 8 ? "[\(first), …]" : value.python
      throw SchedulerError(.value, "\(name) must be above 0, but got \(shown)", parameter: name)
    }
    self.init(values)
  }
}
