extension Paddle {
  /// A line, then a rate or another schedule that counts from there.
  struct LinearWarmup: CompositeScheduler {
    /// What follows the warm-up.
    enum Inner: Equatable, Sendable {
      case rate(Double)
      case schedule(Schedule)
    }

    var inner: Inner
    var warmupSteps: PythonNumber
    var startLR: Double
    var endLR: Double
    var kept = KeptArguments()

    var parts: [Schedule] { if case .schedule(let schedule) = inner { [schedule] } else { [] } }

    /// An inner ReduceOnPlateau is given the number of the step.
    var needsMetric: Bool { false }

    func validate() throws(SchedulerError) {
      guard case .int(let steps) = warmupSteps, steps > 0 else {
        throw SchedulerError(
          .value, "'warmup_steps' must be a positive integer, but got \(warmupSteps)",
          parameter: "warmup_steps")
      }
      if startLR < 0 {
        throw SchedulerError(
          .value, "Invalid learning rate: \(PythonNumber.repr(startLR))", parameter: "start_lr")
      }
      if endLR <= startLR {
        throw SchedulerError(
          .value, "end_lr \(endLR.python) must be greater than start_lr \(startLR.python)",
          parameter: "end_lr")
      }
      for part in parts {
        if part.entry.library != .paddle {
          throw SchedulerError(
            .type,
            "the type of learning_rate should be [int, float or LRScheduler], the current type is \(part.name) of \(part.entry.library.rawValue)",
            parameter: "learning_rate")
        }
        try part.scheduler.validate()
      }
    }

    func complete(_ state: inout CompositeState, _ groups: inout [ParameterGroup]) throws(SchedulerError) {
      for index in groups.indices { groups[index].lr = startLR }
    }

    func step(
      _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      let k = state.lastEpoch - Int(clamping: warmupSteps.doubleValue)
      if k < 0 {
        let rate = (endLR - startLR) * Double(state.lastEpoch) / warmupSteps.doubleValue + startLR
        return groups.setAll(rate)
      }
      guard case .schedule(let schedule) = inner else {
        if case .rate(let rate) = inner { groups.setAll(rate) }
        return
      }
      if k == 0 { state.change = .phase }
      if let function = schedule.scheduler as? any PaddleSchedule {
        for index in groups.indices { groups[index].lr = try function.jumped(k, last: groups[index].lr) }
      } else {
        if k == 0, let plateau = schedule.scheduler as? ReduceOnPlateau {
          groups.setAll(plateau.learningRate)
        }
        try state.advanceLink(0, &groups, metric: Double(k))
      }
    }

    var phases: [SchedulePhase] {
      [SchedulePhase(index: 0, name: "warm-up", start: 0)]
        + parts.map { SchedulePhase(index: 0, name: $0.name, start: Int(clamping: warmupSteps.doubleValue)) }
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: .init("warmup_steps", warmupSteps)) }

    static let declaration = SchedulerDeclaration(
      "LinearWarmup", library: .paddle,
      summary: "Raises the rate along a line, then follows a rate or another schedule from its beginning.",
      formula: "lr[t] = start_lr + (end_lr - start_lr) * t / w, then inner[t - w]",
      quirks: [
        "Nothing ties end_lr to the first rate of what follows.",
        "A ReduceOnPlateau inside is given the step's number as its metric.",
      ],
      example: Self(
        inner: .schedule(Schedule(declared: CosineAnnealingDecay(learningRate: 0.1, tMax: 90))),
        warmupSteps: 10, startLR: 0, endLR: 0.1),
      parameters: [
        learningRate, .steps("warmup_steps", \.warmupSteps, .required, help: "steps of the rise"),
        .rate("start_lr", \.startLR, .required, help: "the first rate"),
        .rate("end_lr", \.endLR, .required, help: "what the rise goes to"),
        .counter("last_epoch"), .kept("verbose", \.kept, false, help: "whether Paddle prints each rate"),
      ])

