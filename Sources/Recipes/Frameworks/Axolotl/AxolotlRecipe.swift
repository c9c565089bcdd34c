import LRSchedulers

/// axolotl's YAML, by `core/builders/base.py`, `core/trainers/mixins/scheduler.py` and `utils/trainer.py` of 0.19.
enum AxolotlRecipe: Recipe {
  static let table = RecipeTable(
    name: "axolotl", title: "axolotl", version: "axolotl 0.19.0",
    forms: "YAML with axolotl's keys, such as micro_batch_size and lr_scheduler",
    keys: [
      RecipeKey("learning_rate", nil, "the optimizer's rate; required"),
      RecipeKey("lr_scheduler", "cosine", "a type of transformers, or one_cycle, or rex"),
      RecipeKey("lr_scheduler_kwargs", nil, "further arguments of the schedule"),
      RecipeKey("warmup_steps", nil, "updates of the rise; not beside warmup_ratio", rounding: "1 becomes 2"),
      RecipeKey(
        "warmup_ratio", nil, "a share of all updates",
        rounding: "int(ratio x updates), rounded down; 1 becomes 2"),
      RecipeKey(
        "num_epochs", 1, "epochs of the training", rounding: "updates: ceil(samples x epochs / batch)"),
      RecipeKey("max_steps", nil, "updates of the training, where they are fewer than the epochs'"),
      RecipeKey("micro_batch_size", 1, "samples of a batch on one device"),
      RecipeKey("gradient_accumulation_steps", 1, "batches of an update"),
      RecipeKey("cosine_min_lr_ratio", nil, "the lowest rate as a share, with cosine and rex"),
      RecipeKey(
        "cosine_constant_lr_ratio", nil,
        "the share of the updates at whose end the cosine has fallen to the lowest rate"),
      RecipeKey("lr_quadratic_warmup", false, "a cosine whose rise is a square"),
      RecipeKey("jagged_restart_steps", nil, "updates between restarts, laid over the schedule"),
      RecipeKey("jagged_restart_warmup_steps", 10, "updates of the rise behind a restart"),
      RecipeKey("jagged_restart_anneal_steps", 1, "updates of the fall before a restart"),
      RecipeKey("sample_packing", false, "packs several samples into one: then the updates must be given"),
      RecipeKey("deepspeed", nil, "a DeepSpeed configuration, whose scheduler wins where it has one"),
      RecipeKey(
        "optimizer", "adamw_torch_fused", "the optimizer: one of transformers, or one of axolotl's own"),
    ] + TrainerOptimizer.keys.filter { $0.name != "optim" },
    rules: [
      "Without warmup_steps and warmup_ratio the rise takes min(int(0.03 x updates), 100) updates.",
      "What packing makes of the samples depends on their lengths: --steps-per-epoch says it.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml || part.form == .json else { return 0 }
    let own = part.count(of: [
      "micro_batch_size", "num_epochs", "lr_scheduler", "sequence_len", "sample_packing", "base_model",
      "adapter",
      "datasets",
    ])
    return own > 2 || (own > 1 && part["lr_scheduler"]?.string != nil) ? 40 + 10 * own : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if reader.options.lrs == nil { reader.require("learning_rate", for: "the peak") }
    let rates = try reader.rates("learning_rate")
    let (total, perEpoch) = try updates(reader) ?? (1, nil)
    let warmup = try warmup(reader, total: total)
    let schedule = try schedule(reader, rates[0], warmup: warmup, total: total)
    if try TrainerDeepSpeed.settings(reader)?["scheduler"] != nil {
      reader.notes.append("the scheduler of the DeepSpeed configuration wins over the one that is shown")
    }
    let optimizer = try TrainerOptimizer.optimizer(reader, key: "optimizer", takesOthers: true)
    try reader.finish()
    var plan = RecipePlan(schedule, lr: rates[0], interval: .step, length: total, stepsPerEpoch: perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    return plan
  }

  // MARK: Updates

  private static func updates(_ reader: RecipeReader) throws(SpecError) -> (total: Int, perEpoch: Int?)? {
    let maxSteps = try reader.optionalCount("max_steps")
    let packs = try reader.flag("sample_packing")
    let own = try reader.optionalNumber("num_epochs")
    let asked = own == nil && !reader.options.countsSteps ? try reader.outside(.epochs) : nil
    let epochs = own ?? asked.map(Double.init) ?? 1
    let sizes = try BatchSizes(
      reader, batchSize: "micro_batch_size", accumulation: "gradient_accumulation_steps")
    var counted: Int?
    var perEpoch = try reader.outside(.stepsPerEpoch)
    if let perEpoch {
      counted = Int(saturating: Double(perEpoch) * epochs)
      reader.rules.append(
        "updates: int(\(RuleText.count(perEpoch)) x \(RuleText.number(epochs)) epochs) = \(RuleText.steps(counted ?? 0))"
      )
    } else if !packs, let samples = try reader.outside(.samples) {
      let batch = sizes.perDevice.times(sizes.accumulation).times(sizes.devices)
      let steps = Int(saturating: (Double(samples) * epochs / Double(batch)).rounded(.up))
      (counted, perEpoch) = (steps, max(1, Int(saturating: (Double(samples) / Double(batch)).rounded(.up))))
      reader.rules.append(
        "updates: ceil(\(RuleText.count(samples)) x \(RuleText.number(epochs)) epochs / \(RuleText.count(batch))) = \(RuleText.steps(steps))"
      )
    }
    if let maxSteps, maxSteps > 0 {
      let total = min(maxSteps, counted ?? maxSteps)
      reader.rules.append(
        "updates: max_steps = \(RuleText.count(maxSteps))"
          + (total < maxSteps ? ", but the epochs end after \(RuleText.count(total))" : ""))
      return (total, perEpoch)
    }
    if let counted { return (counted, perEpoch) }
    if reader.asksForSteps, let steps = try reader.outside(.epochs) { return (steps, nil) }
    reader.ask(
      packs ? "steps_per_epoch" : "samples", for: packs ? "packed updates of an epoch" : "steps of an epoch")
    return nil
  }

  private static func warmup(_ reader: RecipeReader, total: Int) throws(SpecError) -> Int {
    let given = try reader.optionalCount("warmup_steps")
    let ratio = try reader.optionalNumber("warmup_ratio")
    if let given, given != 0, let ratio, ratio != 0 {
      throw reader.refusal("warmup_ratio", "and warmup_steps are mutually exclusive")
    }
    var steps: Int
    if let given {
      steps = given
      reader.rules.append("warm-up: \(RuleText.steps(steps))")
    } else if let ratio {
      steps = max(0, Int(saturating: ratio * Double(total)))
      reader.rules.append(
        "warm-up: int(\(RuleText.number(ratio)) x \(RuleText.count(total))) = \(RuleText.steps(steps))")
    } else {
      steps = min(Int(0.03 * Double(total)), 100)
      reader.rules.append(
        "warm-up, as none is given: min(int(0.03 x \(RuleText.count(total))), 100) = \(RuleText.steps(steps))"
      )
    }
    if steps == 1 {
      steps = 2
      reader.notes.append("axolotl makes a warm-up of 1 step one of 2")
    }
    return steps
  }

  // MARK: The schedule

  private static func schedule(
    _ reader: RecipeReader, _ lr: Double, warmup: Int, total: Int
  ) throws(SpecError) -> Schedule {
    let type = try reader.choice("lr_scheduler", of: TrainerSchedule.types + ["one_cycle", "rex"])
    let floor = try reader.optionalNumber("cosine_min_lr_ratio")
    let constant = try reader.optionalNumber("cosine_constant_lr_ratio")
    let isQuadratic = try reader.flag("lr_quadratic_warmup")
    for key in ["cosine_min_lr_ratio", "cosine_constant_lr_ratio"] {
      if let value = try reader.optionalNumber(key), !(0...1).contains(value) {
        throw reader.refusal(key, "must be between 0.0 and 1.0, but is \(RuleText.number(value))")
      }
    }
    let own: String?
    let steps = "num_warmup_steps=\(warmup), num_training_steps=\(total)"
    switch type {
    case "one_cycle": own = try oneCycle(reader, lr, warmup: warmup, total: total)
    case "rex":
      let lowest = PythonNumber.repr(lr * (floor ?? 0))
      own =
        "RexLR(optimizer, max_lr=\(PythonNumber.repr(lr)), min_lr=\(lowest), total_steps=\(total), num_warmup_steps=\(warmup))"
    case "cosine" where isQuadratic: own = "get_cosine_schedule_with_quadratic_warmup(optimizer, \(steps))"
    case "cosine" where (floor ?? 0) != 0 && (constant ?? 0) != 0:
      own =
        "get_cosine_schedule_with_warmup_decay_constant(optimizer, \(steps), constant_lr_ratio=\(PythonNumber.repr(constant ?? 0)), min_lr_ratio=\(PythonNumber.repr(floor ?? 0)))"
    case "cosine" where (floor ?? 0) != 0:
      own =
        "axolotl.utils.schedulers.get_cosine_schedule_with_min_lr(optimizer, \(steps), min_lr_ratio=\(PythonNumber.repr(floor ?? 0)))"
    default: own = nil
    }
    reader.rules.append("schedule: \(type), a step each update")
    let specific = try reader.map("lr_scheduler_kwargs") ?? []
    if let own {
      return try jagged(reader, try reader.schedule(text: own, for: "lr_scheduler"), floor: floor)
    }
    let inner = try TrainerSchedule.schedule(
      type, warmup: warmup, total: total, specific: specific, key: "lr_scheduler", reader)
    return try jagged(reader, inner, floor: floor)
  }

  private static func oneCycle(
    _ reader: RecipeReader, _ lr: Double, warmup: Int, total: Int
  ) throws(SpecError) -> String {
    let specific = try reader.map("lr_scheduler_kwargs") ?? []
    var arguments = ["max_lr=\(PythonNumber.repr(lr))", "total_steps=\(total)"]
    if !specific.contains(where: { $0.key == "pct_start" }) {
      arguments.append("pct_start=\(PythonNumber.repr(Double(warmup) / Double(max(1, total))))")
    }
    if !specific.contains(where: { $0.key == "anneal_strategy" }) {
      arguments.append("anneal_strategy='cos'")
    }
    arguments += specific.map { "\($0.key)=\($0.setting.python)" }
    return "OneCycleLR(optimizer, \(arguments.joined(separator: ", ")))"
  }

  private static func jagged(
    _ reader: RecipeReader, _ inner: Schedule, floor: Double?
  ) throws(SpecError) -> Schedule {
    guard let restart = try reader.optionalCount("jagged_restart_steps"), restart != 0 else { return inner }
    let warmup = try reader.count("jagged_restart_warmup_steps")
    let anneal = try reader.count("jagged_restart_anneal_steps")
    return try reader.schedule(
      text:
        "JaggedLRRestartScheduler(optimizer, \(inner.spec), jagged_restart_steps=\(restart), jagged_restart_warmup_steps=\(warmup), jagged_restart_anneal_steps=\(anneal), min_lr_scale=\(PythonNumber.repr(floor.map { $0 == 0 ? 0.001 : $0 } ?? 0.001)))",
      for: "jagged_restart_steps")
  }
}
