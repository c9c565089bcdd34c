import LRSchedulers

/// ESPnet's YAML, and that of WeNet and FunASR, which have the same keys: `optim`, `optim_conf`, `scheduler`, `scheduler_conf`.
enum ESPnetRecipe: Recipe {
  static let table = RecipeTable(
    name: "espnet", title: "ESPnet", version: "espnet 202511 (espnet2/schedulers)",
    forms:
      "YAML with optim_conf, scheduler and scheduler_conf, also within train_conf, as of WeNet and FunASR",
    keys: [
      RecipeKey("optim", "adadelta", "the optimizer"),
      RecipeKey("optim_conf", nil, "its arguments"),
      RecipeKey("optim_conf.lr", nil, "the rate; the optimizer's class's own where none is given"),
      RecipeKey(
        "scheduler", nil,
        "warmuplr, noamlr, warmupsteplr, piecewiselinearwarmuplr, tristagelr, exponentialdecaywarmup, or a class of PyTorch in lower case"
      ),
      RecipeKey("scheduler_conf", nil, "its arguments"),
      RecipeKey(
        "scheduler_conf.warmup_steps", nil, "updates of the rise; 25,000. Not rounded where it has a fraction"
      ),
      RecipeKey("max_epoch", 40, "epochs of the training"),
      RecipeKey("num_iters_per_epoch", nil, "batches of an epoch, where they are limited"),
      RecipeKey(
        "accum_grad", 1, "batches of an update", rounding: "updates of an epoch: batches // accum_grad"),
    ],
    rules: [
      "warmuplr: `lr * warmup_steps**0.5 * min(step**-0.5, step * warmup_steps**-1.5)`, the first update counts as 1: the peak is lr.",
      "Classes of PyTorch step with epochs, but for CyclicLR, OneCycleLR and CosineAnnealingWarmRestarts, which step with updates.",
    ])

  /// WeNet's and CosyVoice's keys may stand within `train_conf`, and FunASR's length does.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart {
    guard let inner = part["train_conf"]?.entries,
      inner.contains(where: { $0.key == "scheduler" || $0.key == "scheduler_conf" || $0.key == "max_epoch" })
    else { return part }
    var part = part
    part.entries += inner.filter { entry in !part.entries.contains { $0.key == entry.key } }
    return part
  }

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml else { return 0 }
    if part["optim_conf"]?.entries != nil, part["scheduler"]?.string != nil { return 95 }
    if part["scheduler_conf"]?.entries != nil, part["scheduler"]?.string != nil { return 90 }
    return part["optim_conf"]?.entries != nil && part.count(of: ["optim", "max_epoch", "accum_grad"]) > 1
      ? 70 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let rates = try rates(reader)
    let name = try reader.optionalText("scheduler")?.lowercased()
    let arguments = try reader.map("scheduler_conf") ?? []
    for entry in arguments { reader.askOpen(entry) }
    let isEpochwise = ESPnetSchedule.stepsWithEpochs(name)
    let length = try length(reader, isEpochwise: isEpochwise)
    let schedule = try ESPnetSchedule(reader, rate: rates[0]).schedule(name)
    reader.rules.append(
      "schedule: \(name ?? "none"), " + (isEpochwise ? "a step each epoch" : "a step each update"))
    try reader.finish(known: ["val_scheduler_criterion"])
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: isEpochwise ? .epoch : .step, length: length.total,
      stepsPerEpoch: length.perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = reader.optimizer(try reader.text("optim"), of: "optim_conf")
    plan.line = reader.line(of: "scheduler")
    return plan
  }

  private static func rates(_ reader: RecipeReader) throws(SpecError) -> [Double] {
    let key = "optim_conf.lr"
    let word = OptimizerWord.className(try reader.text("optim"))
    guard reader.value(key) == nil, reader.options.lrs == nil, !reader.isOpen(key),
      let own = ScriptLibraries.defaultLR(of: word)
    else { return try reader.rates(key) }
    reader.notes.append("no \(key) is given: \(word)'s default, \(own.shown)")
    return [own]
  }

  private static func length(
    _ reader: RecipeReader, isEpochwise: Bool
  ) throws(SpecError) -> (total: Int, perEpoch: Int?) {
    let own = try reader.optionalCount("max_epoch")
    let accumulation = try reader.positiveCount("accum_grad")
    if isEpochwise {
      let asked = own == nil ? try reader.outside(.epochs) : nil
      return (try (own ?? asked).or(reader.count("max_epoch")), nil)
    }
    var perEpoch = try reader.outside(.stepsPerEpoch)
    if perEpoch == nil, let batches = try reader.optionalCount("num_iters_per_epoch") {
      perEpoch = max(1, batches / accumulation)
      reader.rules.append(
        "updates of an epoch: \(RuleText.count(batches)) // \(accumulation) = \(RuleText.count(batches / accumulation))"
      )
    }
    if perEpoch == nil, reader.asksForSteps, let steps = try reader.outside(.epochs) { return (steps, nil) }
    if perEpoch == nil { reader.ask("steps_per_epoch", for: "updates of an epoch") }
    let asked = own == nil && !reader.options.countsSteps ? try reader.outside(.epochs) : nil
    let epochs = try (own ?? asked).or(reader.count("max_epoch"))
    reader.rules.append(
      "training: \(RuleText.count(epochs)) epochs x \(RuleText.count(perEpoch ?? 1)) updates")
    return (epochs.times(perEpoch ?? 1), perEpoch)
  }
}