    private static var learningRate: Parameter<Self> {
      Parameter(
        name: "learning_rate", kind: .schedules, requirement: .required, range: 0...10,
        naturalStep: .decade(from: 1e-8), choices: [],
        help: "the rate behind the warm-up, or a schedule", accepts: [.numbers],
        read: {
          if case .schedule(let schedule) = $0.inner {
            .schedule(schedule)
          } else if case .rate(let rate) = $0.inner {
            .double(rate)
          } else {
            .null
          }
        },
        write: { (scheduler, value) throws(SchedulerError) in
          if case .schedule(let schedule) = value {
            scheduler.inner = .schedule(schedule)
          } else {
            scheduler.inner = .rate(try value.float(for: "learning_rate"))
          }
        })
    }
  }

  /// PyTorch's rule, which in a cooldown does not look at the metric.
  struct ReduceOnPlateau: PlateauScheduler {
    enum Mode: String, CaseIterable { case min, max }
    enum ThresholdMode: String, CaseIterable { case rel, abs }

    var learningRate: Double
    var mode = Mode.min
    var factor = 0.1
    var patience: PythonNumber = 10
    var threshold = 1e-4
    var thresholdMode = ThresholdMode.rel
    var cooldown: PythonNumber = 0
    var minLR = 0.0
    var epsilon = 1e-8
    var kept = KeptArguments()

    var rule: PlateauRule {
      PlateauRule(
        isMax: mode == .max, factor: factor, patience: patience, threshold: threshold,
        isRelative: thresholdMode == .rel, cooldown: cooldown)
    }

    func validate() throws(SchedulerError) {
      if factor >= 1 {
        throw SchedulerError(
          .value, "new_lr = origin_lr * gamma and gamma should be < 1.0.", parameter: "factor")
      }
    }

    func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
      try validate(groups: groups)
      groups.setAll(learningRate)
      return State(best: mode == .max ? -.infinity : .infinity)
    }

    func advance(
      _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      let metric = try required(metric)
      state.lastEpoch += 1
      if state.cooldownCounter > 0 {
        state.cooldownCounter -= 1
        return
      }
      if state.bestEpoch == nil || isBetter(metric, than: state.best) {
        (state.best, state.bestEpoch, state.numBadEpochs) = (metric, state.lastEpoch, 0)
      } else {
        state.numBadEpochs += 1
      }
      guard Double(state.numBadEpochs) > patience.doubleValue else { return }
      state.cooldownCounter = Int(clamping: cooldown.doubleValue.rounded(.up))
      state.numBadEpochs = 0
      reduce(&groups)
    }

    /// In Paddle's order of operations.
    private func isBetter(_ metric: Double, than best: Double) -> Bool {
      let margin = thresholdMode == .rel ? best * threshold : threshold
      return mode == .min ? metric < best - margin : metric > best + margin
    }

    func reduce(_ groups: inout [ParameterGroup]) {
      for index in groups.indices { groups[index].lower(by: factor, to: minLR, eps: epsilon) }
    }

    static let declaration = SchedulerDeclaration(
      "ReduceOnPlateau", library: .paddle, summary: "Lowers the rate when a metric has stopped improving.",
      formula: "lr = max(lr * factor, min_lr) after more than patience bad epochs",
      quirks: ["In a cooldown the metric is not looked at, so that the best value does not move either."],
      example: Self(learningRate: 0.1),
      parameters: [
        .rate("learning_rate", \.learningRate, .required, help: "the first rate"),
        .choice(
          "mode", \.mode, unknown: { "mode: \($0) is unknown!" }, help: "'min': lower is better, or 'max'"),
        .float("factor", \.factor, in: 0...0.99, step: .linear(0.05), help: "factor of each reduction"),
        .number("patience", \.patience, in: 0...100_000, help: "bad epochs that are tolerated"),
        .float("threshold", \.threshold, in: 0...1, step: .decade(from: 1e-8), help: "the least improvement"),
        .choice(
          "threshold_mode", \.thresholdMode, unknown: { "threshold mode: \($0) is unknown!" },
          help: "'rel': a fraction of the best, or 'abs'"),
        .number(
          "cooldown", \.cooldown, in: 0...100_000, help: "epochs behind a reduction in which nothing counts"),
        .rate("min_lr", \.minLR, help: "the lowest rate"),
        .float("epsilon", \.epsilon, in: 0...1, step: .decade(from: 1e-12), help: "the least reduction"),
        .kept("verbose", \.kept, false, help: "whether Paddle prints reductions"),
      ], optimizer: OptimizerPlace.none)
  }
}

extension [ParameterGroup] {
  /// One rate for all groups.
  mutating func setAll(_ rate: Double) {
    for index in indices { self[index].lr = rate }
  }
}
