import LRSchedulers

/// LitGPT's YAML and flags, by `litgpt/finetune/lora.py`, `litgpt/pretrain.py` and `litgpt/args.py` of 0.5.13.
enum LitGPTRecipe: Recipe {
  static let table = RecipeTable(
    name: "litgpt", title: "LitGPT", version: "litgpt 0.5.13",
    forms: "YAML with train.lr_warmup_steps and its like, or flags such as --train.lr_warmup_steps",
    keys: [
      RecipeKey("optimizer.init_args.lr", nil, "the optimizer's rate; its class's own where none is given"),
      RecipeKey("optimizer", "AdamW", "the optimizer's class, or a map with class_path and init_args"),
      RecipeKey("train.lr_warmup_steps", 100, "updates of the rise; in pretraining 2,000"),
      RecipeKey(
        "train.lr_warmup_fraction", nil, "a share of an epoch's batches, in pretraining only",
        rounding: "ceil(share x batches)"),
      RecipeKey("train.epochs", nil, "epochs of the training"),
      RecipeKey("train.max_steps", nil, "updates at the most"),
      RecipeKey(
        "train.max_tokens", nil, "tokens of a pretraining",
        rounding: "batches: tokens // (devices x micro batch x length)"),
      RecipeKey("train.max_seq_length", nil, "tokens of a sample"),
      RecipeKey("train.global_batch_size", 64, "samples of an update, on all devices"),
      RecipeKey("train.micro_batch_size", 4, "samples of a batch on one device"),
      RecipeKey("train.min_lr", 6e-5, "the lowest rate of a pretraining; without effect in a finetuning"),
      RecipeKey("devices", 1, "devices of a machine"),
    ],
    rules: [
      "Finetuning: `LambdaLR(step / warm-up)`, then a cosine to 0 over min(epochs x updates of an epoch, max_steps) - warm-up, once an update.",
      "Pretraining: the rate is set with every batch; a rise from 0, a cosine to min_lr.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    let own = part.count(of: [
      "train.lr_warmup_steps", "train.lr_warmup_fraction", "train.global_batch_size",
      "train.micro_batch_size",
      "train.max_tokens",
    ])
    return own == 0 ? 0 : 60 + 10 * own
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let rates = try rates(reader)
    let isPretraining =
      reader.value("train.max_tokens") != nil || reader.part["initial_checkpoint_dir"] != nil
      || reader.part.words.contains("pretrain")
    var plan = try isPretraining ? LitGPTPretraining.plan(reader, rates) : finetuning(reader, rates)
    plan?.optimizer = try optimizer(reader)
    try refuseUnknown(reader)
    try reader.finish()
    return plan
  }

  /// `TrainArgs` takes no other keys.
  private static func refuseUnknown(_ reader: RecipeReader) throws(SpecError) {
    let names = [
      "save_interval", "log_interval", "global_batch_size", "micro_batch_size", "lr_warmup_steps",
      "lr_warmup_fraction", "epochs", "max_tokens", "max_steps", "max_time", "max_seq_length",
      "tie_embeddings", "max_norm", "min_lr",
    ]
    for entry in reader.part["train"]?.entries ?? [] where !names.contains(entry.key) {
      throw SpecError(
        "Key 'train.\(entry.key)' is not expected by LitGPT", line: entry.setting.line, column: 1,
        hint: Spelling.hint(for: entry.key, in: names))
    }
  }

  /// `instantiate_torch_optimizer`: a class of PyTorch by its name, or any by its path.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    // `--optimizer AdamW --optimizer.weight_decay 0.1` says both.
    let word = reader.part.entries.last { $0.key == "optimizer" && $0.setting.string != nil }?.setting.string
    let path = try word.orElse(reader.optionalText("optimizer.class_path")) ?? "AdamW"
    let map = reader.part["optimizer.init_args"] == nil ? "optimizer" : "optimizer.init_args"
    var made = reader.optimizer(path, of: map, without: ["class_path", "init_args"])
    made.isImplied = reader.part["optimizer"] == nil
    return made
  }

  private static func rates(_ reader: RecipeReader) throws(SpecError) -> [Double] {
    let isFlat = reader.part["optimizer.init_args.lr"] == nil && reader.part["optimizer.lr"] != nil
    let key = isFlat ? "optimizer.lr" : "optimizer.init_args.lr"
    let name = try optimizer(reader).name
    guard reader.value(key) == nil, reader.options.lrs == nil, let own = ScriptLibraries.defaultLR(of: name)
    else {
      return try reader.rates(key)
    }
    reader.notes.append("no \(key) is given: \(name)'s default, \(PythonNumber.repr(own))")
    return [own]
  }

  private static func finetuning(_ reader: RecipeReader, _ rates: [Double]) throws(SpecError) -> RecipePlan? {
    let limit = try reader.optionalCount("train.max_steps")
    let epochs = try reader.optionalCount("train.epochs")
    let perEpoch = try stepsPerEpoch(reader, isNeeded: limit == nil || epochs != nil)
    var total = limit
    if let epochs, let perEpoch { total = min(epochs.times(perEpoch), limit ?? .max) }
    if epochs == nil, limit == nil {
      if reader.asksForSteps {
        total = try reader.outside(.epochs)
      } else if let asked = try reader.outside(.epochs), let perEpoch {
        total = asked.times(perEpoch)
      } else {
        reader.ask("epochs", for: "the length of the training")
      }
    }
    let warmup = try reader.count("train.lr_warmup_steps")
    if try (reader.optionalNumber("train.lr_warmup_fraction") ?? 0) != 0 {
      throw reader.refusal("train.lr_warmup_fraction", "is for pretraining; expected train.lr_warmup_steps")
    }
    let steps = max(1, total ?? 1)
    if let epochs, let perEpoch {
      reader.rules.append(
        "updates: \(epochs) epochs x \(RuleText.count(perEpoch))"
          + (limit.map { ", at most \(RuleText.count($0))" } ?? "") + " = \(RuleText.steps(steps))")
    }
    reader.rules.append(
      "warm-up: \(RuleText.steps(warmup)), then a cosine over \(RuleText.steps(steps - warmup))")
    guard warmup > 0 else {
      throw reader.refusal("train.lr_warmup_steps", "is 0, by which LitGPT divides; expected at least 1")
    }
    if steps <= warmup {
      reader.notes.append(
        "the warm-up of \(RuleText.steps(warmup)) does not end within the \(RuleText.steps(steps)) of the training"
      )
    }
    // A cosine that never comes is left out: its length would be below 0.
    let text =
      steps <= warmup
      ? "LambdaLR(optimizer, lambda step: step / \(warmup))"
      : "SequentialLR(optimizer, [LambdaLR(optimizer, lambda step: step / \(warmup)), CosineAnnealingLR(optimizer, T_max=\(max(1, steps - warmup)))], milestones=[\(warmup)])"
    var plan = RecipePlan(
      try reader.schedule(text: text, for: "train.lr_warmup_steps"), lr: rates[0], interval: .step,
      length: steps,
      stepsPerEpoch: perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    return plan
  }

  private static func stepsPerEpoch(_ reader: RecipeReader, isNeeded: Bool) throws(SpecError) -> Int? {
    if let steps = try reader.outside(.stepsPerEpoch) { return steps }
    let devices = try devices(reader)
    let global = try reader.positiveCount("train.global_batch_size")
    let micro = try reader.positiveCount("train.micro_batch_size")
    guard let samples = try reader.outside(.samples) else {
      if isNeeded { reader.ask("samples", for: "steps of an epoch") }
      return nil
    }
    let accumulation = max(1, global / devices / micro)
    let share = (samples + devices - 1) / devices
    let steps = (share + micro - 1) / micro / accumulation
    reader.rules.append(
      "updates of an epoch: ceil(\(RuleText.count(share)) / \(micro)) // \(accumulation) = \(RuleText.count(steps))"
    )
    return max(1, steps)
  }

  static func devices(_ reader: RecipeReader) throws(SpecError) -> Int {
    if let devices = try reader.outside(.devices) { return devices }
    let nodes = Int(reader.part["num_nodes"]?.python ?? "") ?? 1
    return max(1, (Int(reader.value("devices")?.python ?? "") ?? 1).times(nodes))
  }
}
