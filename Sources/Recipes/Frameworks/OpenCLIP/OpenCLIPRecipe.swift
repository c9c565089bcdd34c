import LRSchedulers

/// OpenCLIP's flags, by `open_clip_train/main.py`, `params.py` and `scheduler.py` of 89fb801.
enum OpenCLIPRecipe: Recipe {
  static let table = RecipeTable(
    name: "open_clip", title: "OpenCLIP", version: "open_clip 4.2.0.dev0 at 89fb801",
    forms: "flags of open_clip_train.main, of training.main before it, and of programs with the same ones",
    keys: [
      RecipeKey("lr", 5e-4, "the peak"),
      RecipeKey("warmup", 10_000, "updates of the rise"),
      RecipeKey("lr_scheduler", "cosine", "cosine, const or const-cooldown"),
      RecipeKey("epochs", 32, "epochs of the training"),
      RecipeKey(
        "accum_freq", 1, "batches of an update",
        rounding: "updates: (batches of an epoch // accum_freq) x epochs"),
      RecipeKey("epochs_cooldown", nil, "the last epochs, in which const-cooldown falls"),
      RecipeKey("lr_cooldown_end", 0.0, "the rate that it falls to"),
      RecipeKey("lr_cooldown_power", 1.0, "the power of its fall"),
      RecipeKey("skip_scheduler", false, "keeps the rate throughout"),
      RecipeKey(
        "train_num_samples", nil, "samples of an epoch",
        rounding:
          "batches of web datasets: ceil(ceil(samples / (batch x devices)) / workers) x workers; of others ceil(samples / devices) // batch"
      ),
      RecipeKey("batch_size", 64, "samples of a batch on one device"),
      RecipeKey("workers", 4, "workers of a loader, which round the batches of web datasets"),
      RecipeKey("dataset_type", "auto", "webdataset, csv, synthetic, or auto by the files' ending"),
      RecipeKey("opt", "adamw", "the optimizer"),
      RecipeKey("wd", 0.2, "its weight decay"),
      RecipeKey("beta1", 0.9, "its first beta"),
      RecipeKey("beta2", nil, "its second beta; 0.98 of models with vit in their names, 0.999 of others"),
      RecipeKey("eps", nil, "its epsilon; 1e-6 of models with vit in their names, 1e-8 of others"),
    ],
    rules: [
      "The rate is set before each update: update i, counted from 0, has lr x (i + 1) / warmup in the rise."
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .commandLine else { return 0 }
    let schedule = part.count(of: ["lr", "warmup", "epochs", "lr_scheduler", "skip_scheduler", "accum_freq"])
    if isOwn(part) { return schedule > 0 ? 94 : 0 }
    let own = part.count(of: [
      "zeroshot_frequency", "imagenet_val", "dataset_type", "local_loss", "gather_with_grad", "csv_img_key",
      "csv_caption_key", "train_num_samples", "grad_checkpointing", "force_image_size", "accum_freq",
    ])
    return own > 1 && part["warmup"] != nil && part["lr"] != nil ? 62 : 0
  }

  /// Whether it is OpenCLIP's own program, and no copy with defaults of its own.
  private static func isOwn(_ part: ConfigurationPart) -> Bool {
    let module = part["m"].map { $0.elements ?? [$0] }?.contains { setting in
      ["open_clip_train.main", "training.main"].contains(setting.string)
    }
    return module == true
      || part.words.contains { word in
        ["open_clip_train.main", "training.main"].contains(word)
          || ["open_clip_train/main.py", "training/main.py"].contains { word.hasSuffix($0) }
      }
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let rates = try reader.rates("lr")
    let kind = try reader.choice("lr_scheduler", of: ["cosine", "const", "const-cooldown"])
    let isSkipped = try reader.flag("skip_scheduler")
    let warmup = try reader.count("warmup")
    if !isSkipped, reader.part["warmup"] == nil {
      reader.notes.append("no --warmup is given: OpenCLIP's default, 10,000 updates")
    }
    let epochs = try reader.positiveCount("epochs")
    let perEpoch = try OpenCLIPBatches.updatesPerEpoch(reader)
    let total = perEpoch.map { $0.times(epochs) }
    if let total, let perEpoch {
      reader.rules.append(
        "updates: \(epochs) epochs x \(RuleText.count(perEpoch)) = \(RuleText.steps(total))")
    }
    let factor = try factor(
      reader, isSkipped ? nil : kind, warmup: warmup, total: total ?? 1, perEpoch: perEpoch ?? 1, lr: rates[0]
    )
    let optimizer = try optimizer(reader)
    if !isOwn(reader.part) {
      reader.notes.append("rules and defaults are those of OpenCLIP, which this program's flags are like")
    }
    guard let total, reader.missing.isEmpty else { return nil }
    let schedule = try reader.schedule(factor: factor, for: "lr_scheduler")
    try reader.finish()
    var plan = RecipePlan(schedule, lr: rates[0], interval: .step, length: total, stepsPerEpoch: perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    return plan
  }

  /// - Parameter kind: nil where there is no schedule.
  private static func factor(
    _ reader: RecipeReader, _ kind: String?, warmup: Int, total: Int, perEpoch: Int, lr: Double
  ) throws(SpecError) -> String {
    guard let kind else {
      reader.rules.append("schedule: none, by --skip-scheduler")
      return "1.0"
    }
    reader.rules.append(
      "warm-up: \(RuleText.steps(warmup)), the first at 1 / \(RuleText.count(max(1, warmup)))")
    reader.rules.append("schedule: \(kind) over \(RuleText.steps(total))")
    var rest = "1.0"
    switch kind {
    case "cosine":
      rest = "0.5 * (1 + math.cos(math.pi * (step - \(warmup)) / \(max(1, total - warmup))))"
      if warmup >= total {
        reader.notes.append("the warm-up of \(RuleText.steps(warmup)) does not end within the training")
      }
    case "const-cooldown":
      reader.require("epochs_cooldown", for: "the length of the cool-down")
      let length = try reader.count("epochs_cooldown").times(perEpoch)
      let (power, end) = (
        try reader.number("lr_cooldown_power"), lr == 0 ? 0 : try reader.number("lr_cooldown_end") / lr
      )
      let start = total - length
      reader.rules.append("cool-down: the last \(RuleText.steps(length))")
      let fall =
        "(1 - (step - \(start)) / \(max(1, length))) ** \(power.shown) * (1 - \(end.shown)) + \(end.shown)"
      rest = "1.0 if step < \(start) else \(fall)"
    default: break
    }
    return warmup > 0 ? "(step + 1) / \(warmup) if step < \(warmup) else \(rest)" : rest
  }

  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    var word = try reader.text("opt")
    if word.hasPrefix("timm/") { word = String(word.dropFirst("timm/".count)) }
    let isTransformer = try reader.optionalText("model")?.lowercased().contains("vit") ?? false
    var optimizer = RecipeOptimizer(word, line: reader.givenLine(of: "opt"))
    optimizer.weightDecay = try reader.number("wd")
    optimizer.betas = [
      try reader.number("beta1"), try reader.optionalNumber("beta2") ?? (isTransformer ? 0.98 : 0.999),
    ]
    optimizer.eps = try reader.optionalNumber("eps") ?? (isTransformer ? 1e-6 : 1e-8)
    return optimizer.pasted
  }
}

/// The updates of an epoch, by `open_clip_train/data.py`.
enum OpenCLIPBatches {
  static func updatesPerEpoch(_ reader: RecipeReader) throws(SpecError) -> Int? {
    if let steps = try reader.outside(.stepsPerEpoch) { return steps }
    let accumulation = try reader.positiveCount("accum_freq")
    let size = try reader.positiveCount("batch_size")
    let workers = max(1, try reader.count("workers"))
    let devices = try reader.devices()
    guard let samples = try reader.outside(.samples).orElse(reader.optionalCount("train_num_samples")) else {
      reader.ask("samples", for: "batches of an epoch")
      return nil
    }
    let isWeb = try ofWeb(reader)
    let batches: Int
    if isWeb {
      let global = size.times(devices)
      let own = (samples + global - 1) / global
      batches = ((own + workers - 1) / workers).times(workers)
      reader.rules.append(
        "batches of an epoch: ceil(ceil(\(RuleText.count(samples)) / \(RuleText.count(global))) / \(workers) workers) x \(workers) = \(RuleText.count(batches))"
      )
    } else {
      batches = (samples + devices - 1) / devices / size
      reader.rules.append(
        "batches of an epoch: ceil(\(RuleText.count(samples)) / \(devices)) // \(size) = \(RuleText.count(batches))"
      )
    }
    return max(1, batches / accumulation)
  }

  private static func ofWeb(_ reader: RecipeReader) throws(SpecError) -> Bool {
    let type = try reader.text("dataset_type")
    guard type == "auto" else { return type.hasPrefix("webdataset") }
    return try reader.optionalText("train_data").map { !$0.hasSuffix(".csv") && !$0.hasSuffix(".tsv") }
      ?? false
  }
}
