extension Composer {
  struct ConstantWithWarmup: ComposerWarmup {
    var warmup: Warmup
    var alpha = 1.0
    var end = Time.whole
    var clock = Clock()
    var times: [Time] { [warmup.time, end] }
    var warmupTarget: Double { alpha }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      _ = try fraction(batches, behindWarmupTo: end)
      return try warming(batches) ?? alpha
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: mark("t_warmup", warmup.time, isScaled: false)) }

    static let declaration = SchedulerDeclaration(
      "ConstantWithWarmupScheduler", library: .composer,
      summary: "Raises the learning rate from 0 to alpha of it, which stays.",
      formula: "lr[t] = base_lr * alpha * min(1, (t - 1) / t_warmup)",
      quirks: ["Batches 0 and 1 both run at rate 0."],
      example: ConstantWithWarmup(warmup: .example, clock: .example),
      parameters: [
        .warmupTime, .alpha("alpha", \.alpha, help: "the multiplier behind it"),
        .time("t_max", \.end, help: "how long; at least the training"), .scalesWarmup,
      ] + Parameter.context)
  }

  struct LinearWithWarmup: ComposerWarmup {
    var warmup: Warmup
    var start = 1.0
    var last = 0.0
    var end = Time.whole
    var clock = Clock()
    var times: [Time] { [warmup.time, end] }
    var warmupTarget: Double { start }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      let done = try fraction(batches, behindWarmupTo: end)
      return try warming(batches) ?? start + done * (last - start)
    }

    var extent: ScheduleExtent { extent(to: end) }

    static let declaration = SchedulerDeclaration(
      "LinearWithWarmupScheduler", library: .composer,
      summary: "Raises the learning rate from 0, then takes it from alpha_i to alpha_f along a line.",
      formula: "lr[t] = base_lr * (alpha_i + (alpha_f - alpha_i) * (t - 1 - w) / (t_max - w))",
      quirks: ["Batches 0 and 1 both run at rate 0, and alpha_f is not reached in the training."],
      example: LinearWithWarmup(warmup: .example, clock: .example),
      parameters: [
        .warmupTime, .alpha("alpha_i", \.start, help: "the multiplier behind the warm-up"),
        .alpha("alpha_f", \.last, help: "the last multiplier"),
        .time("t_max", \.end, help: "how long; at least the training"),
        .scalesWarmup,
      ] + Parameter.context)
  }

  struct CosineWithWarmup: ComposerWarmup {
    var warmup: Warmup
    var end = Time.whole
    var last = 0.0
    var clock = Clock()
    var times: [Time] { [warmup.time, end] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      let done = try fraction(batches, behindWarmupTo: end)
      if let warming = try warming(batches) { return warming }
      return try Composer.cosine(done, to: last)
    }

    var extent: ScheduleExtent { extent(to: end) }

    static let declaration = SchedulerDeclaration(
      "CosineAnnealingWithWarmupScheduler", library: .composer,
      summary: "Raises the learning rate from 0, then anneals it along a cosine to alpha_f of it.",
      formula: "lr[t] = base_lr * (a + (1 - a) * (1 + cos(pi * (t - 1 - w) / (t_max - w))) / 2)",
      quirks: [
        "Batches 0 and 1 both run at rate 0, the peak is in batch w + 1, and alpha_f is not reached in the training."
      ],
      example: CosineWithWarmup(warmup: .example, clock: .example),
      parameters: [
        .warmupTime, .time("t_max", \.end, help: "how long; at least the training"),
        .alpha("alpha_f", \.last, help: "the last multiplier"), .scalesWarmup,
      ] + Parameter.context)
  }

  struct PolynomialWithWarmup: ComposerWarmup {
    var warmup: Warmup
    var power = 2.0
    var end = Time.whole
    var last = 0.0
    var clock = Clock()
    var times: [Time] { [warmup.time, end] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      let done = try fraction(batches, behindWarmupTo: end)
      if let warming = try warming(batches) { return warming }
      return last + (try PythonMath.power(1 - done, power)) * (1 - last)
    }

    var extent: ScheduleExtent { extent(to: end) }

    static let declaration = SchedulerDeclaration(
      "PolynomialWithWarmupScheduler", library: .composer,
      summary: "Raises the learning rate from 0, then lowers it along a power of the time left.",
      formula: "lr[t] = base_lr * (a + (1 - a) * (1 - (t - 1 - w) / (t_max - w))**power)",
      quirks: ["Batches 0 and 1 both run at rate 0, and alpha_f is not reached in the training."],
      example: PolynomialWithWarmup(warmup: .example, clock: .example),
      parameters: [
        .warmupTime, .float("power", \.power, in: 0...10, step: .linear(0.5), help: "1 is a line"),
        .time("t_max", \.end, help: "how long; at least the training"),
        .alpha("alpha_f", \.last, help: "the last multiplier"),
        .scalesWarmup,
      ] + Parameter.context)
  }

  /// llm-foundry's: an inverse square root, and a line down at the end.
  struct InverseSquareRootWithWarmup: ComposerWarmup {
    var warmup: Warmup
    var scale: Time
    var cooldown: Time
    var end = Time.whole
    var lastDecay = 0.0
    var lastCooldown = 0.0
    var clock = Clock()
    var times: [Time] { [warmup.time, scale, cooldown, end] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      try checkUnits()
      if let warming = try warming(batches) { return warming }
      let (start, last) = (try clock.converted(warmup.time, isScaled: false), try clock.converted(end))
      let (width, rest) = (try clock.converted(scale), try clock.converted(cooldown))
      let now = try clock.now(batches, in: start.unit)
      let w = start.value.doubleValue
      let turn = max(w, last.value.doubleValue - rest.value.doubleValue)
      if now < turn { return try decayed(now, w, width.value.doubleValue) }
      let from = try decayed(turn, w, width.value.doubleValue)
      if rest.value.isZero { return from }
      let x = min(1, (now - turn) / rest.value.doubleValue)
      return from + x * (lastCooldown - from)
    }

    func validate() throws(SchedulerError) {
      if lastDecay < lastCooldown {
        throw SchedulerError(
          .value,
          "Required: alpha_f_decay >= alpha_f_cooldown. Current: alpha_f_decay=\(lastDecay.python), alpha_f_cooldown=\(lastCooldown.python).",
          parameter: "alpha_f_decay")
      }
      for (name, time) in own where time.unit == .duration {
        throw SchedulerError(.value, "\(name) cannot be in units of \"dur\".", parameter: name)
      }
    }

    private var own: [(String, Time)] {
      [("t_warmup", warmup.time), ("t_scale", scale), ("t_cooldown", cooldown)]
    }

    private func checkUnits() throws(SchedulerError) {
      let unit = try clock.duration().unit
      for (name, time) in own where time.unit != unit {
        throw SchedulerError(
          .value, "\(name) (\(time.text)) must match max_duration unit (\(unit.rawValue)).", parameter: name)
      }
    }

    private func decayed(_ now: Double, _ w: Double, _ width: Double) throws(SchedulerError) -> Double {
      lastDecay + (1 - lastDecay) * (try PythonMath.divide(1, by: ((now + width - w) / width).squareRoot()))
    }

    var extent: ScheduleExtent { extent(to: end) }

    static let declaration = SchedulerDeclaration(
      "InverseSquareRootWithWarmupScheduler", library: .composer, module: "llmfoundry.optim",
      summary:
        "Raises the learning rate from 0, lowers it with the inverse square root of the time, and to an end along a line.",
      formula: "lr[t] = base_lr * (f + (1 - f) / sqrt((t - 1 + s - w) / s)), then a line to alpha_f_cooldown",
      quirks: ["Batches 0 and 1 both run at rate 0."],
      example: InverseSquareRootWithWarmup(
        warmup: .example, scale: Time(value: 10, unit: .batch), cooldown: Time(value: 20, unit: .batch),
        clock: Clock(maxDuration: Time(value: 100, unit: .batch))),
      parameters: [
        .warmupTime, .time("t_scale", \.scale, .required, help: "by which the time of the root is divided"),
        .time("t_cooldown", \.cooldown, .required, help: "length of the line at the end"),
        .time("t_max", \.end, help: "how long"),
        .alpha("alpha_f_decay", \.lastDecay, help: "what the root goes towards"),
        .alpha("alpha_f_cooldown", \.lastCooldown, help: "the last multiplier"),
      ] + Parameter.context)
  }
}

extension ComposerWarmup {
  fileprivate func extent(to end: Composer.Time) -> ScheduleExtent {
    guard let end = mark("t_max", end) else { return ScheduleExtent() }
    return .descent(end, warmup: mark("t_warmup", warmup.time, isScaled: false), endsWithRun: true)
  }
}

extension Composer.Warmup {
  fileprivate static let example = Self(time: .init(value: 10, unit: .batch))
}
