import LRSchedulers

/// What `configure_optimizers` of Lightning returns, by `lightning/pytorch/loops/training_epoch_loop.py` of 2.6.6.
enum LightningRecipe: Recipe {
  static let table = RecipeTable(
    name: "lightning", title: "Lightning", version: "Lightning 2.6.6",
    forms: "the dictionary that configure_optimizers returns",
    keys: [
      RecipeKey("lr_scheduler", nil, "a scheduler of PyTorch, or a dictionary with it"),
      RecipeKey("optimizer", nil, "the optimizer, where the text builds it"),
      RecipeKey("lr_scheduler.scheduler", nil, "the scheduler"),
      RecipeKey("lr_scheduler.interval", "epoch", "when it steps: epoch or step"),
      RecipeKey(
        "lr_scheduler.frequency", 1, "every how many epochs, or batches, it steps",
        rounding:
          "(batch of the epoch + 1) % frequency == 0: batches and not updates, from each epoch's beginning"),
      RecipeKey("lr_scheduler.monitor", nil, "what ReduceLROnPlateau is given behind each epoch"),
      RecipeKey(
        "accumulate_grad_batches", 1, "batches of an update, from --accumulation",
        rounding: "updates of an epoch: ceil(batches / accumulation)"),
    ],
    rules: ["trainer.estimated_stepping_batches is updates of an epoch x epochs."])

  static func claim(on part: ConfigurationPart) -> Int {
    // What a script's `configure_optimizers` returns is found where scripts are read.
    guard part.form == .python, !part.isModule, let entry = part["lr_scheduler"] else { return 0 }
    for setting in [entry, entry["scheduler"]] {
      if case .schedule? = setting?.content { return 95 }
      // A scheduler with names that are open.
      if case .open? = setting?.content, part["optimizer"] != nil { return 95 }
    }
    return 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    guard let entry = reader.part["lr_scheduler"] else { return nil }
    let isMap = entry.entries != nil
    if isMap { try refuseUnknown(entry) }
    let inner = reader.value(isMap ? "lr_scheduler.scheduler" : "lr_scheduler")
    let interval = try reader.choice("lr_scheduler.interval", of: ["epoch", "step"])
    let frequency = isMap ? try reader.positiveCount("lr_scheduler.frequency") : 1
    let batches = try reader.outside(.stepsPerEpoch)
    let accumulation = try reader.outside(.accumulation) ?? 1
    let epochs = reader.options.countsSteps ? nil : try reader.outside(.epochs)
    let byUpdates = interval == "step" || reader.options.countsSteps
    let isPlain = frequency == 1 && (byUpdates ? interval == "step" && accumulation == 1 : true)
    if !isPlain, byUpdates, batches == nil { reader.ask("steps_per_epoch", for: "batches of an epoch") }
    guard case .schedule(let schedule)? = inner?.content, reader.missing.isEmpty else { return nil }
    let optimizer = optimizer(reader)
    let lr = reader.options.lrs ?? optimizer?.lrs.compactMap(\.self).nonEmpty ?? reader.options.defaultLRs
    reader.rules.append(
      "steps: "
        + (interval == "epoch"
          ? "behind every \(Self.ordinal(frequency))epoch"
          : "behind every \(Self.ordinal(frequency))batch of an epoch"))
    if schedule.needsMetric, interval == "epoch" { return made(schedule, lr, optimizer, .epoch, epochs, nil) }
    var plan = made(schedule, lr, optimizer, byUpdates ? .step : .epoch, epochs, batches)
    if !isPlain {
      // Of epochs alone each is a batch.
      let count = byUpdates ? batches ?? 1 : 1
      let arguments = "interval='\(interval)', frequency=\(frequency), batches_per_epoch=\(count)"
      let text =
        "LRSchedulerConfig(\(schedule.spec), \(arguments)\(byUpdates && accumulation > 1 ? ", accumulate_grad_batches=\(accumulation)" : ""))"
      plan.schedule = try reader.schedule(text: text, for: "lr_scheduler")
    }
    if byUpdates, let batches {
      let updates = (batches + accumulation - 1) / accumulation
      plan.stepsPerEpoch = updates
      plan.length = epochs.map { $0.times(updates) }
      reader.rules.append(
        "updates of an epoch: ceil(\(RuleText.count(batches)) / \(accumulation)) = \(RuleText.count(updates))"
      )
    }
    return plan
  }

  private static func made(
    _ schedule: Schedule, _ lrs: [Double], _ optimizer: PastedOptimizer?, _ interval: Interval,
    _ length: Int?,
    _ stepsPerEpoch: Int?
  ) -> RecipePlan {
    var plan = RecipePlan(
      schedule, lr: lrs[0], interval: interval, length: length, stepsPerEpoch: stepsPerEpoch)
    // A scheduler may move a momentum, of an optimizer that the text does not build.
    plan.groups = lrs.map { ParameterGroup(lr: $0, momentum: optimizer == nil ? 0.9 : nil) }
    plan.optimizer = optimizer
    return plan
  }

  /// The optimizer of the dictionary, where it is not a name that stands for one built elsewhere.
  private static func optimizer(_ reader: RecipeReader) -> PastedOptimizer? {
    guard case .optimizer(let optimizer)? = reader.part["optimizer"]?.content else { return nil }
    return optimizer
  }

  private static func ordinal(_ count: Int) -> String { count == 1 ? "" : "\(count). " }

  private static func refuseUnknown(_ entry: ScriptSetting) throws(SpecError) {
    let known = ["scheduler", "interval", "frequency", "monitor", "strict", "name", "reduce_on_plateau"]
    for item in entry.entries ?? [] where !known.contains(item.key) {
      let hint = Spelling.hint(for: item.key, in: known)
      throw SpecError(
        "unknown key '\(item.key)' of lr_scheduler", line: item.setting.line, column: 1,
        hint: hint ?? "expected one of \(known.joined(separator: ", "))")
    }
  }
}

extension Array {
  fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
