import LRSchedulers

/// fairseq's flags and Hydra's files, by `fairseq/optim/lr_scheduler`: update `n` has the rate of `step_update(n)`.
enum FairseqRecipe: Recipe {
  static let table = RecipeTable(
    name: "fairseq", title: "fairseq", version: "fairseq 0.12.2",
    forms: "flags of fairseq-train, or YAML of fairseq-hydra-train with lr_scheduler._name",
    keys: [
      RecipeKey(
        "lr_scheduler", "fixed",
        "fixed, inverse_sqrt, polynomial_decay, cosine, tri_stage, triangular, step or reduce_lr_on_plateau"),
      RecipeKey("lr", 0.25, "the rate, or a list of one for each epoch"),
      RecipeKey("warmup_updates", nil, "updates of the warm-up; 4,000 with inverse_sqrt, else 0"),
      RecipeKey(
        "warmup_init_lr", -1.0, "the first rate of the warm-up; below 0: 0 with inverse_sqrt, else min_lr"),
      RecipeKey("max_update", nil, "updates of the training"),
      RecipeKey("max_epoch", nil, "epochs of the training"),
      RecipeKey("total_num_update", nil, "where a polynomial decay ends; max_update where none is given"),
      RecipeKey("end_learning_rate", 0.0, "the last rate of a polynomial decay"),
      RecipeKey("power", 1.0, "its exponent"),
      RecipeKey("min_lr", 0.0, "the lowest rate of cosine and step"),
      RecipeKey(
        "lr_period_updates", nil,
        "updates of a cosine's first period: max_update - warm-up; of a triangle: 5,000"),
      RecipeKey("t_mult", 1.0, "the factor by which each period of a cosine is longer than the one before"),
      RecipeKey("lr_shrink", 0.1, "the factor of each further period, or of each epoch from force_anneal on"),
      RecipeKey("max_lr", nil, "the highest rate of a triangle"),
      RecipeKey("shrink_min", false, "whether a triangle's lowest rate shrinks too"),
      RecipeKey("force_anneal", nil, "the epoch from which on fixed rates shrink"),
      RecipeKey(
        "phase_ratio", nil, "shares of tri_stage's warm-up, hold and decay, which are 1 together",
        rounding: "int(max_update x share)"),
      RecipeKey("warmup_steps", 0, "updates of tri_stage's warm-up"),
      RecipeKey("hold_steps", 0, "updates at the peak"),
      RecipeKey("decay_steps", 0, "updates of its decay"),
      RecipeKey("init_lr_scale", 0.01, "its first rate, as a share of the peak"),
      RecipeKey("final_lr_scale", 0.01, "its last rate, as a share of the peak"),
      RecipeKey("lr_deacy_period", 25_000, "updates of a step (fairseq's spelling)"),
      RecipeKey("lr_decay", 0.5, "the factor of a step"),
      RecipeKey("lr_patience", 0, "epochs that reduce_lr_on_plateau waits"),
      RecipeKey("lr_threshold", 1e-4, "its threshold"),
      RecipeKey(
        "maximize_best_checkpoint_metric", false, "whether what it follows is better the higher it is"),
      RecipeKey("optimizer", nil, "adam, whose weight decay is decoupled, nag, sgd or another"),
      RecipeKey("adam_betas", nil, "adam's betas; (0.9, 0.999)"),
      RecipeKey("adam_eps", 1e-8, "its epsilon"),
      RecipeKey("momentum", nil, "the momentum of nag, 0.99, or sgd, 0"),
      RecipeKey("weight_decay", 0.0, "the optimizer's weight decay"),
    ],
    rules: [
      "The rate is set before each update by the number of updates so far, 0 before the first.",
      "Each period of a cosine is lr_shrink times as high as the one before.",
    ])

  private static let groups = ["lr_scheduler", "optimization", "optimizer"]

