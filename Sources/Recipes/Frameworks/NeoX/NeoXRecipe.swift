import LRSchedulers

/// GPT-NeoX's files, by `get_learning_rate_scheduler` of `megatron/training.py` and `AnnealingLR` of `megatron/learning_rates.py`.
enum NeoXRecipe: Recipe {
  static let table = RecipeTable(
    name: "neox", title: "GPT-NeoX", version: "GPT-NeoX of 2026-05 (ea7aefd)",
    forms: "YAML or JSON, comments too, with optimizer.params and lr_decay_style, dashes or underscores",
    keys: [
      RecipeKey("optimizer.params.lr", 0.001, "the peak"),
      RecipeKey(
        "optimizer.type", "Adam", "the optimizer; Adam's weight decay is decoupled. OneBitAdam: WarmupDecayLR"
      ),
      RecipeKey("optimizer.params", nil, "its arguments"),
      RecipeKey("min_lr", 0.0, "the lowest rate, no share of the peak"),
      RecipeKey("lr_decay_style", "linear", "constant, linear, cosine or exponential"),
      RecipeKey("lr_decay_iters", nil, "iterations up to min_lr; the training's where none are given"),
      RecipeKey(
        "lr_decay_fraction", nil, "a share of the training's iterations, where lr_decay_iters is not given",
        rounding: "floor(train_iters x share)"),
      RecipeKey(
        "warmup", 0.01, "the warm-up as a share of the decay's iterations",
        rounding: "not rounded: 0.01 x 150 = 1.5 iterations"),
      RecipeKey("train_iters", nil, "iterations of the training"),
      RecipeKey(
        "train_epochs", nil, "epochs of the training, where train_iters is not given",
        rounding: "iterations of an epoch x epochs"),
      RecipeKey("weight_decay", 0.1, "the optimizer's weight decay"),
      RecipeKey("use_mup", false, "muP, which divides the rates of some groups by their width"),
    ],
    rules: [
      "The first iteration has the rate of the second: `peak * max(1, i) / warm-up` up to the warm-up's end.",
      "Linear and exponential decay go by the peak alone and stop at min_lr, a cosine goes to min_lr, and behind its end up again.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml || part.form == .json, part["optimizer.params"] != nil,
      // DeepSpeed takes the scheduler of its own configuration first.
      part["scheduler.type"] == nil
    else { return 0 }
    let own = part.count(of: [
      "lr_decay_style", "lr_decay_iters", "lr_decay_fraction", "warmup", "train_iters", "train_epochs",
      "pipe_parallel_size", "model_parallel_size",
    ])
    return own < 2 ? 0 : 96
  }

  /// Keys may have dashes, of which NeoX makes underscores.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart {
    let dash = UInt8(ascii: "-")
    guard part.entries.contains(where: { $0.key.utf8.contains(dash) }) else { return part }
    var part = part
    for (index, entry) in part.entries.enumerated() where entry.key.utf8.contains(dash) {
      let key = String(entry.key.map { $0 == "-" ? "_" : $0 })
      part.written[key] = entry.key
      part.entries[index].key = key
    }
    return part
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if reader.part["optimizer"] == nil, reader.options.lrs == nil {
      reader.require("optimizer.params.lr", for: "the peak")
    }
    let peak = try reader.rates("optimizer.params.lr")[0]
    let lowest = try reader.number("min_lr")
    guard lowest <= peak else {
      throw reader.refusal(
        "min_lr", "must not be above lr: it is \(lowest.shown), the rate \(peak.shown)")
    }
    let style = try reader.choice("lr_decay_style", of: ["constant", "linear", "cosine", "exponential"])
    let optimizer = try optimizer(reader)
    let total = try iterations(reader)
    let end = max(1, try decay(reader, total: total))
    let share = try reader.number("warmup")
    if try reader.flag("use_mup") {
      reader.notes.append("muP divides the rates of groups with a width: these are the others'")
    }
    let schedule =
      try reader.text("optimizer.type").lowercased() == "onebitadam"
      ? oneBitAdam(reader, peak: peak, warmup: Int(saturating: Double(total) * share), total: end)
      : annealing(reader, style, peak: peak, lowest: lowest, warmup: share, end: end)
    reader.rules.append("training: \(RuleText.count(total)) iterations")
    try reader.finish(known: ["override_lr_scheduler", "use_checkpoint_lr_scheduler"])
    var plan = RecipePlan(schedule, lr: peak, interval: .step, length: total)
    plan.optimizer = optimizer
    plan.line = reader.line(of: "lr_decay_style")
    return plan
  }

