import LRSchedulers

/// ESPnet's own schedulers as functions of the updates so far, in shares of the rate, and PyTorch's by their names.
struct ESPnetSchedule {
  /// PyTorch's classes, by what they are called here, and whether they step with epochs.
  private static let torch: [String: (name: String, isEpochwise: Bool)] = [
    "reducelronplateau": ("ReduceLROnPlateau", true), "steplr": ("StepLR", true),
    "multisteplr": ("MultiStepLR", true), "exponentiallr": ("ExponentialLR", true),
    "cosineannealinglr": ("CosineAnnealingLR", true), "cycliclr": ("CyclicLR", false),
    "onecyclelr": ("OneCycleLR", false),
    "cosineannealingwarmrestarts": ("CosineAnnealingWarmRestarts", false),
  ]
  private static let own = [
    "warmuplr", "noamlr", "warmupsteplr", "piecewiselinearwarmuplr", "tristagelr",
    "exponentialdecaywarmup",
  ]

  let reader: RecipeReader
  let rate: Double

  init(_ reader: RecipeReader, rate: Double) { (self.reader, self.rate) = (reader, rate) }

  static func stepsWithEpochs(_ name: String?) -> Bool { name.flatMap { torch[$0] }?.isEpochwise ?? false }

  func schedule(_ name: String?) throws(SpecError) -> Schedule {
    guard let name else {
      return try reader.schedule("get_constant_schedule", [:], for: "scheduler")
    }
    if let known = Self.torch[name] { return try ofTorch(known.name) }
    let factor: String
    switch name {
    case "warmuplr": factor = try warmup()
    case "noamlr": factor = try noam()
    case "warmupsteplr": factor = try steps()
    case "piecewiselinearwarmuplr": factor = try pieces()
    case "tristagelr": factor = try stages()
    case "exponentialdecaywarmup": factor = try exponential()
    default: throw reader.refusal("scheduler", name, expected: Self.own + Self.torch.keys.sorted())
    }
    return try reader.schedule(factor: factor, for: "scheduler")
  }

  private func ofTorch(_ name: String) throws(SpecError) -> Schedule {
    let arguments = (reader.part["scheduler_conf"]?.entries ?? []).filter { !$0.setting.isNull }.map {
      "\($0.key)=\($0.setting.python)"
    }
    return try reader.schedule(
      text: "torch.optim.lr_scheduler.\(name)(\((["optimizer"] + arguments).joined(separator: ", ")))",
      for: "scheduler")
  }

  // MARK: Arguments

  /// A number of `scheduler_conf`, or the constructor's default.
  private func number(_ name: String, _ standard: Double) throws(SpecError) -> Double {
    try reader.optionalNumber("scheduler_conf." + name) ?? standard
  }

  private func positive(_ name: String, _ standard: Double) throws(SpecError) -> Double {
    let value = try number(name, standard)
    guard value > 0 else {
      throw reader.refusal("scheduler_conf." + name, "is \(value.shown); expected above 0")
    }
    return value
  }

  private func rise() throws(SpecError) -> String {
    let steps = try positive("warmup_steps", 25_000)
    reader.rules.append("warm-up: \(RuleText.number(steps)) updates")
    return RuleText.plain(steps)
  }

  // MARK: Schedules

  private func warmup() throws(SpecError) -> String {
    let steps = try rise()
    return "\(steps) ** 0.5 * min((step + 1) ** -0.5, (step + 1) * \(steps) ** -1.5)"
  }

  private func noam() throws(SpecError) -> String {
    let width = RuleText.plain(try positive("model_size", 320))
    let steps = try rise()
    return "\(width) ** -0.5 * min((step + 1) ** -0.5, (step + 1) * \(steps) ** -1.5)"
  }

  private func steps() throws(SpecError) -> String {
    let (perEpoch, size) = (try positive("steps_per_epoch", 10_000), try positive("step_size", 1))
    let (steps, gamma) = (try rise(), try number("gamma", 0.1))
    let p = RuleText.plain(perEpoch)
    return
      "\(steps) ** -1 * (step + 1) if step + 1 <= \(steps) else \(gamma.shown) ** (((step + 1) // \(p) - \(steps) // \(p)) // \(RuleText.plain(size)))"
  }

