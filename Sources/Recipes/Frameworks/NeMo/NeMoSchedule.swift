import LRSchedulers

/// NeMo's policies as functions of the updates so far, in shares of the rate.
struct NeMoSchedule {
  private static let names = [
    "WarmupPolicy", "WarmupHoldPolicy", "SquareAnnealing", "SquareRootAnnealing", "CosineAnnealing",
    "NoamAnnealing", "NoamHoldAnnealing", "WarmupAnnealing", "WarmupHoldAnnealLinear",
    "WarmupHoldAnnealOneMinusSquareRoot", "InverseSquareRootAnnealing", "T5InverseSquareRootAnnealing",
    "PolynomialDecayAnnealing", "PolynomialHoldDecayAnnealing",
  ]
  private static let torch = ["StepLR", "ExponentialLR", "ReduceLROnPlateau", "CyclicLR"]
  private static let sched = "model.optim.sched"

  let reader: RecipeReader
  let rate: Double
  let steps: Int?

  init(_ reader: RecipeReader, rate: Double, steps: Int?) {
    (self.reader, self.rate, self.steps) = (reader, rate, steps)
  }

  func schedule(_ name: String) throws(SpecError) -> Schedule {
    if Self.torch.contains(name) { return try ofTorch(name) }
    guard Self.names.contains(name) else {
      throw reader.refusal(Self.sched + ".name", name, expected: Self.names + Self.torch)
    }
    let lowest = try number("min_lr") ?? (name == "SquareAnnealing" ? 1e-5 : 0)
    if lowest > rate, ["CosineAnnealing", "NoamAnnealing"].contains(name) {
      throw reader.refusal(
        Self.sched + ".min_lr",
        "is \(lowest.shown): the learning rate \(rate.shown) is lower than the minimum learning rate")
    }
    let floor = rate == 0 ? 0 : lowest / rate
    let warmup = try length("warmup", name)
    return try reader.schedule(factor: factor(name, floor.shown, warmup), for: Self.sched + ".name")
  }

  private func ofTorch(_ name: String) throws(SpecError) -> Schedule {
    let others = ["name", "monitor", "reduce_on_plateau", "max_steps"]
    let arguments = (reader.part[Self.sched]?.entries ?? []).filter {
      !others.contains($0.key) && !$0.key.hasPrefix("t_") && !$0.setting.isNull
    }.map { "\($0.key)=\($0.setting.python)" }
    return try reader.schedule(
      text: "torch.optim.lr_scheduler.\(name)(\((["optimizer"] + arguments).joined(separator: ", ")))",
      for: Self.sched + ".name")
  }

  // MARK: Arguments

  private func number(_ name: String) throws(SpecError) -> Double? {
    try reader.optionalNumber("\(Self.sched).\(name)")
  }

  /// The steps of a phase, given as such or as a share of all; 0 where neither is.
  private func length(_ phase: String, _ name: String) throws(SpecError) -> Int {
    let count = try reader.optionalCount("\(Self.sched).\(phase)_steps")
    guard let share = try number(phase + "_ratio") else {
      if let count { reader.rules.append("\(phase): \(RuleText.steps(count))") }
      return count ?? 0
    }
    if count != nil {
      throw reader.refusal(
        "\(Self.sched).\(phase)_ratio", "and \(phase)_steps are given; expected one of the two")
    }
    guard let steps else {
      if reader.missing.isEmpty { reader.ask("steps_per_epoch", for: phase + "_ratio") }
      return 0
    }
    let made = Int(saturating: (share * Double(steps)).rounded(.towardZero))
    reader.rules.append(
      "\(phase): int(\(share.shown) x \(RuleText.count(steps))) = \(RuleText.steps(made))")
    return made
  }

  // MARK: Formulas

  private func factor(_ name: String, _ floor: String, _ warmup: Int) throws(SpecError) -> String {
    let all = steps ?? 1
    let rise = warmup > 0 ? "(step + 1) / \(warmup + 1) if step <= \(warmup) else " : ""
    let tail = "\(floor) if step > \(all) else "
    let passed = warmup == 0 ? "step" : "(step - \(warmup))"
    let span = all - warmup
    switch name {
    case "NoamAnnealing": return try noam(floor, warmup)
    case "CosineAnnealing": return try cosine(floor, warmup, all, rise, tail)
    case "T5InverseSquareRootAnnealing": return try ofT5(floor, all)
    case "SquareAnnealing": return "\(rise)\(tail)max(((\(span) - \(passed)) / \(span)) ** 2, \(floor))"
    case "SquareRootAnnealing": return "\(rise)\(tail)max(((\(all) - step) / \(all)) ** 0.5, \(floor))"
    case "WarmupAnnealing": return "\(rise)\(tail)\(floor) + (1 - \(passed) / \(span)) * (1 - \(floor))"
    case "InverseSquareRootAnnealing": return "\(rise)\(tail)1 / ((step + 1) / \(warmup + 1)) ** 0.5"
    case "PolynomialDecayAnnealing": return rise + tail + (try polynomial(passed, span, floor))
    case "WarmupPolicy": return rise + tail + "1.0"
    default: return rise + (try held(name, floor, warmup, all, tail))
    }
  }

