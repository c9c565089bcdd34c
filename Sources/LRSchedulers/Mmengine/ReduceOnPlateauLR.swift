extension Mmengine {
  /// PyTorch's plateau rule; the metric is looked up by its name.
  struct ReduceOnPlateau: PlateauScheduler {
    enum Rule: String, CaseIterable { case less, greater }
    enum ThresholdRule: String, CaseIterable { case rel, abs }

    var monitor: String? = "loss"
    var sense = Rule.less
    var factor = 0.1
    var patience: PythonNumber = 10
    var threshold = 1e-4
    var thresholdRule = ThresholdRule.rel
    var cooldown: PythonNumber = 0
    var minValue: PerGroup<Double> = 0.0
    var eps = 1e-8
    var range = Range()

    var rule: PlateauRule {
      PlateauRule(
        isMax: sense == .greater, factor: factor, patience: patience, threshold: threshold,
        isRelative: thresholdRule == .rel, cooldown: cooldown)
    }

    func validate() throws(SchedulerError) {
      if range.end <= range.begin {
        throw SchedulerError(
          .value, "end should be larger than begin, but got begin=\(range.begin), end=\(range.end)",
          parameter: "end")
      }
      if factor >= 1 { throw SchedulerError(.value, "Factor should be < 1.0.", parameter: "factor") }
      if threshold < 0 {
        throw SchedulerError(.value, "threshold \(threshold.python) should be >= 0.", parameter: "threshold")
      }
      if !range.byEpoch {
        throw SchedulerError(
          .value, "Now ReduceOnPlateauLR only support by_epoch=True", parameter: "by_epoch")
      }
    }

    func validate(groups: [ParameterGroup]) throws(SchedulerError) {
      try validate()
      if let count = minValue.count, count != groups.count {
        throw SchedulerError(.value, "expected \(groups.count) min_lrs, got \(count)", parameter: "min_value")
      }
    }

    /// mmengine's worst metric is no infinity: a loss above it is never the best.
    func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
      try validate(groups: groups)
      _ = ParameterGroup.keepInitialLRs(&groups)
      return State(best: Double(sense == .greater ? -Mmengine.forever : Mmengine.forever))
    }

    func advance(
      _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      let metric = try required(metric)
      state.lastEpoch += 1
      guard state.lastEpoch >= range.begin, state.lastEpoch < range.end else { return }
      if rule.takes(metric, &state) { reduce(&groups) }
    }

    func reduce(_ groups: inout [ParameterGroup]) {
      for index in groups.indices { groups[index].lower(by: factor, to: minValue[index], eps: eps) }
    }

    static let declaration = SchedulerDeclaration(
      "ReduceOnPlateauLR", library: .mmengine,
      summary: "Lowers the learning rate when a metric has stopped improving.",
      formula: "lr = max(lr * factor, min_value) after more than patience bad epochs",
      quirks: ["The first best metric is 1e9, and not infinity: a loss above it is never better."],
      example: Self(),
      parameters: [
        .text("monitor", \.monitor, help: "the metric's name"),
        .choice(
          "rule", \.sense, unknown: { "mode \($0) is unknown!" }, help: "'less' is better, or 'greater'"),
        .fraction("factor", \.factor, help: "factor of each reduction"),
        .number("patience", \.patience, in: 0...100_000, help: "bad epochs that are tolerated"),
        .float("threshold", \.threshold, in: 0...1, step: .decade(from: 1e-8), help: "the least improvement"),
        .choice(
          "threshold_rule", \.thresholdRule, unknown: { "threshold mode \($0) is unknown!" },
          help: "'rel': a fraction of the best, 'abs': an amount"),
        .number(
          "cooldown", \.cooldown, in: 0...100_000,
          help: "epochs after a reduction in which bad ones do not count"),
        .floats("min_value", \.minValue, in: 0...10, step: .decade(from: 1e-8), help: "the lowest rate"),
        .float("eps", \.eps, in: 0...1, step: .decade(from: 1e-12), help: "the least reduction"),
        .integer(
          "begin", \.range.begin, in: 0...1e9, refusal: { "begin must be an int, but got \($0)" },
          help: "the first step in which it acts"),
        .integer(
          "end", \.range.end, in: 1...1e9, refusal: { "end must be an int, but got \($0)" },
          help: "the step from which on it does not"),
        .counter("last_step"), .bool("by_epoch", \.range.byEpoch, help: "must be True"),
        .bool("verbose", \.range.isVerbose, help: "whether mmengine prints reductions"),
      ])
  }
}
