import LRSchedulers

/// llm-foundry's YAML for Composer's Trainer, by `llmfoundry/command_utils/train.py` of 0.22 and `composer/optim/scheduler.py` of 0.32.1.
enum ComposerRecipe: Recipe {
  static let table = RecipeTable(
    name: "composer", title: "Composer", version: "Composer 0.32.1, llm-foundry 0.22.0",
    forms: "YAML with max_duration and scheduler, as of llm-foundry, and Hydra's with classes of Composer",
    keys: [
      RecipeKey(
        "scheduler.name", nil,
        "constant_with_warmup, cosine_with_warmup, linear_decay_with_warmup, inv_sqrt_with_warmup, or a class of Composer"
      ),
      RecipeKey(
        "scheduler.t_warmup", nil, "length of the rise from 0",
        rounding: "'0.06dur': int(0.06 x batches); 'ep' becomes batches"),
      RecipeKey("scheduler.t_max", nil, "length of all; 1dur"),
      RecipeKey("scheduler.alpha_f", nil, "the last multiplier"),
      RecipeKey("max_duration", nil, "length of the training: ba, ep, sp, tok"),
      RecipeKey("optimizer.lr", nil, "the optimizer's rate"),
      RecipeKey("optimizer.name", nil, "the optimizer; its other arguments stand beside it"),
      RecipeKey("global_train_batch_size", nil, "samples of a batch"),
      RecipeKey("max_seq_len", nil, "tokens of a sample"),
      RecipeKey(
        "scale_schedule_ratio", 1.0, "by which all times but the warm-up's are scaled",
        rounding: "int(ratio x time)"),
    ],
    rules: [
      "Batch i runs with the multiplier of time i - 1: the first two batches have the same one, and the last is never reached."
    ])

  private static let names = [
    "constant_with_warmup": "ConstantWithWarmupScheduler",
    "cosine_with_warmup": "CosineAnnealingWithWarmupScheduler",
    "linear_decay_with_warmup": "LinearWithWarmupScheduler",
    "inv_sqrt_with_warmup": "InverseSquareRootWithWarmupScheduler",
  ]

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml || part.form == .python || part.form == .json else { return 0 }
    let prefix = prefix(part)
    let hasScheduler = part[prefix + "scheduler"]?.entries != nil
    if part[prefix + "max_duration"] != nil { return hasScheduler ? 95 : 40 }
    // Files for jobs of which the program says the length.
    let isNamed = part[prefix + "scheduler.name"]?.string.map { names[$0] != nil } ?? false
    return isNamed && part[prefix + "scheduler.t_warmup"] != nil ? 60 : 0
  }

  /// Hydra's form as llm-foundry's: the class of `_target_` is the name, and the trainer has the length.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart {
    guard part["scheduler._target_"]?.string?.hasPrefix("composer.") == true else { return part }
    var part = part
    for (key, source) in [
      ("max_duration", "trainer.max_duration"), ("scale_schedule_ratio", "trainer.scale_schedule_ratio"),
      ("global_train_batch_size", "dataset.train_batch_size"),
    ] where part[key] == nil {
      guard let setting = part[source] else { continue }
      part.entries.append(ScriptSetting.Entry(key, setting))
      part.written[key] = source
    }
    for place in part.entries.indices where ["scheduler", "optimizer"].contains(part.entries[place].key) {
      guard let entries = part.entries[place].setting.entries else { continue }
      part.entries[place].setting.content = .map(
        entries.map { entry in
          guard entry.key == "_target_", let path = entry.setting.string else { return entry }
          let name = path.split(separator: ".").last.map(String.init) ?? path
          return ScriptSetting.Entry("name", ScriptSetting(.string(name), line: entry.setting.line))
        })
    }
    return part
  }

  /// Files for the cluster have all of it within `parameters`.
  private static func prefix(_ part: ConfigurationPart) -> String {
    part["parameters.max_duration"] == nil ? "" : "parameters."
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let prefix = prefix(reader.part)
    let rates = try rates(reader, prefix)
    guard let name = try reader.optionalText(prefix + "scheduler.name") else {
      throw reader.refusal(
        prefix + "scheduler", "has no name; expected one of \(names.keys.sorted().joined(separator: ", "))")
    }
    let duration = try duration(reader, prefix)
    var arguments: [String] = []
    for entry in reader.value(prefix + "scheduler")?.entries ?? []
    where entry.key != "name" && !entry.setting.isNull && !reader.askOpen(entry) {
      arguments.append("\(entry.key)=\(entry.setting.python)")
    }
    let batch = try reader.optionalCount(prefix + "global_train_batch_size").orElse(
      reader.outside(.globalBatch))
    let length = try reader.optionalCount(prefix + "max_seq_len")
    let clock = try clock(reader, arguments.joined() + duration, prefix, batch: batch, tokens: length)
    arguments.append("max_duration='\(duration)'")
    arguments += clock.arguments
    let ratio = try reader.number("scale_schedule_ratio")
    if ratio != 1 { arguments.append("scale_schedule_ratio=\(PythonNumber.repr(ratio))") }
    let optimizer = try reader.optionalText(prefix + "optimizer.name").map {
      reader.optimizer($0, of: prefix + "optimizer", without: ["name"])
    }
    if !reader.missing.isEmpty { return nil }
    let steps = clock.batches(duration).map { Int(saturating: (Double($0) * ratio)) }
    reader.rules.append("schedule: \(name), a step each batch, one batch late")
    if let steps { reader.rules.append("training: \(duration) = \(RuleText.count(steps)) batches") }
    try reader.finish()
    var plan = RecipePlan(
      try reader.schedule(
        text: "\(names[name] ?? name)(\(arguments.joined(separator: ", ")))", for: prefix + "scheduler"),
      lr: rates[0], interval: .step, length: steps, stepsPerEpoch: clock.stepsPerEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    plan.line = reader.line(of: prefix + "scheduler")
    return plan
  }

  private static func rates(_ reader: RecipeReader, _ prefix: String) throws(SpecError) -> [Double] {
    if reader.options.lrs == nil { reader.require(prefix + "optimizer.lr", for: "the rate") }
    return try reader.rates(prefix + "optimizer.lr")
  }

  /// The training's length with its unit; a number is epochs.
  private static func duration(_ reader: RecipeReader, _ prefix: String) throws(SpecError) -> String {
    guard let setting = reader.value(prefix + "max_duration") else {
      reader.ask("max_duration", for: "the length of the training", guess: .string("1ep"))
      return "1ep"
    }
    switch setting.content {
    case .string(let text) where ComposerClock.isTime(text): return text
    case .int(let epochs): return "\(epochs)ep"
    default:
      throw reader.refusal(
        prefix + "max_duration", "is \(setting.python); expected a time such as '10ep' or '4800ba'")
    }
  }

  private static func clock(
    _ reader: RecipeReader, _ times: String, _ prefix: String, batch: Int?, tokens: Int?
  ) throws(SpecError) -> ComposerClock {
    var clock = ComposerClock(
      batch: batch, tokensPerBatch: batch.flatMap { batch in tokens.map { batch.times($0) } })
    if ComposerClock.mentions("ep", in: times) {
      clock.stepsPerEpoch = try reader.outside(.stepsPerEpoch)
      if clock.stepsPerEpoch == nil, let samples = try reader.outside(.samples), let batch {
        clock.stepsPerEpoch = (samples + batch - 1) / batch
      }
      if clock.stepsPerEpoch == nil { reader.ask("steps_per_epoch", for: "batches of an epoch") }
    }
    let needsSize = ComposerClock.mentions("sp", in: times) || ComposerClock.mentions("tok", in: times)
    if needsSize, batch == nil { reader.ask("global_batch", for: "samples of a batch") }
    if ComposerClock.mentions("tok", in: times), tokens == nil {
      reader.ask(prefix + "max_seq_len", for: "tokens of a sample")
    }
    return clock
  }
}

