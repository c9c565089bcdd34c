import LRSchedulers

/// `TrainingArguments` of transformers and what inherits from it: as a call, as flags, as YAML or JSON of LLaMA-Factory, TRL and
/// the examples' `parse_json_file`.
enum TransformersRecipe: Recipe {
  static let table = RecipeTable(
    name: "transformers", title: "TrainingArguments",
    version: "transformers 5.24.0, TRL 1.16.0, LLaMA-Factory 0.9.5",
    forms: "a call of TrainingArguments, SFTConfig or another of its kind, command-line flags, YAML and JSON",
    keys: [
      RecipeKey("learning_rate", 5e-5, "the optimizer's rate; TRL's classes have defaults of their own"),
      RecipeKey(
        "lr_scheduler_type", "linear", "which schedule: " + TrainerSchedule.types.joined(separator: ", ")),
      RecipeKey("lr_scheduler_kwargs", nil, "further arguments of the schedule; JSON on a command line"),
      RecipeKey(
        "warmup_steps", 0, "steps of the rise; below 1 a share of all steps",
        rounding: "from 1 on int(); below 1 ceil(steps x share), in binary doubles"),
      RecipeKey(
        "warmup_ratio", nil,
        "a share of all steps; gone since transformers 5.20, without effect beside warmup_steps",
        rounding: "ceil(steps x share)"),
      RecipeKey(
        "num_train_epochs", 3.0, "epochs of the training, fractions too",
        rounding: "ceil(epochs x updates of an epoch)"),
      RecipeKey("max_steps", -1, "updates of the training; above 0 it wins over the epochs"),
      RecipeKey(
        "per_device_train_batch_size", 8, "samples of a batch on one device",
        rounding: "batches: ceil(ceil(samples / size) / devices)"),
      RecipeKey(
        "gradient_accumulation_steps", 1, "batches of an update",
        rounding: "updates of an epoch: ceil(batches / steps)"),
      RecipeKey(
        "dataloader_drop_last", false, "leaves out what fills no batch",
        rounding: "batches: floor instead of ceil"),
      RecipeKey("deepspeed", nil, "a DeepSpeed configuration, whose scheduler wins where it has one"),
    ] + TrainerOptimizer.keys,
    rules: [
      "The scheduler steps once an update, whatever the number of devices; update i, counted from 0, uses the schedule's value at i.",
      "`warmup_stable_decay` needs `num_decay_steps` among `lr_scheduler_kwargs`.",
    ])

  /// TRL's classes, and the rates that they have where none is given.
  static let configurationClasses: [String: Double] = [
    "TrainingArguments": 5e-5, "Seq2SeqTrainingArguments": 5e-5, "SFTConfig": 2e-5, "DPOConfig": 1e-6,
    "GRPOConfig": 1e-6, "KTOConfig": 1e-6, "RLOOConfig": 1e-6, "RewardConfig": 1e-4, "ORPOConfig": 1e-6,
    "CPOConfig": 1e-6, "OnlineDPOConfig": 5e-7, "DistillationConfig": 1e-6,
    "SentenceTransformerTrainingArguments": 5e-5,
  ]

  static func claim(on part: ConfigurationPart) -> Int {
    if let callee = part.callee { return isConfiguration(callee) ? 90 : 0 }
    let own = part.count(of: ownKeys)
    let shared = part.count(of: ["learning_rate", "warmup_steps", "max_steps", "gradient_accumulation_steps"])
    return own == 0 ? (shared > 1 ? 15 : 0) : 30 + 10 * own + 2 * shared
  }