  /// What has a phase at the peak behind the warm-up.
  private func held(
    _ name: String, _ floor: String, _ warmup: Int, _ all: Int, _ tail: String
  ) throws(SpecError) -> String {
    let hold = try length("hold", name)
    let isGiven =
      reader.value(Self.sched + ".hold_steps") != nil || reader.value(Self.sched + ".hold_ratio") != nil
    let end = isGiven ? hold + warmup : 0
    let flat = end > warmup ? "1.0 if step < \(end) else " : ""
    let (passed, span) = (end == 0 ? "step" : "(step - \(end))", all - end)
    let fall: String
    switch name {
    case "WarmupHoldAnnealLinear": fall = "1 - (1 - \(floor)) * (\(passed) / \(span))"
    case "WarmupHoldAnnealOneMinusSquareRoot": fall = "max(\(floor), 1 - (\(passed) / \(span)) ** 0.5)"
    case "PolynomialHoldDecayAnnealing": fall = try polynomial(passed, all - max(warmup, end), floor)
    case "NoamHoldAnnealing": fall = try heldNoam(floor, warmup, hold: end > 0 ? hold : 0)
    default: fall = "1.0"
    }
    return flat + tail + fall
  }

  private func noam(_ floor: String, _ warmup: Int) throws(SpecError) -> String {
    reader.require(Self.sched + ".d_model", for: "the width of the model")
    let width = try reader.optionalNumber(Self.sched + ".d_model") ?? 1
    if width <= 0 { throw reader.refusal(Self.sched + ".d_model", "must be above 0, but is \(width.shown)") }
    let d = "\(RuleText.plain(width)) ** -0.5 * "
    let fall = "max(\(d)max(1, step) ** -0.5, \(floor))"
    guard warmup > 0 else { return fall }
    // Up to the warm-up's end both are the same, or the rise is the lower one.
    return
      "\(d)min(max(1, step) ** -0.5, max(1, step) * \(warmup) ** -1.5) if max(1, step) <= \(warmup) else \(fall)"
  }

  private func heldNoam(_ floor: String, _ warmup: Int, hold: Int) throws(SpecError) -> String {
    guard warmup > 0 else {
      throw reader.refusal(
        Self.sched + ".name", "is NoamHoldAnnealing, which cannot be used without warmup steps")
    }
    let power = try reader.number(Self.sched + ".decay_rate").shown
    return
      "max(max(1, \(warmup) ** \(power)) / max(1, (step - \(hold)) ** \(power)), \(floor))"
  }

  private func cosine(
    _ floor: String, _ warmup: Int, _ all: Int, _ rise: String, _ tail: String
  ) throws(SpecError) -> String {
    let constant = try length("constant", "CosineAnnealing")
    let passed = warmup == 0 ? "step" : "(step - \(warmup))"
    guard constant > 0 else {
      return
        "\(rise)\(tail)(1 - \(floor)) * (0.5 * (1 + math.cos(math.pi * \(passed) / \(all - warmup)))) + \(floor)"
    }
    let decay = all - (constant + warmup)
    reader.rules.append("cosine: \(RuleText.count(decay)) steps, with Megatron's warm-up from 0")
    let line = warmup > 0 ? "step / \(warmup) if step <= \(warmup) else " : ""
    return
      "\(line)\(floor) if step > \(warmup + decay) else \(floor) + 0.5 * (math.cos(math.pi * (\(passed) / \(decay))) + 1.0) * (1 - \(floor))"
  }

  private func polynomial(_ passed: String, _ span: Int, _ floor: String) throws(SpecError) -> String {
    let power = try reader.number(Self.sched + ".power").shown
    let part =
      try reader.flag(Self.sched + ".cycle")
      ? "\(passed) / (\(span) * (1.0 if \(passed) == 0 else math.ceil(\(passed) / \(span))))"
      : "min(\(passed), \(span)) / \(span)"
    return "(1 - \(floor)) * math.pow(1.0 - \(part), \(power)) + \(floor)"
  }

  /// Rates of its own, whatever the optimizer's is.
  private func ofT5(_ floor: String, _ all: Int) throws(SpecError) -> String {
    let constant = try reader.optionalCount(Self.sched + ".constant_steps") ?? 0
    guard constant > 0, rate > 0 else {
      throw reader.refusal(
        Self.sched + ".constant_steps",
        "is \(constant), by which T5InverseSquareRootAnnealing divides; expected at least 1"
      )
    }
    let scale = RuleText.plain(rate)
    return
      "1 / \(constant) ** 0.5 / \(scale) if step <= \(constant) else \(floor) if step > \(all) else 1 / step ** 0.5 / \(scale)"
  }
}