  /// Lines between the rates at given updates, then the inverse square root.
  private func pieces() throws(SpecError) -> String {
    let places = try reader.numbers("scheduler_conf.warmup_steps_list") ?? [0, 25_000]
    let rates = try reader.numbers("scheduler_conf.warmup_lr_list") ?? [0, 0.001]
    guard places.count == rates.count, places.count > 1, zip(places, places.dropFirst()).allSatisfy(<),
      places[0] >= 0
    else {
      throw reader.refusal(
        "scheduler_conf.warmup_steps_list",
        "has \(places.count) updates for \(rates.count) rates; expected as many, and each above the one before"
      )
    }
    reader.rules.append(
      "warm-up: \(places.map(RuleText.number).joined(separator: ", ")) updates with \(rates.map(\.shown).joined(separator: ", "))"
    )
    let shares = rates.map { rate == 0 ? 0 : $0 / rate }
    var text = "\(shares[0].shown) if step + 1 <= \(RuleText.plain(places[0])) else "
    for index in 1..<places.count {
      let slope = (shares[index] - shares[index - 1]) / (places[index] - places[index - 1])
      text +=
        "\(slope.shown) * (step + 1 - \(RuleText.plain(places[index - 1]))) + \(shares[index - 1].shown) if step + 1 <= \(RuleText.plain(places[index])) else "
    }
    return text + "\(RuleText.plain(places[places.count - 1])) ** 0.5 * (step + 1) ** -0.5"
  }

  private func stages() throws(SpecError) -> String {
    let (rising, flat) = (try number("warmup_ratio", 0.1), try number("hold_ratio", 0.4))
    let sum = rising + flat + (try number("decay_ratio", 0.5))
    guard (sum - 1).magnitude <= 1e-9 * max(sum.magnitude, 1) else {
      throw reader.refusal(
        "scheduler_conf.decay_ratio",
        "makes \(sum.shown) with warmup_ratio and hold_ratio; the sum must be 1.0")
    }
    let total = Int(saturating: try number("max_steps", 25_000))
    let (rise, hold) = (Int(saturating: Double(total) * rising), Int(saturating: Double(total) * flat))
    let decay = total - rise - hold
    reader.rules.append(
      "stages: \([rise, hold, decay].map(RuleText.count).joined(separator: ", ")) updates of warm-up, hold and decay"
    )
    let (first, last) = (try scale("init_lr_scale"), try scale("final_lr_scale"))
    let slope = rise == 0 ? 0 : (1 - first) / Double(rise)
    let fall =
      decay == 0
      ? "1.0" : "math.exp(math.log(\(last.shown)) / \(decay) * (min(step + 1, \(total)) - \(rise + hold)))"
    return
      "\(first.shown) + \(slope.shown) * (step + 1) if step + 1 < \(rise) else 1.0 if step + 1 < \(rise + hold) else \(fall)"
  }

  private func scale(_ name: String) throws(SpecError) -> Double {
    let value = try number(name, 0.01)
    guard value > 0, value <= 1 else {
      throw reader.refusal("scheduler_conf." + name, "must be in (0, 1], but is \(value.shown)")
    }
    return value
  }

  /// Rates of its own, but for those of a warm-up that is no rise: these are the optimizer's, behind the first update.
  private func exponential() throws(SpecError) -> String {
    for name in ["max_lr", "min_lr", "total_steps"] {
      reader.require("scheduler_conf." + name, for: "exponentialdecaywarmup")
    }
    let (high, low) = (try positive("max_lr", 1), try positive("min_lr", 1))
    let (total, steps) = (try positive("total_steps", 1), try number("warmup_steps", 0))
    guard steps < total || !reader.missing.isEmpty else {
      throw reader.refusal("scheduler_conf.warmup_steps", "must be below total_steps: it is \(steps.shown)")
    }
    guard rate > 0 else { throw reader.refusal("optim_conf.lr", "must be above 0, but is \(rate.shown)") }
    let w = RuleText.plain(steps)
    let top = (high / rate).shown
    let fall =
      "\(top) * math.exp(math.log(\((low / high).shown)) * (step - \(w)) / \(RuleText.plain(max(1, total - steps))))"
    guard try reader.flag("scheduler_conf.warm_from_zero") else {
      return "\(top) if step == 0 else 1.0 if step < \(w) else \(fall)"
    }
    // The constructor sets 0, and the first step goes on from there.
    return "0.0 if step == 0 else \(top) * (step + 1) / \(w) if step < \(w) else \(fall)"
  }
}
