import LRSchedulers

/// The schedules of timm's factory, made from flags.
enum TimmScheduleKind {
  static let names = [
    "cosine", "tanh", "step", "multistep", "poly", "wsd", "rsqrt", "constant", "plateau", "none",
  ]

  /// - Parameter updates: updates of an epoch, where the schedule counts updates.
  /// - Returns: the schedule, and how long the training is that timm makes of it, in what the schedule counts.
  static func schedule(
    _ kind: String, _ reader: RecipeReader, updates: Int?
  ) throws(SpecError) -> (schedule: Schedule, length: Int) {
    let unit = updates ?? 1
    let own = try reader.optionalNumber("epochs")
    let asked = own == nil && !reader.options.countsSteps ? try reader.outside(.epochs) : nil
    let epochs = Int(saturating: try own.orElse(asked.map(Double.init)).or(reader.number("epochs")))
    let warmupEpochs = Int(saturating: try reader.number("warmup_epochs"))
    guard epochs > 0 else { throw reader.refusal("epochs", "must be at least 1, but is \(epochs)") }
    let (t, warmup) = (epochs.times(unit), warmupEpochs.times(unit))
    let isPrefix = try reader.flag("warmup_prefix")
    let lowest = try reader.number("min_lr")
    let cooldown = try reader.count("cooldown_epochs").times(unit)
    var arguments: [String: ParameterValue] = [
      "warmup_t": .int(warmup), "warmup_lr_init": .double(try reader.number("warmup_lr")),
      "warmup_prefix": .bool(isPrefix),
    ]
    if updates != nil { arguments["t_in_epochs"] = false }
    if reader.value("lr_noise") != nil { reader.notes.append("the noise of lr_noise is left out") }
    explain(
      reader, kind, warmup: warmup, isPrefix: isPrefix, total: t, unit: updates == nil ? "epochs" : "updates")
    switch kind {
    case "cosine", "tanh", "poly":
      let length = try cycles(kind, reader, t: t, lowest: lowest, &arguments) + (isPrefix ? warmup : 0)
      let name = ["cosine": "CosineLRScheduler", "tanh": "TanhLRScheduler"][kind] ?? "PolyLRScheduler"
      return (try reader.schedule(name, arguments, for: "sched"), length + cooldown)
    case "step", "constant":
      let decay = try reader.optionalNumber("decay_epochs") ?? 90
      arguments["decay_t"] = kind == "constant" ? 1 : .number(decay * Double(unit))
      arguments["decay_rate"] = kind == "constant" ? 1.0 : .double(try reader.number("decay_rate"))
      return (try reader.schedule("StepLRScheduler", arguments, for: "sched"), t + (isPrefix ? warmup : 0))
    case "multistep":
      let milestones = try reader.numbers("decay_milestones") ?? [90, 180, 270]
      arguments["decay_t"] = .list(milestones.map { .number($0 * Double(unit)) })
      arguments["decay_rate"] = .double(try reader.number("decay_rate"))
      return (
        try reader.schedule("MultiStepLRScheduler", arguments, for: "sched"), t + (isPrefix ? warmup : 0)
      )
    case "wsd", "rsqrt":
      return try stable(
        kind, reader, t: t, warmup: warmup, unit: unit, cooldown: cooldown, isPrefix: isPrefix, arguments)
    case "plateau":
      return (try plateau(reader, lowest: lowest, warmup: warmup), t)
    default:
      return (try reader.schedule("get_constant_schedule", [:], for: "sched"), t)
    }
  }

  private static func explain(
    _ reader: RecipeReader, _ kind: String, warmup: Int, isPrefix: Bool, total: Int, unit: String
  ) {
    let place = isPrefix ? "before the schedule" : "over the schedule's beginning"
    reader.rules.append(warmup == 0 ? "warm-up: none" : "warm-up: \(RuleText.count(warmup)) \(unit) \(place)")
    reader.rules.append("schedule: \(kind) over \(RuleText.count(total)) \(unit)")
    if reader.part["warmup_epochs"] == nil, warmup > 0 {
      reader.notes.append("no warmup_epochs is given: train.py's default, 5")
    }
  }

  private static func cycles(
    _ kind: String, _ reader: RecipeReader, t: Int, lowest: Double,
    _ arguments: inout [String: ParameterValue]
  ) throws(SpecError) -> Int {
    let multiple = try reader.number("lr_cycle_mul")
    let limit = try reader.count("lr_cycle_limit")
    arguments["t_initial"] = .int(t)
    arguments["lr_min"] = .double(lowest)
    arguments["cycle_mul"] = .double(multiple)
    arguments["cycle_decay"] = .double(try reader.number("lr_cycle_decay"))
    arguments["cycle_limit"] = .int(limit)
    let bend = try reader.number("lr_k_decay")
    if kind != "tanh" { arguments["k_decay"] = .double(bend) }
    if kind == "poly" { arguments["power"] = .double(try reader.number("decay_rate")) }
    let count = max(1, limit)
    guard multiple != 1 else { return t.times(count) }
    var length = 0.0
    var power = 1.0
    for _ in 0..<min(count, 64) {
      length += Double(t) * power
      power *= multiple
    }
    return Int(saturating: min(length.rounded(.down), 1e12))
  }

  private static func stable(
    _ kind: String, _ reader: RecipeReader, t: Int, warmup: Int, unit: Int, cooldown: Int, isPrefix: Bool,
    _ given: [String: ParameterValue]
  ) throws(SpecError) -> (schedule: Schedule, length: Int) {
    let rest = isPrefix ? t : t - warmup
    let asked = try reader.optionalNumber("decay_epochs") ?? 0.2
    let share = (0..<1).contains(asked) && asked > 0
    let decay = Int(
      saturating: (share ? asked * Double(rest) : asked * Double(unit)).rounded(.toNearestOrEven))
    guard decay > 0, decay <= rest else {
      throw reader.open
        ?? reader.refusal(
          "decay_epochs", "makes a decay of \(decay), but the stable part and the decay have \(rest)")
    }
    if share {
      reader.rules.append(
        "decay: int(round(\(RuleText.number(asked)) x \(RuleText.count(rest)))) = \(RuleText.count(decay))")
    }
    let shape = try reader.optionalText("decay_fn") ?? (kind == "rsqrt" ? "linear" : "1-sqrt")
    var arguments = given
    arguments["warmup_prefix"] = nil
    arguments["t_initial"] = .int(rest)
    arguments["decay_t"] = .int(decay)
    arguments["lr_min"] = .double(try reader.number("min_lr"))
    arguments["stable_fn"] = .string(kind == "rsqrt" ? "rsqrt" : "constant")
    arguments["decay_fn"] = .string(shape)
    return (try reader.schedule("WSDLRScheduler", arguments, for: "sched"), rest + warmup + cooldown)
  }

  private static func plateau(_ reader: RecipeReader, lowest: Double, warmup: Int) throws(SpecError)
    -> Schedule
  {
    if warmup > 0 { reader.notes.append("the warm-up before plateau is left out") }
    let metric = try reader.optionalText("eval_metric") ?? "top1"
    return try reader.schedule(
      "ReduceLROnPlateau",
      [
        "mode": .string(metric.contains("loss") ? "min" : "max"),
        "factor": .double(try reader.number("decay_rate")),
        "patience": .int(try reader.count("patience_epochs")), "min_lr": .double(lowest),
      ], for: "sched")
  }
}