  // MARK: Lengths

  private static func iterations(_ reader: RecipeReader) throws(SpecError) -> Int {
    let (own, epochs) = (
      try reader.optionalCount("train_iters"), try reader.optionalCount("train_epochs")
    )
    if let own, own != 0, let epochs, epochs != 0 {
      throw reader.refusal("train_epochs", "and train_iters are given; expected one of the two")
    }
    if let own { return own }
    if let epochs {
      guard let perEpoch = try reader.outside(.stepsPerEpoch) else {
        reader.ask("steps_per_epoch", for: "iterations of an epoch")
        return epochs
      }
      let steps = perEpoch.times(epochs)
      reader.rules.append(
        "iterations: \(RuleText.count(perEpoch)) x \(RuleText.count(epochs)) epochs = \(RuleText.count(steps))"
      )
      return steps
    }
    if reader.asksForSteps, let steps = try reader.outside(.epochs) { return steps }
    reader.require("train_iters", for: "the length of the training")
    return 1
  }

  private static func decay(_ reader: RecipeReader, total: Int) throws(SpecError) -> Int {
    let share = try reader.optionalNumber("lr_decay_fraction")
    if let own = try reader.optionalCount("lr_decay_iters") {
      if share != nil { reader.notes.append("lr_decay_fraction has no effect beside lr_decay_iters") }
      return own
    }
    guard let share else { return total }
    let count = Int(saturating: (Double(total) * share).rounded(.down))
    reader.rules.append(
      "decay: floor(\(RuleText.count(total)) x \(RuleText.number(share))) = \(RuleText.count(count)) iterations"
    )
    return count
  }

  // MARK: Schedules

  private static func annealing(
    _ reader: RecipeReader, _ style: String, peak: Double, lowest: Double, warmup share: Double, end: Int
  ) throws(SpecError) -> Schedule {
    let warmup = share * Double(end)
    reader.rules.append(
      "warm-up: \(RuleText.number(share)) x \(RuleText.count(end)) = \(RuleText.number(warmup)) iterations, not rounded"
    )
    reader.rules.append(
      "schedule: \(style) from \(peak.shown) to \(lowest.shown), until iteration \(RuleText.count(end))")
    if warmup > 0, warmup < 1 {
      reader.notes.append(
        "a warm-up of less than an iteration makes the first rate \((1 / warmup).shown) times the peak")
    }
    let (from, length) = (RuleText.plain(warmup), RuleText.plain(Double(end) - warmup))
    let floor = (peak == 0 ? 0 : lowest / peak).shown
    let passed = warmup == 0 ? "step" : "(step - \(from))"
    let fall =
      switch style {
      case "linear": "max((\(length) - \(passed)) / \(length), \(floor))"
      case "cosine":
        "max(\(floor) + (1 - \(floor)) / 2.0 * (math.cos(math.pi * \(passed) / \(length)) + 1), \(floor))"
      case "exponential": "max(math.exp(-0.693 * \(passed) / \(length)), \(floor))"
      default: "1.0"
      }
    let rise = warmup > 0 ? "max(1, step) / \(from) if step <= \(from) else " : ""
    return try reader.schedule(factor: rise + fall, for: "lr_decay_style")
  }

  /// 1-bit Adam is made by DeepSpeed, and its scheduler with it.
  private static func oneBitAdam(
    _ reader: RecipeReader, peak: Double, warmup: Int, total: Int
  ) throws(SpecError) -> Schedule {
    reader.rules.append(
      "schedule: DeepSpeed's WarmupDecayLR, as the optimizer is OneBitAdam; warm-up: \(RuleText.steps(warmup))"
    )
    reader.notes.append("min_lr and lr_decay_style have no effect with OneBitAdam")
    return try reader.schedule(
      text:
        "deepspeed.runtime.lr_schedules.WarmupDecayLR(optimizer, warmup_min_lr=0, warmup_max_lr=\(peak.shown), warmup_num_steps=\(warmup), total_num_steps=\(total))",
      for: "optimizer.type")
  }

  /// `get_optimizer`: Apex's, DeepSpeed's and bitsandbytes' Adam decouple the weight decay, which is that of the file's top.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    var word = try reader.text("optimizer.type")
    if ["adam", "cpu_adam"].contains(word.lowercased()) { word = "AdamW" }
    var made = reader.optimizer(word, of: "optimizer.params", without: ["weight_decay"])
    made.arguments.append(.init(name: "weight_decay", value: .double(try reader.number("weight_decay"))))
    return made
  }
}
