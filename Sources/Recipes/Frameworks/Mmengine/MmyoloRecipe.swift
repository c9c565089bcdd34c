import LRSchedulers

/// Configs of mmyolo whose hook sets the rate instead of param_scheduler, by `mmyolo/engine/hooks` of 0.6.0.
enum MmyoloRecipe: Recipe {
  static let table = RecipeTable(
    name: "mmyolo", title: "mmyolo", version: "mmyolo 0.6.0, mmengine 0.10.7",
    forms: "Python configs with default_hooks.param_scheduler",
    keys: [
      RecipeKey(
        "param_scheduler.type", nil, "YOLOv5ParamSchedulerHook or PPYOLOEParamSchedulerHook; in default_hooks"
      ),
      RecipeKey("param_scheduler.scheduler_type", "linear", "of YOLOv5's: linear or cosine"),
      RecipeKey("param_scheduler.lr_factor", 0.01, "the last share of the rate"),
      RecipeKey("param_scheduler.max_epochs", 300, "epochs of its line or cosine"),
      RecipeKey(
        "param_scheduler.warmup_epochs", nil, "epochs of the warm-up; 3, of PPYOLOE's 5",
        rounding: "max(round(epochs x iterations of an epoch), least), halves to even"),
      RecipeKey("param_scheduler.warmup_mim_iter", 1000, "the least iterations of YOLOv5's warm-up"),
      RecipeKey("param_scheduler.warmup_bias_lr", 0.1, "the rate that biases begin with, the third group"),
      RecipeKey("param_scheduler.warmup_min_iter", 1000, "the least iterations of PPYOLOE's warm-up"),
      RecipeKey("param_scheduler.start_factor", 0.0, "of PPYOLOE's: the share that it begins with"),
      RecipeKey("param_scheduler.min_lr_ratio", 0.0, "of PPYOLOE's: the lowest share"),
      RecipeKey("param_scheduler.total_epochs", 360, "of PPYOLOE's: epochs of the cosine"),
      RecipeKey("optim_wrapper.optimizer.lr", nil, "the optimizer's rate"),
      RecipeKey("train_cfg.max_epochs", nil, "epochs of the training"),
    ],
    rules: [
      "YOLOv5's hook sets the rate behind each epoch by the number of that epoch, so that it is one epoch late once the warm-up is over.",
      "PPYOLOE's hook sets it before each iteration.",
    ])

  private static let hooks = ["YOLOv5ParamSchedulerHook", "PPYOLOEParamSchedulerHook"]
  private static let map = "param_scheduler."

