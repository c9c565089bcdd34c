import LRSchedulers

/// The flags of diffusers' training examples, and configurations with the same keys, by `examples/text_to_image/train_text_to_image.py`
/// and `optimization.get_scheduler`.
enum DiffusersRecipe: Recipe {
  static let table = RecipeTable(
    name: "diffusers", title: "diffusers' examples",
    version: "diffusers 0.42.1 and a copy of its examples without a version, accelerate 1.15",
    forms: "flags of train_text_to_image.py, train_dreambooth.py and their like, and YAML of the same keys",
    keys: [
      RecipeKey(
        "lr_scheduler", "constant",
        "which schedule: linear, cosine, cosine_with_restarts, polynomial, constant, constant_with_warmup"),
      RecipeKey("learning_rate", nil, "the optimizer's rate; each example has its own default"),
      RecipeKey("lr_warmup_steps", 500, "updates of the rise; without effect with constant"),
      RecipeKey("max_train_steps", nil, "updates of the training; wins over the epochs"),
      RecipeKey("num_train_epochs", nil, "epochs of the training; each example has its own default"),
      RecipeKey("train_batch_size", nil, "samples of a batch on one device"),
      RecipeKey(
        "gradient_accumulation_steps", 1, "batches of an update",
        rounding: "updates of an epoch: ceil(ceil(batches / devices) / steps)"),
      RecipeKey("lr_num_cycles", 1, "cycles of cosine_with_restarts"),
      RecipeKey("lr_power", 1.0, "the power of polynomial"),
      RecipeKey(
        "scale_lr", false, "scales the rate",
        rounding: "rate x batches of an update x batch size x devices"),
      RecipeKey("adam_beta1", 0.9, "the first beta of AdamW"),
      RecipeKey("adam_beta2", 0.999, "the second"),
      RecipeKey("adam_weight_decay", 0.01, "its weight decay"),
      RecipeKey("adam_epsilon", 1e-8, "its epsilon"),
    ],
    rules: [
      "The scheduler's lengths are multiplied by the processes, and accelerate makes one step for each: in updates they are as given.",
      "textual_inversion.py has no warm-up where none is given, train_unconditional.py a cosine where no schedule is.",
    ])

  private static let scripts = [
    "train_text_to_image", "train_dreambooth", "train_controlnet", "train_unconditional", "textual_inversion",
    "train_instruct_pix2pix", "train_lcm", "train_t2i_adapter", "train_custom_diffusion", "train_cogvideox",
    "train_unet", "train_latent_consistency",
  ]

  static func claim(on part: ConfigurationPart) -> Int {
    let own = part.count(of: [
      "lr_warmup_steps", "max_train_steps", "train_batch_size", "lr_num_cycles", "lr_power",
    ])
    if part.form == .commandLine {
      if part.runs(scripts) { return 89 }
      return part["lr_scheduler"] != nil && own > 0 ? 70 + 4 * own : own > 1 ? 70 : 0
    }
    guard part.form == .yaml || part.form == .json || part.form == .toml else { return 0 }
    return part["lr_scheduler"]?.string != nil && part.count(of: ["lr_warmup_steps", "max_train_steps"]) > 0
      ? 70 + 4 * own : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if reader.options.lrs == nil {
      reader.require("learning_rate", for: "the rate, of which each example has its own default", guess: 1e-4)
    }
    let isUnconditional = reader.part.runs(["train_unconditional"])
    let type = try type(reader, standard: isUnconditional ? "cosine" : "constant")
    let own = try reader.optionalCount("lr_warmup_steps")
    let warmup = own ?? (reader.part.runs(["textual_inversion"]) ? 0 : 500)
    if own == nil, type != "constant" {
      reader.notes.append("no \(reader.name("lr_warmup_steps")) is given: the examples' default, \(warmup)")
    }
    var made = AccelerateSchedule(type: type, key: "lr_scheduler", warmup: warmup, total: 1, processes: 1)
    let length = try length(reader, needsTotal: made.needsTotal)
    made.total = length.total ?? 1
    if type == "cosine_with_restarts" {
      made.others["num_cycles"] = String(try reader.count("lr_num_cycles"))
    }
    if type == "polynomial" { made.others["power"] = try reader.number("lr_power").shown }
    let rates = try rates(reader)
    reader.rules.append(
      type == "constant" ? "warm-up: none with constant" : "warm-up: \(RuleText.steps(warmup))")
    reader.rules.append("schedule: \(type), a step each update")
    let schedule = try made.schedule(reader)
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: .step, length: length.total, stepsPerEpoch: length.perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = try optimizer(reader)
    try reader.finish()
    return plan
  }

