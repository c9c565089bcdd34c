import LRSchedulers

/// The flags of transformers' examples without a Trainer, `run_clm_no_trainer.py` and its like.
enum NoTrainerRecipe: Recipe {
  static let table = RecipeTable(
    name: "no-trainer", title: "the no_trainer examples", version: "transformers 5.24.0, accelerate 1.15",
    forms: "flags of run_*_no_trainer.py, and commands with num_warmup_steps and lr_scheduler_type",
    keys: [
      RecipeKey(
        "lr_scheduler_type", "linear",
        "which schedule: linear, cosine, cosine_with_restarts, polynomial, constant, constant_with_warmup"),
      RecipeKey("learning_rate", 5e-5, "the optimizer's rate"),
      RecipeKey("num_warmup_steps", 0, "updates of the rise"),
      RecipeKey(
        "num_warmup_epochs", nil, "epochs of the rise, of DeepSpeedExamples' copies",
        rounding: "int(epochs x updates of an epoch)"),
      RecipeKey("max_train_steps", nil, "updates of the training; wins over the epochs"),
      RecipeKey("num_train_epochs", 3, "epochs of the training"),
      RecipeKey("per_device_train_batch_size", 8, "samples of a batch on one device"),
      RecipeKey("gradient_accumulation_steps", 1, "batches of an update"),
      RecipeKey("weight_decay", 0.0, "AdamW's weight decay"),
    ],
    rules: [
      "accelerate makes a step of the scheduler for each process and update. Its length is max_train_steps x processes, or without them epochs x ceil(batches / accumulation), the batches not yet shared between processes.",
      "Programs that deepspeed starts, such as DeepSpeed-Chat's main.py, step once an update, over epochs x ceil(batches of a process / accumulation).",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .commandLine else { return 0 }
    let shared = part.count(of: [
      "lr_scheduler_type", "per_device_train_batch_size", "max_train_steps", "learning_rate",
    ])
    if part.runs(["no_trainer"]), shared > 0 { return 91 }
    return part["num_warmup_steps"] != nil && shared > 1 && part["warmup_steps"] == nil ? 86 : 0
  }

  /// Whether accelerate steps the scheduler. Programs that `deepspeed` starts, such as DeepSpeed-Chat's `main.py`, count the batches
  /// of one process and step once an update.
  private static func isPrepared(_ part: ConfigurationPart) -> Bool {
    part["num_warmup_epochs"] == nil && (part.runs(["no_trainer"]) || !part.words.contains("deepspeed"))
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let rates = try reader.rates("learning_rate")
    let type = try reader.choice("lr_scheduler_type", of: AccelerateSchedule.functions.keys.sorted())
    var warmup = try reader.count("num_warmup_steps")
    let warmupEpochs = try reader.optionalNumber("num_warmup_epochs")
    let limit = try reader.optionalCount("max_train_steps")
    var made = AccelerateSchedule(
      type: type, key: "lr_scheduler_type", warmup: warmup, total: limit ?? 1, processes: 1)
    var perEpoch: Int?
    var length = limit
    if let limit {
      reader.rules.append("updates: \(reader.name("max_train_steps")) = \(RuleText.steps(limit))")
      for key in ["num_train_epochs", "per_device_train_batch_size", "gradient_accumulation_steps"] {
        _ = reader.isGiven(key)
      }
    } else {
      let epochs = try reader.positiveCount("num_train_epochs")
      // Counted in updates they are known without the processes, but for how the scheduler's are rounded.
      made.processes = try reader.devices()
      if let updates = try AccelerateUpdates(
        reader, batchSize: "per_device_train_batch_size", processes: made.processes)
      {
        (perEpoch, length) = (updates.perEpoch, epochs.times(updates.perEpoch))
        made.total = updates.schedulerSteps(epochs: epochs)
        reader.rules.append(
          "updates: \(epochs) epochs x \(RuleText.count(updates.perEpoch)) = \(RuleText.steps(length ?? 0))")
      }
      made.warmup = warmup.times(made.processes)
      if !isPrepared(reader.part) { (made.processes, made.warmup, made.total) = (1, warmup, length ?? 1) }
    }
    if let warmupEpochs {
      if perEpoch == nil { perEpoch = try reader.outside(.stepsPerEpoch) }
      if perEpoch == nil {
        reader.ask("steps_per_epoch", for: "the warm-up of \(RuleText.number(warmupEpochs)) epochs")
      }
      warmup = Int(saturating: warmupEpochs * Double(perEpoch ?? 1))
      made.warmup = warmup
    }
    reader.rules.append(warmup == 0 ? "warm-up: none" : "warm-up: \(RuleText.steps(warmup))")
    let schedule = try made.schedule(reader)
    var optimizer = RecipeOptimizer("AdamW", line: reader.givenLine(of: "weight_decay"))
    optimizer.weightDecay = try reader.number("weight_decay")
    try reader.finish()
    var plan = RecipePlan(schedule, lr: rates[0], interval: .step, length: length, stepsPerEpoch: perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer.pasted
    return plan
  }
}
