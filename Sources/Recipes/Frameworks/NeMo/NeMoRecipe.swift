import LRSchedulers

/// NeMo's YAML, by `nemo/core/optim/lr_scheduler.py` and `setup_optimization` of `nemo/core/classes/modelPT.py`.
enum NeMoRecipe: Recipe {
  static let table = RecipeTable(
    name: "nemo", title: "NeMo", version: "NeMo 3.0.0",
    forms: "YAML with model.optim.sched, or optim.sched at the top",
    keys: [
      RecipeKey("model.optim.lr", nil, "the rate; with NoamAnnealing a factor"),
      RecipeKey("model.optim.name", "adam", "the optimizer; its other arguments stand beside it"),
      RecipeKey(
        "model.optim.sched.name", nil,
        "CosineAnnealing, NoamAnnealing, WarmupPolicy and the others of NeMo, StepLR, ExponentialLR, ReduceLROnPlateau or CyclicLR"
      ),
      RecipeKey(
        "model.optim.sched.max_steps", nil,
        "steps of the schedule, where the trainer has none; -1: no schedule"
      ),
      RecipeKey("model.optim.sched.warmup_steps", nil, "steps of the rise, from 1 / (steps + 1) on"),
      RecipeKey(
        "model.optim.sched.warmup_ratio", nil, "the same as a share of all steps",
        rounding: "int(ratio x steps)"),
      RecipeKey("model.optim.sched.hold_steps", nil, "steps at the peak"),
      RecipeKey(
        "model.optim.sched.hold_ratio", nil, "the same as a share of all steps",
        rounding: "int(ratio x steps)"
      ),
      RecipeKey(
        "model.optim.sched.constant_steps", nil,
        "steps at min_lr at the end; with some the cosine's warm-up goes from 0"),
      RecipeKey(
        "model.optim.sched.constant_ratio", nil, "the same as a share of all steps",
        rounding: "int(ratio x steps)"),
      RecipeKey("model.optim.sched.min_lr", nil, "the lowest rate; 0, of SquareAnnealing 1e-05"),
      RecipeKey("model.optim.sched.d_model", nil, "the width of the model, which NoamAnnealing divides by"),
      RecipeKey("model.optim.sched.decay_rate", 0.5, "the exponent of NoamHoldAnnealing"),
      RecipeKey("model.optim.sched.power", 1.0, "the exponent of the polynomial schedules"),
      RecipeKey("model.optim.sched.cycle", false, "whether a polynomial begins again"),
      RecipeKey("trainer.max_steps", nil, "steps of the training; wins over the schedule's"),
      RecipeKey("trainer.max_epochs", nil, "epochs of the training, where no steps are given"),
      RecipeKey(
        "trainer.accumulate_grad_batches", 1, "batches of a step",
        rounding: "steps of an epoch: ceil(batches / accumulation)"),
      RecipeKey("trainer.limit_train_batches", nil, "batches of an epoch, or a share of them"),
      RecipeKey("trainer.devices", nil, "devices of a machine"),
      RecipeKey("trainer.num_nodes", 1, "machines"),
      RecipeKey(
        "model.train_ds.batch_size", nil, "samples of a batch on one device",
        rounding: "batches: ceil(ceil(samples / devices) / size)"),
      RecipeKey("model.train_ds.drop_last", false, "whether the last batch is left out if it is short"),
    ],
    rules: [
      "The warm-up's last step is step warmup_steps itself, the first after all steps has min_lr.",
      "The scheduler steps once an update, ExponentialLR and ReduceLROnPlateau once an epoch.",
    ])

  private static let sched = "model.optim.sched"

  /// `optim` may stand at the top.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart {
    var part = part
    if part["model.optim"] == nil, let optim = part["optim"], optim["sched"]?.entries != nil {
      part.entries.append(
        ScriptSetting.Entry("model", ScriptSetting(.map([.init("optim", optim)]), line: optim.line)))
      for key in table.keys where key.name.hasPrefix("model.optim.") {
        part.written[key.name] = String(key.name.dropFirst("model.".count))
      }
    }
    return part
  }

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml || part.form == .commandLine || part.form == .json else { return 0 }
    return part[sched]?.entries != nil && part[sched + ".name"] != nil ? 97 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if reader.options.lrs == nil { reader.require("model.optim.lr", for: "the rate") }
    let rates = try reader.rates("model.optim.lr")
    guard let name = try reader.optionalText(sched + ".name") else { return nil }
    let isEpochwise = ["ExponentialLR", "ReduceLROnPlateau"].contains(name)
    let length = try NeMoLength(reader, isNeeded: !isEpochwise && name != "NoamAnnealing")
    let schedule: Schedule
    if length.isOff {
      reader.notes.append("max_steps is -1: NeMo makes no scheduler, and the rate stays")
      schedule = try reader.schedule("get_constant_schedule", [:], for: sched + ".name")
    } else {
      schedule = try NeMoSchedule(reader, rate: rates[0], steps: length.total).schedule(name)
      reader.rules.append("schedule: \(name), a step each " + (isEpochwise ? "epoch" : "update"))
    }
    let optimizer = try optimizer(reader)
    try reader.finish()
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: isEpochwise ? .epoch : .step,
      length: isEpochwise ? length.epochs : length.total, stepsPerEpoch: length.perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    plan.line = reader.line(of: sched)
    return plan
  }

  /// `parse_optimizer_args`; Apex's and Megatron's Adam decouple the weight decay.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    let word = try reader.text("model.optim.name")
    let isDecoupled = word.contains("fused_adam") || word.contains("mcore") || word.contains("megatron")
    var made = reader.optimizer(isDecoupled ? "AdamW" : word, of: "model.optim")
    made.arguments.removeAll { argument in
      !["betas", "eps", "weight_decay", "momentum", "nesterov"].contains(argument.name ?? "")
    }
    return made
  }
}