  /// The hook's map at the top, where a config has it within default_hooks.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart {
    guard part.form == .python, let hook = part["default_hooks.param_scheduler"], hook.entries != nil,
      part["param_scheduler"]?.isNull ?? true
    else { return part }
    var part = part
    part.entries.append(ScriptSetting.Entry("param_scheduler", hook))
    for entry in hook.entries ?? [] {
      part.written[map + entry.key] = "default_hooks.param_scheduler." + entry.key
    }
    return part
  }

  static func claim(on part: ConfigurationPart) -> Int {
    guard part["default_hooks.param_scheduler"]?.entries != nil else { return 0 }
    if hooks.contains(part[map + "type"]?.string ?? "") { return 97 }
    // The type may stand in a base file.
    return part["_base_"] != nil && part.count(of: [map + "lr_factor", map + "warmup_mim_iter"]) > 0 ? 96 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if let base = reader.value("_base_") {
      reader.notes.append("\(base.listedTexts) is not opened: nothing is known of what it says")
    }
    if reader.options.lrs == nil { reader.require("optim_wrapper.optimizer.lr", for: "the rate") }
    reader.require(map + "type", for: "the schedule", guess: .string(hooks[0]))
    let type = try reader.optionalText(map + "type") ?? hooks[0]
    guard hooks.contains(type) else { throw reader.refusal(map + "type", type, expected: hooks) }
    let lr = try reader.rates("optim_wrapper.optimizer.lr")[0]
    let perEpoch = try reader.iterations(batch: "train_dataloader.batch_size")
    if perEpoch == nil { reader.ask("steps_per_epoch", for: "iterations of an epoch") }
    let epochs = try reader.optionalCount("train_cfg.max_epochs").orElse(reader.optionalCount("max_epochs"))
      .orElse(reader.options.countsSteps ? nil : reader.outside(.epochs))
    if epochs == nil { reader.ask("epochs", for: "the length of the training") }
    let isFive = type == hooks[0]
    let warmup = try warmup(reader, isFive, perEpoch ?? 1)
    let text = try isFive ? five(reader, lr, warmup, perEpoch ?? 1) : ppyoloe(reader, warmup, perEpoch ?? 1)
    let optimizer = try optimizer(reader)
    guard let epochs, let perEpoch, reader.missing.isEmpty else { return nil }
    let length = epochs.times(perEpoch)
    reader.rules.append(
      "training: \(RuleText.count(epochs)) epochs x \(RuleText.count(perEpoch)) iterations = \(RuleText.steps(length))"
    )
    let schedule = try reader.schedule(text: text, for: map + "type")
    try reader.finish()
    var plan = RecipePlan(schedule, lr: lr, interval: .step, length: length, stepsPerEpoch: perEpoch)
    plan.groups = (0..<(isFive ? 3 : 1)).map { _ in ParameterGroup(lr: lr) }
    plan.optimizer = optimizer
    plan.line = reader.line(of: map + "type")
    return plan
  }

  private static func warmup(
    _ reader: RecipeReader, _ isFive: Bool, _ perEpoch: Int
  ) throws(SpecError) -> Int {
    let epochs = try reader.optionalNumber(map + "warmup_epochs") ?? (isFive ? 3 : 5)
    let least = try reader.count(map + (isFive ? "warmup_mim_iter" : "warmup_min_iter"))
    let own = Int(saturating: (epochs * Double(perEpoch)).rounded(.toNearestOrEven))
    reader.rules.append(
      "warm-up: max(round(\(RuleText.number(epochs)) x \(RuleText.count(perEpoch))), \(RuleText.count(least))) = \(RuleText.count(max(own, least))) iterations"
    )
    return max(1, own, least)
  }

  /// A line from 0 to what the epoch's share is; that of biases begins with a rate of its own.
  private static func five(
    _ reader: RecipeReader, _ lr: Double, _ warmup: Int, _ perEpoch: Int
  ) throws(SpecError) -> String {
    let kind = try reader.choice(map + "scheduler_type", of: ["linear", "cosine"])
    let (last, length) = (
      try reader.number(map + "lr_factor").shown, try reader.positiveCount(map + "max_epochs")
    )
    let bias = lr == 0 ? 0 : try reader.number(map + "warmup_bias_lr") / lr
    _ = reader.isGiven(map + "warmup_momentum")
    func share(_ epoch: String) -> String {
      kind == "linear"
        ? "((1 - \(epoch) / \(length)) * (1.0 - \(last)) + \(last))"
        : "((1 - math.cos(\(epoch) * math.pi / \(length))) / 2 * (\(last) - 1) + 1)"
    }
    let epoch = "(step // \(perEpoch))"
    reader.rules.append(
      "schedule: \(kind) over \(RuleText.count(length)) epochs, an epoch late behind the warm-up")
    reader.notes.append("the momentum's rise in the warm-up is left out")
    let reached = share("(\(warmup) // \(perEpoch))")
    let rest =
      "\(share("(step // \(perEpoch) - 1)")) if \(epoch) * \(perEpoch) - 1 > \(warmup) else \(reached)"
    func group(_ first: Double) -> String {
      "lambda step: \(first.shown) + (\(share(epoch)) - \(first.shown)) * step / \(warmup) if step <= \(warmup) else \(rest)"
    }
    return "LambdaLR(optimizer, [\(group(0)), \(group(0)), \(group(bias))])"
  }

  private static func ppyoloe(
    _ reader: RecipeReader, _ warmup: Int, _ perEpoch: Int
  ) throws(SpecError) -> String {
    let start = try reader.number(map + "start_factor").shown
    let lowest = try reader.number(map + "min_lr_ratio").shown
    let total = try reader.positiveCount(map + "total_epochs").times(perEpoch)
    reader.rules.append(
      "schedule: a cosine until \(RuleText.count(total)) iterations, down to \(lowest) of the rate")
    let rise = "\(start) * (1 - step / \(warmup)) + step / \(warmup)"
    let fall =
      "\(lowest) + (1 - \(lowest)) * 0.5 * (math.cos((step - \(warmup)) * math.pi / \(max(1, total - warmup))) + 1.0)"
    return "LambdaLR(optimizer, lambda step: \(rise) if step <= \(warmup) else \(fall))"
  }

  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer? {
    let map = "optim_wrapper.optimizer"
    guard let type = try reader.optionalText(map + ".type") else { return nil }
    return reader.optimizer(type, of: map, without: ["type", "_delete_", "batch_size_per_gpu"])
  }
}