  /// `per_gpu_train_batch_size` of early releases is the same as what came of it, and some programs have all of it in a map.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart {
    var part = part
    let isFile = [.yaml, .json, .toml].contains(part.form)
    if isFile, part["learning_rate"] == nil, part["lr_scheduler_type"] == nil,
      let inner = arguments(within: part.entries, depth: 0)
    {
      part.entries += inner
    }
    return withPresentNames(part)
  }

  /// The first map whose keys are the Trainer's, whatever it is called: `training_args`, `sft`, `trainer`.
  private static func arguments(within entries: [ScriptSetting.Entry], depth: Int) -> [ScriptSetting.Entry]? {
    guard depth < 3 else { return nil }
    for entry in entries {
      guard let inner = entry.setting.entries else { continue }
      let part = ConfigurationPart(.yaml, inner)
      let own = ownKeys.count { part[$0] != nil && part[$0]?.entries == nil }
      if own > 1 || own > 0 && part["learning_rate"] != nil { return inner }
      if let deeper = arguments(within: inner, depth: depth + 1) { return deeper }
    }
    return nil
  }

  private static let ownKeys = [
    "lr_scheduler_type", "num_train_epochs", "per_device_train_batch_size", "warmup_ratio",
    "lr_scheduler_kwargs",
  ]

  private static func withPresentNames(_ part: ConfigurationPart) -> ConfigurationPart {
    guard let place = part.entries.lastIndex(where: { $0.key == earlyBatchSize }),
      part["per_device_train_batch_size"] == nil
    else { return part }
    var part = part
    part.entries[place].key = "per_device_train_batch_size"
    part.written["per_device_train_batch_size"] = earlyBatchSize
    return part
  }

  private static let earlyBatchSize = "per_gpu_train_batch_size"

  private static func isConfiguration(_ callee: String) -> Bool {
    configurationClasses[callee] != nil || callee.hasSuffix("TrainingArguments")
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    askForUnpacked(reader)
    TrainerProgram.ask(reader)
    if reader.part.written["per_device_train_batch_size"] == earlyBatchSize {
      reader.notes.append(
        "\(earlyBatchSize) is read as earlier releases do; transformers 5.24 refuses it")
    }
    if let plan = try TrainerDeepSpeed.plan(reader) { return plan }
    let rates = try rates(reader)
    let type = try reader.choice("lr_scheduler_type", of: TrainerSchedule.types)
    let specific = try reader.map("lr_scheduler_kwargs") ?? []
    let steps = try TrainerSteps(reader)
    let total = steps?.total ?? 1
    let warmup = try TrainerWarmup.steps(reader, total: total)
    let schedule = try TrainerSchedule.schedule(
      type, warmup: warmup, total: total, specific: specific, key: "lr_scheduler_type", reader)
    reader.rules.append(
      "schedule: \(type), a step each \(TrainerSchedule.followsMetric(type) ? "evaluation" : "update")")
    TrainerProgram.sayDefaults(reader)
    let optimizer = try TrainerOptimizer.optimizer(reader, takesOthers: reader.part.form != .call)
    TrainingArgumentsFields.sayGone(reader)
    try reader.finish(known: reader.part.form == .call ? nil : TrainingArgumentsFields.all)
    try refuseUnknown(reader)
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: TrainerSchedule.followsMetric(type) ? .epoch : .step,
      length: TrainerSchedule.followsMetric(type) ? nil : total, stepsPerEpoch: steps?.perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    return plan
  }

  /// `TrainingArguments(**cfg)`: what the dictionary may say is no default.
  private static func askForUnpacked(_ reader: RecipeReader) {
    guard let unpacked = reader.part.unpacked.first else { return }
    let source = unpacked.python == "..." ? "what is behind **" : "**\(unpacked.python)"
    for key in ["learning_rate", "lr_scheduler_type", "warmup_steps"] {
      if key == "learning_rate", reader.options.lrs != nil { continue }
      if key == "warmup_steps", reader.value("warmup_ratio") != nil { continue }
      let standard = table.key(key)?.standard
      let guess = standard.map { standard in
        standard.double.map(ParameterValue.number) ?? .string(standard.text)
      }
      reader.require(key, for: "the schedule, as \(source) may say it", guess: guess)
    }
    guard reader.value("max_steps") == nil else { return }
    for key in ["num_train_epochs", "per_device_train_batch_size", "gradient_accumulation_steps"] {
      if key != "num_train_epochs", reader.options.stepsPerEpoch != nil { continue }
      let guess = table.key(key)?.standard?.double.map(ParameterValue.number)
      reader.require(key, for: "the length, as \(source) may say it", guess: guess)
    }
  }

  private static func rates(_ reader: RecipeReader) throws(SpecError) -> [Double] {
    let own = reader.part.callee.flatMap { configurationClasses[$0] } ?? ofTRLCommand(reader.part)
    guard reader.value("learning_rate") == nil, reader.options.lrs == nil, let own, own != 5e-5 else {
      return try reader.rates("learning_rate")
    }
    reader.notes.append("no learning_rate is given: the default here is \(PythonNumber.repr(own))")
    return [own]
  }

  /// `trl sft --lr_scheduler_type cosine …`
  private static func ofTRLCommand(_ part: ConfigurationPart) -> Double? {
    guard part.form == .commandLine, part.words.first == "trl", part.words.count > 1 else { return nil }
    return configurationClasses.first { $0.key.lowercased() == part.words[1].lowercased() + "config" }?.value
  }

  /// A class takes its own arguments and no others.
  private static func refuseUnknown(_ reader: RecipeReader) throws(SpecError) {
    guard let callee = reader.part.callee,
      callee == "TrainingArguments" || callee == "Seq2SeqTrainingArguments"
    else {
      return
    }
    for entry in reader.part.entries where !TrainingArgumentsFields.all.contains(entry.key) {
      let hint = Spelling.hint(for: entry.key, in: TrainingArgumentsFields.all.sorted())
      throw SpecError(
        "\(callee).__init__() got an unexpected keyword argument '\(entry.key)'", line: entry.setting.line,
        column: 1,
        hint: hint)
    }
  }
}
