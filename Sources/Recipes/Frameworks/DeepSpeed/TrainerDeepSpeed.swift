import LRSchedulers

/// The DeepSpeed configuration that a Trainer is given: `--deepspeed ds.json`, `deepspeed={…}`. A scheduler in it is the training's, by
/// `deepspeed_optim_sched` of transformers 5.24; what it has twice must be the same, by `HfTrainerDeepSpeedConfig`.
enum TrainerDeepSpeed {
  /// nil where the configuration has no scheduler, or where there is none.
  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    guard let settings = try settings(reader), let entries = settings.entries else { return nil }
    var part = ConfigurationPart(.json, entries, line: settings.line)
    part.entries = entries.map { entry in
      ScriptSetting.Entry(entry.key, entry.setting.relined { _ in settings.line })
    }
    let inner = RecipeReader(DeepSpeedRecipe.table, part, reader.options)
    let trainer = DeepSpeedTrainer(inner, arguments: reader.part)
    guard let type = try inner.optionalText("scheduler.type") else {
      try refuseMismatches(inner, trainer, reader, isScheduled: false)
      return nil
    }
    try trainer.updates()
    try refuseMismatches(inner, trainer, reader, isScheduled: true)
    var plan = try DeepSpeedRecipe.plan(inner, type, trainer)
    reader.take(inner)
    // All that the Trainer's arguments say is read there.
    for key in TransformersRecipe.table.keys { _ = reader.isGiven(key.name) }
    if reader.part["lr_scheduler_type"] != nil {
      reader.notes.append(
        "\(reader.name("lr_scheduler_type")) has no effect, as the DeepSpeed configuration has a scheduler")
    }
    if part["optimizer"] == nil {
      // Only OneCycle moves a momentum.
      let groups = plan?.groups ?? []
      if type != "OneCycle" { plan?.groups = groups.map { ParameterGroup(lr: $0.lr) } }
      plan?.optimizer = try TrainerOptimizer.optimizer(reader, takesOthers: true)
    }
    try reader.finish(known: TrainingArgumentsFields.all)
    return plan
  }

  /// The configuration itself; nil where there is none, or where its file was not opened, which is said.
  static func settings(_ reader: RecipeReader) throws(SpecError) -> ScriptSetting? {
    guard let given = reader.value("deepspeed") else { return nil }
    if given.entries != nil { return given }
    guard let name = given.string, name.hasSuffix(".json") else { return nil }
    guard let text = reader.options.file(near: name) else {
      reader.notes.append("\(name) is not opened: a scheduler in it would win over the one that is shown")
      return nil
    }
    do {
      var setting = try JSONDocument.setting(text)
      setting.line = given.line
      return setting
    } catch {
      throw reader.refusal("deepspeed", "is \(name): \(error.message)")
    }
  }

  /// What stands in both and differs is refused, as the Trainer refuses it.
  private static func refuseMismatches(
    _ inner: RecipeReader, _ trainer: DeepSpeedTrainer, _ reader: RecipeReader, isScheduled: Bool
  ) throws(SpecError) {
    func refuse(_ key: String, _ theirs: String, _ value: Double?) throws(SpecError) {
      guard let setting = inner.part[key], setting.string != "auto", let value else { return }
      let own = try inner.number(setting, of: key)
      guard own != value else { return }
      throw reader.refusal(
        "deepspeed",
        "has \(key) \(RuleText.plain(own)), but \(theirs) is \(RuleText.plain(value)): transformers refuses what differs",
        hint: "\"auto\" takes the Trainer's")
    }
    let batch = try reader.number("per_device_train_batch_size")
    try refuse("train_micro_batch_size_per_gpu", "per_device_train_batch_size", batch)
    let accumulation = try reader.number("gradient_accumulation_steps")
    try refuse("gradient_accumulation_steps", "gradient_accumulation_steps", accumulation)
    let rate = reader.options.lrs == nil ? try reader.optionalNumber("learning_rate") : nil
    try refuse("optimizer.params.lr", "learning_rate", rate)
    guard isScheduled else { return }
    try refuse("scheduler.params.warmup_max_lr", "learning_rate", rate)
    guard let length = trainer.length else { return }
    try refuse("scheduler.params.total_num_steps", "the number of updates", Double(length))
    if inner.part["scheduler.params.warmup_num_steps"].map({ $0.string != "auto" }) == true {
      try refuse("scheduler.params.warmup_num_steps", "the warm-up", Double(try trainer.warmup()))
    }
  }
}
