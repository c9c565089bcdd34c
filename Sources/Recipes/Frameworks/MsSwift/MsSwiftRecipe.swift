import LRSchedulers

/// ms-swift's `swift sft`, `pt` and `rlhf`: the Trainer's flags with defaults of its own, by `swift/trainers/arguments.py`.
enum MsSwiftRecipe: Recipe {
  static let table = RecipeTable(
    name: "ms-swift", title: "ms-swift", version: "ms-swift of 2026-08 (3602360), transformers 5.24.0",
    forms: "flags of swift sft, swift pt and swift rlhf",
    keys: TransformersRecipe.table.keys(defaulting: [
      "lr_scheduler_type": "cosine", "per_device_train_batch_size": 1, "weight_decay": 0.1,
      "adam_beta2": 0.95,
    ]) + [tuner],
    rules: [
      "Without gradient_accumulation_steps an update has ceil(16 / per_device_train_batch_size / devices) batches.",
      "Without learning_rate the rate is 1e-05 with tuner_type full, else 0.0001.",
    ])

  static let tuner = RecipeKey(
    "tuner_type", "lora", "lora, full or another: what the default of the rate goes by")

  static func claim(on part: ConfigurationPart) -> Int { isCommand("swift", of: part) ? 92 : 0 }

  /// Whether a program trains by one of its verbs: `swift sft`.
  static func isCommand(_ program: String, of part: ConfigurationPart) -> Bool {
    guard part.form == .commandLine else { return false }
    return zip(part.words, part.words.dropFirst()).contains {
      $0 == program && ["sft", "pt", "rlhf"].contains($1)
    }
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    var part = reader.part
    try complete(&part, "learning_rate", with: .double(rate(reader)), reader)
    if try reader.optionalCount("gradient_accumulation_steps") == nil,
      try reader.outside(.accumulation) == nil
    {
      let size = try reader.positiveCount("per_device_train_batch_size")
      let devices = try reader.outside(.devices) ?? 1
      let batches = max(1, (Double(16) / Double(size) / Double(devices)).rounded(.up))
      try complete(&part, "gradient_accumulation_steps", with: .int(Int(batches)), reader)
    }
    // The Trainer reads what is completed, and all that it says is said of the command.
    let trainer = RecipeReader(table, part, reader.options)
    defer { reader.take(trainer) }
    return try TransformersRecipe.plan(trainer)
  }

  /// The rate where none is given.
  static func rate(_ reader: RecipeReader) throws(SpecError) -> Double {
    try reader.text("tuner_type") == "full" ? 1e-5 : 1e-4
  }

  /// Gives a key that is left out a value of the framework's.
  static func complete(
    _ part: inout ConfigurationPart, _ key: String, with value: ScriptSetting.Content, _ reader: RecipeReader
  ) throws(SpecError) {
    guard reader.value(key) == nil, !reader.isOpen(key) else { return }
    let setting = ScriptSetting(value, line: part.line)
    part.entries.append(ScriptSetting.Entry(key, setting))
    reader.notes.append("no --\(key) is given: \(reader.table.title)'s default, \(setting.python)")
  }
}

/// ms-swift's `megatron sft`, `pt` and `rlhf`: Megatron's flags with other defaults, by `swift/megatron/arguments`.
enum MsSwiftMegatronRecipe: Recipe {
  static let table = RecipeTable(
    name: "ms-swift-megatron", title: "ms-swift's Megatron",
    version: "ms-swift of 2026-08 (3602360), Megatron-core 0.19.2",
    forms: "flags of megatron sft, megatron pt and megatron rlhf",
    keys: MegatronRecipe.table.keys(defaulting: [
      "lr_decay_style": "cosine", "weight_decay": 0.1, "adam_beta2": 0.95,
    ]) + [
      MsSwiftRecipe.tuner,
      RecipeKey(
        "num_train_epochs", nil, "epochs of the training; wins over train_iters",
        rounding:
          "iterations: samples // step x step x epochs // global_batch_size, a step being micro batch x data parallel"
      ),
      RecipeKey("tensor_model_parallel_size", nil, "devices that share a layer"),
      RecipeKey("pipeline_model_parallel_size", nil, "devices that share the layers"),
      RecipeKey("context_parallel_size", nil, "devices that share a sample"),
    ],
    rules: ["Without lr the peak is 1e-05 with tuner_type full, else 0.0001."])

  static func claim(on part: ConfigurationPart) -> Int {
    MsSwiftRecipe.isCommand("megatron", of: part) ? 92 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    var part = reader.part
    try MsSwiftRecipe.complete(&part, "lr", with: .double(MsSwiftRecipe.rate(reader)), reader)
    if let iterations = try iterations(reader) {
      part.entries.removeAll { ["train_iters", "num_train_epochs"].contains($0.key) }
      part.entries.append(
        ScriptSetting.Entry("train_iters", ScriptSetting(.int(iterations), line: part.line)))
    }
    part.entries.removeAll { parallels.contains($0.key) }
    let inner = RecipeReader(table, part, reader.options)
    defer { reader.take(inner) }
    return try MegatronRecipe.plan(inner)
  }

  /// What shares a model or a sample, and says nothing else.
  private static let parallels = [
    "tensor_model_parallel_size", "pipeline_model_parallel_size", "context_parallel_size",
  ]

  /// `init_iters`: whole batches of all devices, over the epochs; nil where no epochs are given.
  private static func iterations(_ reader: RecipeReader) throws(SpecError) -> Int? {
    guard let epochs = try reader.optionalCount("num_train_epochs") else { return nil }
    let global = max(1, try reader.optionalCount("global_batch_size") ?? 16)
    let micro = max(1, try reader.optionalCount("micro_batch_size") ?? 1)
    guard let samples = try reader.outside(.samples) else {
      reader.ask("samples", for: "iterations of the training")
      return 1
    }
    var parallel = 1
    for key in parallels {
      parallel = parallel.times(max(1, try reader.optionalCount(key) ?? 1))
    }
    let devices = try reader.outside(.devices)
    // Of one epoch all that fills no global batch is left out anyway.
    if devices == nil, epochs > 1 { reader.ask("devices", for: "whole batches of an epoch") }
    let step = micro.times(max(1, (devices ?? parallel) / parallel))
    let repeats =
      try reader.optionalText("rlhf_type") == "grpo" ? try reader.optionalCount("num_generations") ?? 8 : 1
    let whole = (samples / step * step).times(repeats)
    let steps = whole.times(epochs) / global
    reader.rules.append(
      "iterations: \(RuleText.count(whole)) samples x \(epochs) epochs // \(RuleText.count(global)) = \(RuleText.count(steps))"
    )
    return steps
  }
}
