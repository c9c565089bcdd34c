extension Ignite {
  /// A line, then a handler or a scheduler of PyTorch, whose first value is not said twice.
  struct Warmup: IgniteComposite {
    var scheduler: Schedule
    var startValue: Double
    var duration: PythonNumber
    var endValue: Double?
    var kept = KeptArguments()
    var members: [Schedule] { [scheduler] }

    func validate() throws(SchedulerError) {
      try Self.requireHandler(scheduler, torchToo: true, at: "lr_scheduler")
      try scheduler.scheduler.validate()
      guard case .int(let count) = duration, count > 1 else {
        throw SchedulerError(
          .value, "Argument warmup_duration should be at least 2 events, but given \(duration)",
          parameter: "warmup_duration")
      }
    }

    private var isTorch: Bool { !(parts[0].scheduler is any IgniteFunction || parts[0].scheduler is Concat) }

    /// The calls of the warm-up, the line's end included where it is said.
    private func calls(from rate: Double) throws(SchedulerError) -> Int {
      let count = Int(clamping: duration.doubleValue)
      let end = endValue ?? rate
      if isTorch { return end == rate ? count : count + 1 }
      return try first(rate) == end ? count - 1 : count
    }

    private func first(_ rate: Double) throws(SchedulerError) -> Double {
      if let function = parts[0].scheduler as? any IgniteFunction { return try function.rate(0) }
      return try ScheduleRun(parts[0], lr: rate).lr
    }

    func complete(_ state: inout CompositeState, _ groups: inout [ParameterGroup]) throws(SchedulerError) {
      groups.setAll(startValue)
    }

    func step(
      _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      let t = state.lastEpoch
      var count = 0
      for index in groups.indices {
        // What the group had once PyTorch's scheduler was built, which its base rate is.
        let rate = groups[index].initialLR ?? groups[index].lr
        count = try calls(from: rate)
        guard t < count else { continue }
        let (last, end) = (Int(clamping: duration.doubleValue) - 1, endValue ?? rate)
        groups[index].lr = t > last ? rate : startValue + (end - startValue) * Double(t) / Double(last)
      }
      guard t >= count else { return }
      if t == count { state.change = .phase }
      if isTorch {
        return try advanceTorch(0, t - count + 1, &state, &groups)
      }
      if parts[0].scheduler is Concat {
        if t > count { try state.advanceLink(0, &groups) } else { groups.setAll(try first(groups[0].lr)) }
        return
      }
      try call(0, t - count, &state, &groups)
    }

    func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> CompositeState {
      try validate(groups: groups)
      _ = ParameterGroup.keepInitialLRs(&groups)
      var own = groups
      let stepper = try parts[0].scheduler.stepper(on: &own)
      if isTorch { groups = own }
      var state = CompositeState(lastEpoch: 0, members: [stepper], of: parts)
      try complete(&state, &groups)
      return state
    }

    var extent: ScheduleExtent {
      ScheduleExtent(warmup: .init("warmup_duration", duration.doubleValue - 1, offset: -1))
    }

    static let declaration = SchedulerDeclaration(
      "create_lr_scheduler_with_warmup", library: .ignite, module: "ignite.handlers",
      summary: "Raises the rate along a line, then calls a handler or a scheduler of PyTorch.",
      formula: "lr[t] = start + (end - start) * t / (w - 1), then scheduler[t - w + 1]",
      quirks: ["The end of the warm-up is at iteration warmup_duration - 1."],
      example: Self(
        scheduler: Schedule(declared: Cosine(cycle: Cycle(start: 0.1, end: 0, size: 90))), startValue: 0,
        duration: 10, endValue: 0.1),
      parameters: [
        .schedule("lr_scheduler", \.scheduler, help: "what follows"),
        .rate("warmup_start_value", \.startValue, .required, help: "the first rate"),
        .steps("warmup_duration", \.duration, .required, help: "iterations of the warm-up"),
        .optionalFloat(
          "warmup_end_value", \.endValue, .noneByDefault,
          help: "what the rise goes to; None: the optimizer's rate"),
        .kept("save_history", \.kept, false, help: "whether ignite keeps the values"),
        .kept("output_simulated_values", \.kept, .null, help: "a list for the values"),
      ], optimizer: OptimizerPlace.none)
  }

  /// PyTorch's plateau rule as a handler.
  struct ReduceLROnPlateauScheduler: PlateauScheduler {
    var metricName: String? = "loss"
    var groupIndex: Int?
    var kept = KeptArguments()
    var torch = ReduceLROnPlateau()

    var rule: PlateauRule {
      PlateauRule(
        isMax: torch.mode == .max, factor: torch.factor, patience: torch.patience, threshold: torch.threshold,
        isRelative: torch.thresholdMode == .rel, cooldown: torch.cooldown)
    }

    func validate() throws(SchedulerError) { try torch.validate() }

    func validate(groups: [ParameterGroup]) throws(SchedulerError) {
      try validate()
      if let groupIndex, !groups.indices.contains(groupIndex) {
        throw SchedulerError(
          .value, "list index out of range: param_group_index=\(groupIndex)", parameter: "param_group_index")
      }
    }

    /// The lowest rate counts only where the group is given.
    func reduce(_ groups: inout [ParameterGroup]) {
      let lowest = groupIndex == nil ? 0 : torch.minLR[0]
      for index in groups.indices where groupIndex == nil || groupIndex == index {
        groups[index].lower(by: torch.factor, to: lowest, eps: torch.eps)
      }
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard groupIndex == nil, torch.minLR != 0 else { return [] }
      return [ScheduleNote("ReduceLROnPlateauScheduler drops min_lr, as param_group_index is not given")]
    }

    static let declaration = SchedulerDeclaration(
      "ReduceLROnPlateauScheduler", library: .ignite,
      summary: "Lowers the learning rate when a metric has stopped improving.",
      formula: "lr = max(lr * factor, min_lr) after more than patience bad epochs",
      quirks: ["min_lr is dropped unless param_group_index is given."],
      example: Self(),
      parameters: [
        metric, .kept("trainer", \.kept, .null, help: "an engine"),
        .kept("save_history", \.kept, false, help: "whether ignite keeps the rates"),
        .optionalInteger(
          "param_group_index", \.groupIndex, in: 0...100,
          refusal: { "param_group_index must be an int, but got \($0)" }, help: "the group; None: all"),
        .choice(
          "mode", \.torch.mode, unknown: { "mode \($0) is unknown!" },
          help: "'min': lower is better, or 'max'"),
        .float("factor", \.torch.factor, in: 0...0.99, step: .linear(0.05), help: "factor of each reduction"),
        .number("patience", \.torch.patience, in: 0...100_000, help: "bad epochs that are tolerated"),
        .float(
          "threshold", \.torch.threshold, in: 0...1, step: .decade(from: 1e-8), help: "the least improvement"),
        .choice(
          "threshold_mode", \.torch.thresholdMode, unknown: { "threshold mode \($0) is unknown!" },
          help: "'rel': a fraction of the best, or 'abs'"),
        .number(
          "cooldown", \.torch.cooldown, in: 0...100_000,
          help: "epochs behind a reduction in which bad ones do not count"),
        .floats("min_lr", \.torch.minLR, in: 0...10, step: .decade(from: 1e-8), help: "the lowest rate"),
        .float("eps", \.torch.eps, in: 0...1, step: .decade(from: 1e-12), help: "the least reduction"),
      ])

    private static var metric: Parameter<Self> {
      var parameter = Parameter<Self>.text("metric_name", \.metricName, help: "the metric's name")
      parameter.requirement = .required
      return parameter
    }
  }
}
