extension Transformers {
  /// Raises the rate while a metric improves, and lowers it while it does not (`transformers.optimization.GreedyLR`).
  struct GreedyLR: StageableScheduler {
    enum Mode: String, CaseIterable { case min, max }
    enum ThresholdMode: String, CaseIterable { case rel, abs }

    var mode = Mode.min
    var factor = 0.95
    var patience: PythonNumber = 10
    var threshold = 1e-6
    var thresholdMode = ThresholdMode.abs
    var cooldown: PythonNumber = 0
    var warmup: PythonNumber = 0
    var minLR: PerGroup<Double> = 1e-3
    var maxLR: PerGroup<Double> = 1
    var eps = 1e-8
    var kept = KeptArguments()
    var smooths = false
    var windowSize: PythonNumber = 50
    var resetStart: PythonNumber = 500

    var needsMetric: Bool { true }

    func changeKind(in state: State) -> LRChange.Kind? { state.isReset ? .restart : .plateau }

    func validate() throws(SchedulerError) {
      if factor >= 1 { throw SchedulerError(.value, "Factor should be < 1.0.", parameter: "factor") }
      if windowSize.doubleValue < 1 || windowSize.doubleValue > 1_000_000 {
        throw SchedulerError(
          .value, "window_size must be from 1 to 1000000, but got \(windowSize)", parameter: "window_size")
      }
    }

    func validate(groups: [ParameterGroup]) throws(SchedulerError) {
      try validate()
      for (name, list) in [("min_lr", minLR), ("max_lr", maxLR)] {
        guard let count = list.count, count != groups.count else { continue }
        throw SchedulerError(.value, "expected \(groups.count) \(name)s, got \(count)", parameter: name)
      }
    }

    func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
      try validate(groups: groups)
      return State(best: worst, firstLRs: groups.map(\.lr), resetStart: resetStart.doubleValue)
    }

    private var worst: Double { mode == .min ? .infinity : -.infinity }

    func advance(
      _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      guard var current = metric else {
        throw SchedulerError(.type, "GreedyLR.step() missing 1 required positional argument: 'metrics'")
      }
      if smooths { current = state.average(current, window: Int(clamping: windowSize.doubleValue)) }
      state.lastEpoch += 1
      state.isReset = false
      if state.cooldownCounter > 0 || state.warmupCounter > 0 {
        if state.cooldownCounter > 0 { state.cooldownCounter -= 1 } else { state.warmupCounter -= 1 }
        (state.numBadEpochs, state.numGoodEpochs) = (0, 0)
        return
      }
      judge(current, &state, &groups)
    }

    private func judge(_ current: Double, _ state: inout State, _ groups: inout [ParameterGroup]) {
      if isBetter(current, than: state.best) {
        (state.best, state.bestEpoch, state.numBadEpochs) = (current, state.lastEpoch, 0)
        state.numGoodEpochs += 1
      } else {
        state.numBadEpochs += 1
        state.numGoodEpochs = 0
      }
      if Double(state.numGoodEpochs) > patience.doubleValue {
        increase(&state, &groups)
        (state.warmupCounter, state.numGoodEpochs) = (warmup.doubleValue, 0)
      } else if Double(state.numBadEpochs) > patience.doubleValue {
        reduce(&state, &groups)
        (state.cooldownCounter, state.numBadEpochs) = (cooldown.doubleValue, 0)
      }
    }

    func limit(_ best: Double) -> Double {
      let margin = thresholdMode == .abs ? threshold : 0
      let ratio = thresholdMode == .rel ? threshold : 0
      return mode == .min ? best * (1 - ratio) - margin : best * (1 + ratio) + margin
    }

    private func isBetter(_ metric: Double, than best: Double) -> Bool {
      mode == .min ? metric < limit(best) : metric > limit(best)
    }

    private func increase(_ state: inout State, _ groups: inout [ParameterGroup]) {
      for index in groups.indices {
        let higher = min(groups[index].lr / factor, maxLR[index])
        if higher - groups[index].lr > eps { groups[index].lr = higher }
      }
      state.resetStart = resetStart.doubleValue
    }

    private func reduce(_ state: inout State, _ groups: inout [ParameterGroup]) {
      for index in groups.indices { groups[index].lower(by: factor, to: minLR[index], eps: eps) }
      guard groups.indices.allSatisfy({ !(groups[$0].lr > minLR[$0]) }) else { return }
      state.resetStart -= 1
      guard state.resetStart <= 0 else { return }
      for index in groups.indices { groups[index].lr = state.firstLRs[index] }
      state.reset(to: worst, resetStart: resetStart.doubleValue)
    }
  }
}

extension Transformers.GreedyLR: CatalogScheduler {
  func plateau(in state: State) -> PlateauStatus? {
    PlateauStatus(
      best: state.best, nextBest: limit(state.best), bestEpoch: state.bestEpoch,
      numBadEpochs: state.numBadEpochs,
      patience: Int(clamping: patience.doubleValue), cooldownCounter: Int(clamping: state.cooldownCounter),
      cooldown: Int(clamping: cooldown.doubleValue))
  }

  func notes(_ context: NoteContext) -> [ScheduleNote] {
    guard
      context.lrs.indices.contains(where: {
        context.lrs[$0] <= minLR[minLR.count == nil ? 0 : min($0, (minLR.count ?? 1) - 1)]
      })
    else { return [] }
    return [ScheduleNote("GreedyLR never lowers the LR, as min_lr is not below it")]
  }

  static let declaration = SchedulerDeclaration(
    "GreedyLR", library: .transformers, module: "transformers.optimization",
    summary: "Raises the learning rate while a metric improves, and lowers it while it does not.",
    formula:
      "lr = min(lr / factor, max_lr) after more than patience good steps, max(lr * factor, min_lr) after as many bad ones",
    quirks: [
      "min_lr is 0.001 by default: a smaller rate is never lowered.",
      "At min_lr everything returns to its start after reset_start reductions.",
    ],
    example: Self(),
    parameters: [
      .choice(
        "mode", \.mode, unknown: { "mode \($0) is unknown!" }, help: "'min': lower is better, or 'max'"),
      .float(
        "factor", \.factor, in: 0.01...0.99, step: .linear(0.05),
        help: "factor of each reduction, by which a rise divides"),
      .number("patience", \.patience, in: 0...100_000, help: "good or bad steps that are waited for"),
      .float("threshold", \.threshold, in: 0...1, step: .decade(from: 1e-8), help: "the least improvement"),
      .choice(
        "threshold_mode", \.thresholdMode, unknown: { "threshold mode \($0) is unknown!" },
        help: "'abs': an amount, or 'rel'"),
      .number(
        "cooldown", \.cooldown, in: 0...100_000, help: "steps behind a reduction in which nothing counts"),
      .number("warmup", \.warmup, in: 0...100_000, help: "steps behind a rise in which nothing counts"),
      .floats("min_lr", \.minLR, in: 0...10, step: .decade(from: 1e-8), help: "the lowest rate"),
      .floats("max_lr", \.maxLR, in: 0...10, step: .decade(from: 1e-8), help: "the highest rate"),
      .float("eps", \.eps, in: 0...1, step: .decade(from: 1e-12), help: "the least change"),
      .kept("verbose", \.kept, false, help: "whether it prints changes"),
      .bool("smooth", \.smooths, help: "judge the mean of the last metrics"),
      .number("window_size", \.windowSize, in: 1...10_000, help: "how many of them"),
      .number(
        "reset_start", \.resetStart, in: 1...100_000, help: "reductions at min_lr before it starts over"),
    ])
}
