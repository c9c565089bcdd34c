import LRSchedulers

/// nanotron's YAML, by `lr_scheduler_builder` of `helpers.py` and `config/config.py`.
enum NanotronRecipe: Recipe {
  static let table = RecipeTable(
    name: "nanotron", title: "nanotron", version: "nanotron at 06e3956, config.py at 00708b8",
    forms: "YAML with optimizer.learning_rate_scheduler and tokens.train_steps",
    keys: [
      RecipeKey("learning_rate", nil, "the peak; in optimizer.learning_rate_scheduler, as those below"),
      RecipeKey("lr_warmup_steps", 0, "updates of the rise"),
      RecipeKey("lr_warmup_style", nil, "linear or constant; required"),
      RecipeKey("lr_decay_style", "linear", "linear, cosine or 1-sqrt"),
      RecipeKey(
        "lr_decay_steps", nil, "updates of the fall",
        rounding: "where it is not given train_steps - lr_warmup_steps, whenever the fall begins"),
      RecipeKey("lr_decay_starting_step", nil, "the update with which the fall begins; lr_warmup_steps"),
      RecipeKey("min_decay_lr", nil, "the rate behind the fall; learning_rate"),
      RecipeKey("tokens.train_steps", nil, "updates of the training"),
      RecipeKey("optimizer.optimizer_factory.name", "adamW", "the optimizer"),
      RecipeKey("optimizer.weight_decay", nil, "its weight decay"),
    ],
    rules: ["The warm-up's last step is included: update lr_warmup_steps, counted from 0, has the peak."])

  private static let map = "optimizer.learning_rate_scheduler."

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml || part.form == .json else { return 0 }
    return part[map + "learning_rate"] != nil || part[map + "lr_warmup_steps"] != nil ? 94 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if reader.options.lrs == nil { reader.require(map + "learning_rate", for: "the peak") }
    let peak = try reader.rates(map + "learning_rate")[0]
    let total = try reader.optionalCount("tokens.train_steps").orElse(
      reader.asksForSteps ? reader.outside(.epochs) : nil)
    if total == nil { reader.ask("tokens.train_steps", for: "the length of the training") }
    let warmup = try reader.optionalCount(map + "lr_warmup_steps") ?? 0
    let rise = try reader.optionalText(map + "lr_warmup_style")
    let style = try reader.optionalText(map + "lr_decay_style") ?? "linear"
    let own = try reader.optionalCount(map + "lr_decay_steps")
    let start = try reader.optionalCount(map + "lr_decay_starting_step") ?? warmup
    let lowest = try reader.optionalNumber(map + "min_decay_lr") ?? peak
    guard rise == "linear" || rise == "constant" else {
      throw reader.refusal(map + "lr_warmup_style", rise ?? "None", expected: ["linear", "constant"])
    }
    guard ["linear", "cosine", "1-sqrt"].contains(style) else {
      throw reader.refusal(map + "lr_decay_style", style, expected: ["linear", "cosine", "1-sqrt"])
    }
    let length = own ?? ((total ?? 1) - warmup)
    let optimizer = try optimizer(reader)
    guard let total, reader.missing.isEmpty else { return nil }
    reader.rules.append("warm-up: \(RuleText.steps(warmup)), \(rise ?? "")")
    reader.rules.append(
      "decay: \(style) from \(RuleText.count(start)) to \(RuleText.count(start + length)), down to \(lowest.shown)"
    )
    // Without a warm-up and a fall the function gives the rate itself, by which LambdaLR multiplies the optimizer's.
    let text =
      warmup == 0 && length == 0
      ? peak.shown
      : factor(
        warmup: warmup, rises: rise == "linear", start: start, length: length, style: style,
        lowest: peak == 0 ? 0 : lowest / peak)
    let schedule = try reader.schedule(factor: text, for: map + "lr_decay_style")
    try reader.finish()
    var plan = RecipePlan(schedule, lr: peak, interval: .step, length: total)
    plan.optimizer = optimizer
    plan.line = reader.line(of: map + "learning_rate")
    return plan
  }

  private static func factor(
    warmup: Int, rises: Bool, start: Int, length: Int, style: String, lowest: Double
  ) -> String {
    let first = rises ? "step / \(max(warmup, 1))" : "1.0"
    let share = "(step - \(start)) / \(max(1, length))"
    let fall =
      switch style {
      case "cosine": "(1 + math.cos(math.pi * (\(share)))) / 2"
      case "linear": "(\(length) - (step - \(start))) / \(max(1, length))"
      default: "(1 - math.sqrt(\(share)))"
      }
    let falling = "\(lowest.shown) + (1 - \(lowest.shown)) * \(fall)"
    return
      "\(first) if step <= \(warmup) else 1.0 if step < \(start) else \(falling) if step < \(start + length) else \(lowest.shown)"
  }

  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer? {
    let factory = "optimizer.optimizer_factory."
    guard reader.part["optimizer.optimizer_factory"] != nil else { return nil }
    var optimizer = RecipeOptimizer(
      try reader.text(factory + "name"), line: reader.givenLine(of: factory + "name"))
    optimizer.weightDecay = try reader.optionalNumber("optimizer.weight_decay")
    if let first = try reader.optionalNumber(factory + "adam_beta1") {
      optimizer.betas = [first, try reader.optionalNumber(factory + "adam_beta2") ?? 0.999]
    }
    optimizer.eps = try reader.optionalNumber(factory + "adam_eps")
    return optimizer.pasted
  }
}
