import LRSchedulers

/// The `scheduler` of a DeepSpeed JSON, by `deepspeed/runtime/engine.py` and `lr_schedules.py` of 0.19.8; the word "auto" by
/// transformers' `integrations/deepspeed.py` of 5.24.
enum DeepSpeedRecipe: Recipe {
  static let table = RecipeTable(
    name: "deepspeed", title: "DeepSpeed", version: "DeepSpeed 0.19.8, transformers 5.24.0 for \"auto\"",
    forms: "JSON with scheduler and optimizer, or a Python dictionary of the same keys",
    keys: [
      RecipeKey(
        "scheduler.type", nil,
        "WarmupLR, WarmupDecayLR, WarmupCosineLR, OneCycle, LRRangeTest, or a class of torch.optim.lr_scheduler"
      ),
      RecipeKey("scheduler.params", nil, "arguments of the class"),
      RecipeKey("scheduler.params.warmup_min_lr", nil, "\"auto\" is 0"),
      RecipeKey("scheduler.params.warmup_max_lr", nil, "\"auto\" is the Trainer's learning_rate"),
      RecipeKey(
        "scheduler.params.warmup_num_steps", nil, "\"auto\" is the Trainer's warm-up",
        rounding: "max(1, ceil(updates x share)); DeepSpeed makes 1 step 2"),
      RecipeKey("scheduler.params.total_num_steps", nil, "\"auto\" is the Trainer's number of updates"),
      RecipeKey(
        "optimizer.type", nil, "the optimizer; Adam's weight decay is decoupled unless adam_w_mode is false"),
      RecipeKey("optimizer.params", nil, "its arguments; \"auto\" is the Trainer's"),
      RecipeKey("optimizer.params.lr", nil, "the optimizer's rate; \"auto\" is the Trainer's learning_rate"),
      RecipeKey("train_micro_batch_size_per_gpu", nil, "samples of a batch on one device"),
      RecipeKey("gradient_accumulation_steps", nil, "batches of an update"),
    ],
    rules: [
      "The scheduler steps once an update, and not behind one that overflowed in fp16.",
      "What \"auto\" stands for comes from --lr, --define warmup_steps=…, --samples and the Trainer's other keys, or from --define training_arguments='TrainingArguments(…)'.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    if part["scheduler.type"] != nil, part["scheduler.params"] != nil || part["zero_optimization"] != nil {
      return 95
    }
    return part.count(of: ["zero_optimization", "train_micro_batch_size_per_gpu", "train_batch_size"]) > 1
      ? 60 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    guard let type = try reader.optionalText("scheduler.type") else {
      throw SpecError(
        "this DeepSpeed configuration has no scheduler: the rate is the client's to set",
        line: reader.part.line, column: 1,
        hint: "give the configuration of the trainer instead")
    }
    return try plan(reader, type, DeepSpeedTrainer(reader))
  }

  /// - Parameters:
  ///   - type: the class of the scheduler.
  ///   - trainer: what "auto" stands for.
  static func plan(
    _ reader: RecipeReader, _ type: String, _ trainer: DeepSpeedTrainer
  ) throws(SpecError) -> RecipePlan? {
    var arguments: [String] = []
    var total: Int?
    for entry in try reader.map("scheduler.params") ?? [] {
      let key = "scheduler.params." + entry.key
      if reader.askOpen(entry) { continue }
      var value = entry.setting
      if value.string == "auto" {
        guard let filled = try trainer.value(of: entry.key) else {
          throw reader.refusal(key, "is \"auto\", which the Trainer does not fill in; expected a value")
        }
        value = filled
      }
      if entry.key == "total_num_steps" || entry.key == "total_steps" {
        total = Int(saturating: try reader.number(value, of: key))
      }
      arguments.append("\(entry.key)=\(value.python)")
    }
    let rates = try rates(reader, trainer)
    reader.rules.append("schedule: \(type), a step each update")
    let isOwn = ["WarmupLR", "WarmupDecayLR", "WarmupCosineLR", "OneCycle", "LRRangeTest"].contains(type)
    let path = (isOwn ? "deepspeed.runtime.lr_schedules." : "torch.optim.lr_scheduler.") + type
    let schedule = try reader.schedule(
      text: "\(path)(\((["optimizer"] + arguments).joined(separator: ", ")))", for: "scheduler.type")
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: .step, length: total ?? trainer.length,
      stepsPerEpoch: trainer.stepsPerEpoch)
    plan.line = reader.line(of: "scheduler")
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    if let type = try reader.optionalText("optimizer.type") {
      plan.optimizer = try DeepSpeedOptimizer(type, reader, trainer).pasted
    } else {
      // Only betas are cycled: without an optimizer in the file it is the client's, mostly of Adam's kind.
      plan.groups = rates.map { ParameterGroup(lr: $0, momentum: 0.9) }
    }
    return plan
  }

  private static func rates(_ reader: RecipeReader, _ trainer: DeepSpeedTrainer) throws(SpecError) -> [Double]
  {
    if let lrs = reader.options.lrs { return lrs }
    if let setting = reader.value("optimizer.params.lr"), setting.string != "auto" {
      return [try reader.number(setting, of: "optimizer.params.lr")]
    }
    if let given = try trainer.learningRate(isNeeded: reader.part["optimizer.params.lr"] != nil) {
      return [given]
    }
    return reader.options.defaultLRs
  }
}
