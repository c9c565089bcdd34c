extension Timm {
  /// Warm-up, a phase that stays or falls slowly, and a decay to the lowest rate.
  struct WarmupStableDecay: TimmScheduler, CatalogScheduler {
    enum Stable: String, CaseIterable { case constant, rsqrt, power }
    enum Decay: String, CaseIterable {
      case linear
      case squareRoot = "1-sqrt"
      case cosine, power, exp
    }

    var length: PythonNumber
    var decayLength: PythonNumber
    var lowest = 0.0
    var stable = Stable.constant
    var timescale: PythonNumber?
    var stablePower = 0.5
    var decay = Decay.squareRoot
    var decayPower = 0.5
    var decayRatio = 0.1
    /// The warm-up always comes before the rest.
    var warmup = Warmup(isPrefix: true)

    func validate() throws(SchedulerError) {
      let (t, d) = (length.doubleValue, decayLength.doubleValue)
      try require(t > 0, "Invalid t_initial (\(length)), must be > 0.", "t_initial")
      try require(
        d > 0 && d <= t,
        "Invalid decay_t (\(decayLength)), must be in (0, t_initial] w/ t_initial=\(length).", "decay_t")
      try require(lowest >= 0, "Invalid lr_min (\(lowest.python)), must be >= 0.", "lr_min")
      try require(
        decayRatio > 0 && decayRatio < 1, "Invalid decay_ratio (\(decayRatio.python)), must be in (0, 1).",
        "decay_ratio")
      try require(decayPower > 0, "Invalid decay_power (\(decayPower.python)), must be > 0.", "decay_power")
      try require(
        stablePower > 0, "Invalid stable_power (\(stablePower.python)), must be > 0.", "stable_power")
      try require(
        stable == .constant || scale > 0,
        "stable_fn=\(stable.rawValue) requires a positive stable_timescale, it defaults to warmup_t (\(warmup.steps)), set it explicitly when there is no warmup.",
        "stable_timescale")
    }

    private func require(_ holds: Bool, _ message: @autoclosure () -> String, _ name: String)
      throws(SchedulerError)
    {
      if !holds { throw SchedulerError(.value, message(), parameter: name) }
    }

    private var scale: Double { (timescale ?? warmup.steps).doubleValue }

    func curve(_ t: Double, base: Double) throws(SchedulerError) -> Double {
      let rate = max(base * (try stableFactor(t)), lowest)
      let done = t - (length.doubleValue - decayLength.doubleValue)
      if done <= 0 { return rate }
      return lowest + (rate - lowest) * (try decayFactor(min(done / decayLength.doubleValue, 1)))
    }

    private func stableFactor(_ t: Double) throws(SchedulerError) -> Double {
      if stable == .constant { return 1 }
      return try PythonMath.power(1 + t / scale, stable == .rsqrt ? -0.5 : -stablePower)
    }

    private func decayFactor(_ x: Double) throws(SchedulerError) -> Double {
      switch decay {
      case .linear: 1 - x
      case .squareRoot: 1 - x.squareRoot()
      case .cosine: 0.5 * (1 + (try PythonMath.cosine(.pi * x)))
      case .power: 1 - (try PythonMath.power(x, decayPower))
      case .exp: ((try PythonMath.power(decayRatio, x)) - decayRatio) / (1 - decayRatio)
      }
    }

    var extent: ScheduleExtent {
      .descent(
        .init("t_initial", length, offset: warmup.steps.doubleValue), warmup: warmup.mark, endsWithRun: true)
    }

    static let declaration = SchedulerDeclaration(
      "WSDLRScheduler", library: .timm,
      summary: "Warms up, keeps the learning rate or lowers it slowly, then decays it to lr_min.",
      formula:
        "lr[t] = lr_min + (base_lr * stable(t - w) - lr_min) * decay((t - w - t_initial + decay_t) / decay_t)",
      quirks: ["lr_min comes at warmup_t + t_initial, behind the last step of the schedule."],
      example: WarmupStableDecay(length: 50, decayLength: 10),
      parameters: [
        .steps("t_initial", \.length, .required, help: "length of the stable phase and the decay"),
        .steps("decay_t", \.decayLength, .required, help: "length of the decay"),
        .rate("lr_min", \.lowest, help: "the last rate"),
        .choice(
          "stable_fn", \.stable,
          unknown: { "Invalid stable_fn (\($0)), must be one of ('constant', 'rsqrt', 'power')." },
          help: "the stable phase"),
        .optionalNumber(
          "stable_timescale", \.timescale, in: 1...1_000_000,
          help: "timescale of 'rsqrt' and 'power'; None: warmup_t"),
        .float("stable_power", \.stablePower, in: 0.01...10, step: .linear(0.1), help: "exponent of 'power'"),
        .choice(
          "decay_fn", \.decay,
          unknown: {
            "Invalid decay_fn (\($0)), must be one of ('linear', '1-sqrt', 'cosine', 'power', 'exp') or a callable."
          }, help: "the curve of the decay"),
        .float(
          "decay_power", \.decayPower, in: 0.01...10, step: .linear(0.1), help: "exponent of a 'power' decay"),
        .float(
          "decay_ratio", \.decayRatio, in: 0.01...0.99, step: .linear(0.05),
          help: "where an 'exp' decay would end"),
        .warmupT, .warmupLRInit, .tInEpochs,
      ])
  }

  /// PyTorch's plateau rule behind a warm-up.
  struct Plateau: PlateauScheduler {
    enum Mode: String, CaseIterable { case min, max }

    var decayRate = 0.1
    var patience: PythonNumber = 10
    var threshold = 1e-4
    var cooldown: PythonNumber = 0
    var warmupT: PythonNumber = 0
    var warmupLR = 0.0
    var lowest = 0.0
    var mode = Mode.max

    var rule: PlateauRule {
      PlateauRule(
        isMax: mode == .max, factor: decayRate, patience: patience, threshold: threshold, cooldown: cooldown)
    }

    func validate() throws(SchedulerError) {
      if decayRate >= 1 { throw SchedulerError(.value, "Factor should be < 1.0.", parameter: "decay_rate") }
    }

    func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
      try validate(groups: groups)
      _ = ParameterGroup.keepInitialLRs(&groups)
      if !warmupT.isZero { groups.setAll(warmupLR) }
      return State(best: mode == .max ? -.infinity : .infinity)
    }

    /// The rises of the warm-up look at no metric.
    func advance(
      _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      state.lastEpoch += 1
      let t = Double(state.lastEpoch)
      guard t > warmupT.doubleValue else {
        for index in groups.indices {
          let base = groups[index].initialLR ?? groups[index].lr
          groups[index].lr = warmupLR + t * ((base - warmupLR) / warmupT.doubleValue)
        }
        return
      }
      if rule.takes(try required(metric), &state) { reduce(&groups) }
    }

    func reduce(_ groups: inout [ParameterGroup]) {
      for index in groups.indices { groups[index].lower(by: decayRate, to: lowest, eps: 1e-8) }
    }

    static let declaration = SchedulerDeclaration(
      "PlateauLRScheduler", library: .timm,
      summary: "Warms up, then lowers the learning rate when a metric has stopped improving.",
      formula: "lr = max(lr * decay_rate, lr_min) after more than patience_t bad epochs",
      quirks: [
        "A higher metric is better by default, as of an accuracy.",
        "In the warm-up the metric is not looked at.",
      ],
      example: Self(),
      parameters: [
        .fraction("decay_rate", \.decayRate, help: "factor of each reduction"),
        .number("patience_t", \.patience, in: 0...100_000, help: "bad epochs that are tolerated"),
        .float(
          "threshold", \.threshold, in: 0...1, step: .decade(from: 1e-8),
          help: "the least improvement, of the best"),
        .number(
          "cooldown_t", \.cooldown, in: 0...100_000,
          help: "epochs behind a reduction in which bad ones do not count"),
        .steps("warmup_t", \.warmupT, help: "epochs of the linear warm-up"),
        .rate("warmup_lr_init", \.warmupLR, help: "the rate of epoch 0, if there is a warm-up"),
        .rate("lr_min", \.lowest, help: "the lowest rate"),
        .choice(
          "mode", \.mode, unknown: { "mode \($0) is unknown!" }, help: "'max': higher is better, or 'min'"),
      ])
  }
}