/// What times are worth in batches.
struct ComposerClock {
  var batch: Int?
  var tokensPerBatch: Int?
  var stepsPerEpoch: Int?

  /// As the scheduler takes it.
  var arguments: [String] {
    [
      stepsPerEpoch.map { "steps_per_epoch=\($0)" }, batch.map { "batch_size=\($0)" },
      tokensPerBatch.map { "tokens_per_batch=\($0)" },
    ].compactMap { $0 }
  }

  static func isTime(_ text: String) -> Bool { parts(text) != nil }

  /// Whether a unit is in a text, behind a digit.
  static func mentions(_ unit: String, in text: String) -> Bool {
    var before: Character = " "
    for index in text.indices {
      if before.isNumber, text[index...].hasPrefix(unit) { return true }
      before = text[index]
    }
    return false
  }

  private static func parts(_ text: String) -> (value: Double, unit: String)? {
    let number = text.prefix { $0.isNumber || ".e+-_".contains($0) && $0 != "e" }
    let unit = String(text.dropFirst(number.count))
    guard let value = Double(number.filter { $0 != "_" }), ["ba", "ep", "sp", "tok", "dur"].contains(unit)
    else { return nil }
    return (value, unit)
  }

  /// A training's length in batches, each epoch's last one counted; nil where nothing says it.
  func batches(_ duration: String) -> Int? {
    guard let (value, unit) = Self.parts(duration) else { return nil }
    let size: Int? =
      switch unit {
      case "ba": 1
      case "sp": batch
      case "tok": tokensPerBatch
      default: nil
      }
    if unit == "ep" { return stepsPerEpoch.map { Int(saturating: value * Double($0)) } }
    return size.map { Int(saturating: (value / Double(max(1, $0))).rounded(.up)) }
  }
}