  /// Hydra's groups as the flags that are made of them: `lr_scheduler._name` is `--lr-scheduler`.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart {
    guard part["lr_scheduler._name"] != nil else { return part }
    var part = part
    for group in groups {
      for entry in part[group]?.entries ?? [] {
        let key = entry.key == "_name" ? group : entry.key
        part.written[key] = group + "." + entry.key
        part.entries.append(ScriptSetting.Entry(key, entry.setting))
      }
    }
    return part
  }

  static func claim(on part: ConfigurationPart) -> Int {
    if part.words.contains(where: { $0.hasPrefix("fairseq-") && $0.hasSuffix("train") }) {
      return part["lr_scheduler"] == nil && part["lr"] == nil ? 0 : 95
    }
    guard let scheduler = part["lr_scheduler"]?.string, FairseqSchedule.names.contains(scheduler) else {
      return 0
    }
    if part.form == .yaml { return part["optimization"] == nil ? 0 : 96 }
    let own = part.count(of: [
      "warmup_updates", "max_update", "total_num_update", "update_freq", "adam_betas", "max_tokens",
      "criterion", "task", "warmup_init_lr", "arch",
    ])
    return part.form == .commandLine && own > 0 ? 60 + 3 * own : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let name = try reader.choice("lr_scheduler", of: FairseqSchedule.names)
    if ["manual", "pass_through"].contains(name) {
      throw reader.refusal(
        "lr_scheduler", "is \(name), whose rates stand elsewhere; expected one of the others")
    }
    let rates = try rates(reader)
    let optimizer = try optimizer(reader)
    let length = try FairseqLength(reader, countsEpochs: name == "reduce_lr_on_plateau")
    let schedule = try FairseqSchedule(reader, rates: rates, updates: length.updates).schedule(name)
    reader.rules.append(
      "schedule: \(name), " + (length.countsEpochs ? "a step each epoch" : "set before each update"))
    try reader.finish(known: ["no_epoch_checkpoints"])
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: length.countsEpochs ? .epoch : .step, length: length.total,
      stepsPerEpoch: length.perEpoch)
    plan.optimizer = optimizer
    plan.line = reader.line(of: "lr_scheduler")
    return plan
  }

  /// One rate, or one for each epoch.
  private static func rates(_ reader: RecipeReader) throws(SpecError) -> [Double] {
    let own = try reader.numbers("lr") ?? []
    guard own.count > 1, reader.options.lrs == nil else {
      if own.isEmpty || reader.options.lrs != nil { return [try reader.rates("lr")[0]] }
      return own
    }
    return own
  }

  /// `optimizer_config` of the classes; fairseq's Adam is PyTorch's AdamW.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer? {
    let betas = try reader.numbers("adam_betas") ?? [0.9, 0.999]
    let (eps, decay) = (try reader.number("adam_eps"), try reader.number("weight_decay"))
    let momentum = try reader.optionalNumber("momentum")
    guard let word = try reader.optionalText("optimizer") else { return nil }
    var optimizer = RecipeOptimizer(
      word == "adam" ? "AdamW" : word, line: reader.givenLine(of: "optimizer"))
    optimizer.weightDecay = decay
    switch word {
    case "adam": (optimizer.betas, optimizer.eps) = (betas, eps)
    case "nag": (optimizer.word, optimizer.momentum) = ("NAG", momentum ?? 0.99)
    case "sgd": optimizer.momentum = momentum ?? 0
    default: break
    }
    return optimizer.pasted
  }
}

/// How long a training of fairseq is.
struct FairseqLength {
  /// Updates of the training; nil where nothing says it.
  var updates: Int?
  var perEpoch: Int?
  var epochs: Int?
  var countsEpochs: Bool

  init(_ reader: RecipeReader, countsEpochs: Bool) throws(SpecError) {
    self.countsEpochs = countsEpochs
    let limit = try reader.optionalCount("max_update").flatMap { $0 > 0 ? $0 : nil }
    epochs = try reader.optionalCount("max_epoch").flatMap { $0 > 0 ? $0 : nil }
    updates = limit
    if countsEpochs {
      if epochs == nil { epochs = try reader.outside(.epochs) }
      if epochs == nil { reader.ask("epochs", for: "the length of the training") }
      return
    }
    if let epochs, limit == nil {
      perEpoch = try reader.outside(.stepsPerEpoch)
      if perEpoch == nil { reader.ask("steps_per_epoch", for: "updates of an epoch") }
      updates = epochs.times(perEpoch ?? 1)
    }
    if updates == nil, reader.asksForSteps { updates = try reader.outside(.epochs) }
    if let updates {
      reader.rules.append("training: \(RuleText.count(updates)) updates")
    } else {
      reader.require("max_update", for: "the length of the training")
    }
  }

  var total: Int? { countsEpochs ? epochs : updates }
}