  private static func type(_ reader: RecipeReader, standard: String) throws(SpecError) -> String {
    guard let word = try reader.optionalText("lr_scheduler") else {
      if !reader.isOpen("lr_scheduler") {
        reader.notes.append("no \(reader.name("lr_scheduler")) is given: the example's default, \(standard)")
      }
      return standard
    }
    let words = AccelerateSchedule.functions.keys.sorted()
    guard words.contains(word) else { throw reader.refusal("lr_scheduler", word, expected: words) }
    return word
  }

  private static func length(
    _ reader: RecipeReader, needsTotal: Bool
  ) throws(SpecError) -> (total: Int?, perEpoch: Int?) {
    if let steps = try reader.optionalCount("max_train_steps") {
      guard steps >= 1 else { throw reader.refusal("max_train_steps", "must be at least 1, but is \(steps)") }
      reader.rules.append("updates: \(reader.name("max_train_steps")) = \(RuleText.steps(steps))")
      for key in ["num_train_epochs", "train_batch_size", "gradient_accumulation_steps"] {
        _ = reader.isGiven(key)
      }
      return (steps, try reader.outside(.stepsPerEpoch))
    }
    if reader.asksForSteps, reader.part["num_train_epochs"] == nil, let steps = try reader.outside(.epochs) {
      return (steps, nil)
    }
    let own = try reader.optionalCount("num_train_epochs").orElse(
      reader.options.countsSteps ? nil : reader.outside(.epochs))
    if own == nil, needsTotal { reader.ask("epochs", for: "the length of the training") }
    let isKnown = reader.options.samples != nil || reader.options.stepsPerEpoch != nil
    guard needsTotal || isKnown else { return (nil, nil) }
    let processes = reader.options.stepsPerEpoch == nil ? try reader.devices() : 1
    guard let updates = try AccelerateUpdates(reader, batchSize: "train_batch_size", processes: processes)
    else {
      return (nil, nil)
    }
    return (own.map { $0.times(updates.perEpoch) }, updates.perEpoch)
  }

  private static func rates(_ reader: RecipeReader) throws(SpecError) -> [Double] {
    let own = try reader.rates("learning_rate")
    guard try reader.flag("scale_lr"), reader.options.lrs == nil else { return own }
    let size = try reader.optionalCount("train_batch_size").orElse(reader.outside(.batchSize))
    if size == nil { reader.ask("train_batch_size", for: "the rate, as scale_lr multiplies it") }
    let batches = max(1, try reader.count("gradient_accumulation_steps"))
    let samples = batches.times(size ?? 1).times(try reader.devices())
    reader.rules.append("rate: \(own[0].shown) x \(RuleText.count(samples)) samples of an update")
    return own.map { $0 * Double(samples) }
  }

  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    let keys = ["adam_beta1", "adam_beta2", "adam_weight_decay", "adam_epsilon"]
    var optimizer = RecipeOptimizer("AdamW", line: keys.compactMap { reader.givenLine(of: $0) }.min())
    optimizer.betas = [try reader.number("adam_beta1"), try reader.number("adam_beta2")]
    optimizer.weightDecay = try reader.number("adam_weight_decay")
    optimizer.eps = try reader.number("adam_epsilon")
    return optimizer.pasted
  }
}
