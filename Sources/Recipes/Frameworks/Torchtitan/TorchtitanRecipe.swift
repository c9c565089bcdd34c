import LRSchedulers

/// torchtitan's `--lr_scheduler.*` flags, and the TOML files of its releases before 0.3, by `components/optimizer/lr_scheduler.py` of 0.3.0.
enum TorchtitanRecipe: Recipe {
  static let table = RecipeTable(
    name: "torchtitan", title: "torchtitan", version: "torchtitan 0.3.0",
    forms: "flags such as --lr_scheduler.warmup_steps, dashes or underscores, and TOML of earlier releases",
    keys: [
      RecipeKey(
        "lr_scheduler.warmup_steps", 200, "steps of the rise, which begins at 1 / steps",
        rounding: "min(steps, all)"),
      RecipeKey(
        "lr_scheduler.total_steps", nil, "all steps of the schedule; the training's where none are given"),
      RecipeKey(
        "lr_scheduler.decay_ratio", nil,
        "the last part of the steps, which decays; none: all behind the warm-up",
        rounding: "round(steps x ratio), halves to even"),
      RecipeKey("lr_scheduler.decay_type", "linear", "linear, sqrt or cosine"),
      RecipeKey("lr_scheduler.min_lr_factor", 0.0, "what the decay goes towards, as a share of the rate"),
      RecipeKey("lr_scheduler.lr_min", nil, "what releases before 0.2 called min_lr_factor"),
      RecipeKey("training.steps", nil, "steps of the training"),
      TorchtitanFirstReleases.key,
      RecipeKey("optimizer.lr", nil, "the optimizer's rate"),
      RecipeKey("optimizer.name", "AdamW", "the optimizer"),
      RecipeKey("optimizer.beta1", 0.9, "its first beta"),
      RecipeKey("optimizer.beta2", 0.95, "its second"),
      RecipeKey("optimizer.eps", 1e-8, "its epsilon"),
      RecipeKey("optimizer.weight_decay", 0.1, "its weight decay"),
    ],
    rules: [
      "The scheduler steps after each optimizer step; the step after the last one would have min_lr_factor."
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    let isScheduler =
      part["lr_scheduler"]?.entries?.contains { table.key("lr_scheduler." + $0.key) != nil } ?? false
    if isScheduler, part.form == .commandLine || part.form == .toml { return 95 }
    return part.form == .toml && part["training.steps"] != nil && part["optimizer.lr"] != nil ? 80 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    try refuseUnknown(reader)
    let rates = try reader.rates("optimizer.lr")
    let total = try reader.optionalCount("lr_scheduler.total_steps")
    let steps = try steps(reader) ?? total ?? 1
    if TorchtitanFirstReleases.isMeant(reader.part) {
      var plan = RecipePlan(
        try TorchtitanFirstReleases.schedule(reader, steps: steps), lr: rates[0], interval: .step,
        length: steps)
      plan.groups = rates.map { ParameterGroup(lr: $0) }
      plan.optimizer = try optimizer(reader)
      plan.line = reader.line(of: "training")
      return plan
    }
    var arguments: [String] = []
    if let total { arguments.append("total_steps=\(total)") }
    let warmup = try reader.number("lr_scheduler.warmup_steps")
    guard let warmup = Int(exactly: warmup), warmup >= 0 else {
      throw reader.refusal(
        "lr_scheduler.warmup_steps", "is \(RuleText.number(warmup)); expected a whole number from 0")
    }
    arguments.append("warmup_steps=\(warmup)")
    if let ratio = try reader.optionalNumber("lr_scheduler.decay_ratio") {
      arguments.append("decay_ratio=\(PythonNumber.repr(ratio))")
      let length = Int(saturating: (Double(total ?? steps) * ratio).rounded(.toNearestOrEven))
      reader.rules.append(
        "decay: round(\(RuleText.count(total ?? steps)) x \(RuleText.number(ratio))) = \(RuleText.steps(length))"
      )
    }
    arguments.append(
      "decay_type='\(try reader.choice("lr_scheduler.decay_type", of: ["linear", "sqrt", "cosine"]))'")
    let lowest =
      try reader.optionalNumber("lr_scheduler.min_lr_factor").orElse(
        reader.optionalNumber("lr_scheduler.lr_min")) ?? 0
    arguments.append("min_lr_factor=\(PythonNumber.repr(lowest))")
    arguments.append("training_steps=\(steps)")
    reader.rules.insert("warm-up: \(RuleText.steps(min(warmup, total ?? steps)))", at: 0)
    reader.rules.append("training: \(RuleText.steps(steps))")
    var plan = RecipePlan(
      try reader.schedule(
        text: "LRSchedulersContainer.Config(\(arguments.joined(separator: ", ")))", for: "lr_scheduler"),
      lr: rates[0], interval: .step, length: steps)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = try optimizer(reader)
    plan.line = reader.line(of: "lr_scheduler")
    return plan
  }

  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    var optimizer = RecipeOptimizer(
      try reader.text("optimizer.name"), line: reader.givenLine(of: "optimizer.name"))
    optimizer.betas = [try reader.number("optimizer.beta1"), try reader.number("optimizer.beta2")]
    optimizer.eps = try reader.number("optimizer.eps")
    optimizer.weightDecay = try reader.number("optimizer.weight_decay")
    return optimizer.pasted
  }

  private static func steps(_ reader: RecipeReader) throws(SpecError) -> Int? {
    if let own = try reader.optionalCount("training.steps") { return own }
    if let given = reader.definition("training_steps").flatMap(Int.init) { return given }
    if let asked = try reader.outside(.epochs) { return asked }
    if reader.part["lr_scheduler.total_steps"] == nil {
      reader.ask("training.steps", for: "the length of the training")
    }
    return nil
  }

  private static func refuseUnknown(_ reader: RecipeReader) throws(SpecError) {
    let names = table.keys.compactMap {
      $0.name.hasPrefix("lr_scheduler.") ? String($0.name.dropFirst(13)) : nil
    }
    for entry in reader.part["lr_scheduler"]?.entries ?? [] where !names.contains(entry.key) {
      let hint = Spelling.hint(for: entry.key, in: names)
      throw SpecError(
        "unknown option lr_scheduler.\(entry.key)", line: entry.setting.line, column: 1, hint: hint)
    }
  }
}
