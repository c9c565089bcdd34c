import LRSchedulers

/// The flags of timm's `train.py` (and the `args.yaml` that it writes), by `timm.scheduler.create_scheduler_v2` of 1.0.31.
enum TimmRecipe: Recipe {
  static let table = RecipeTable(
    name: "timm", title: "timm", version: "timm 1.0.31, train.py at aa4b585",
    forms: "flags of train.py, and the args.yaml that it writes",
    keys: [
      RecipeKey("sched", "cosine", "which schedule: \(TimmScheduleKind.names.joined(separator: ", "))"),
      RecipeKey("epochs", 300, "epochs of the schedule"),
      RecipeKey("warmup_epochs", 5, "epochs of the linear warm-up"),
      RecipeKey("warmup_lr", 1e-5, "the rate of epoch 0, where there is a warm-up"),
      RecipeKey(
        "warmup_prefix", false, "whether the schedule begins behind the warm-up, instead of running below it"),
      RecipeKey("min_lr", 0.0, "the lowest rate"),
      RecipeKey("cooldown_epochs", 0, "epochs at min_lr behind the schedule, of those with cycles"),
      RecipeKey(
        "decay_epochs", nil,
        "epochs between decays of step; of wsd and rsqrt the decay's, below 1 a share; 90 or 0.2",
        rounding: "int(round(share x length))"),
      RecipeKey("decay_milestones", nil, "epochs of multistep's decays; 90 180 270"),
      RecipeKey("decay_rate", 0.1, "the factor of step and multistep; the power of poly"),
      RecipeKey("lr", nil, "the rate; without it or with 0 it is made from lr_base"),
      RecipeKey(
        "lr_base", 0.1, "the rate for lr_base_size samples an update",
        rounding: "lr = lr_base x batch / lr_base_size, or x its root"),
      RecipeKey("lr_base_size", 256, "samples an update that lr_base is for"),
      RecipeKey(
        "lr_base_scale", "",
        "linear or sqrt; where empty, sqrt for optimizers with 'ada' or 'lamb' in their names"),
      RecipeKey("lr_cycle_mul", 1.0, "how much longer each cycle is"),
      RecipeKey("lr_cycle_decay", 0.5, "how much lower each cycle is"),
      RecipeKey("lr_cycle_limit", 1, "cycles"),
      RecipeKey("lr_k_decay", 1.0, "bends cosine and poly"),
      RecipeKey("patience_epochs", 10, "epochs that plateau waits"),
      RecipeKey("lr_noise", nil, "random changes of the rate, which are left out here"),
      RecipeKey(
        "sched_on_updates", false, "steps with every update; epochs become updates",
        rounding: "epochs x updates of an epoch"),
      RecipeKey("opt", "sgd", "the optimizer; sgd is Nesterov's, momentum is not"),
      RecipeKey("momentum", 0.9, "the momentum of those that have one"),
      RecipeKey("weight_decay", 2e-5, "the optimizer's weight decay"),
      RecipeKey("opt_betas", nil, "the betas of Adam and its kin; the class's own where none are given"),
      RecipeKey("opt_eps", nil, "the optimizer's epsilon; the class's own where none is given"),
      RecipeKey("batch_size", 128, "samples of a batch on one device"),
      RecipeKey(
        "grad_accum_steps", 1, "batches of an update", rounding: "updates of an epoch: ceil(batches / steps)"),
      RecipeKey("decay_fn", nil, "the decay of wsd and rsqrt; 1-sqrt or linear"),
    ],
    rules: [
      "Epoch 0 has the constructor's rate, each later one that of step(epoch).",
      "The flags' defaults are not those of create_scheduler_v2: 5 epochs of warm-up, 0.5 for lr_cycle_decay.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .commandLine || part.form == .yaml else { return 0 }
    let own = part.count(of: [
      "sched", "warmup_epochs", "warmup_lr", "lr_base", "cooldown_epochs", "decay_epochs", "lr_cycle_limit",
      "sched_on_updates", "lr_k_decay", "warmup_prefix", "lr_cycle_decay", "decay_rate", "decay_milestones",
    ])
    // Any script has --epochs and --lr.
    if part["sched"]?.entries != nil { return 0 }
    if own == 0 { return isTrainingOfModel(part) ? 20 : 0 }
    return part["sched"] != nil || own > 1 ? 35 + 10 * own : 22
  }

  /// Whether a command without a flag of a schedule is `train.py --model resnet50 --lr 0.1` with others that are timm's.
  private static func isTrainingOfModel(_ part: ConfigurationPart) -> Bool {
    let others = part.count(of: [
      "drop_path", "aa", "mixup", "cutmix", "reprob", "remode", "smoothing", "model_ema", "model_ema_decay",
      "amp",
      "apex_amp", "native_amp", "channels_last", "grad_accum_steps", "train_interpolation", "drop", "opt_eps",
    ])
    return isTimms(part) && part["model"] != nil && part["lr"] != nil && others > 0
  }

  /// Whether it is the program that timm has, or one that is called as it is.
  private static func isTimms(_ part: ConfigurationPart) -> Bool {
    let scripts = part.words.compactMap { $0.split(separator: "/").last }
    return scripts.contains("train.py") || scripts.contains("distributed_train.sh")
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let sizes = try BatchSizes(
      reader, batchSize: batchKey(reader), accumulation: "grad_accum_steps", standard: 128)
    let rates = try rates(reader, sizes)
    let kind = try reader.choice("sched", of: TimmScheduleKind.names)
    let onUpdates = try reader.flag("sched_on_updates")
    let perEpoch = try updatesPerEpoch(reader, sizes, isNeeded: onUpdates)
    let made = try TimmScheduleKind.schedule(kind, reader, updates: onUpdates ? perEpoch ?? 1 : nil)
    let optimizer = try TimmOptimizer(reader).pasted
    try sayDefaults(reader, kind)
    try reader.finish()
    var plan = RecipePlan(
      made.schedule, lr: rates[0], interval: onUpdates ? .step : .epoch, length: made.length,
      stepsPerEpoch: perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    return plan
  }

  /// A train.py of another project takes the same flags, and has defaults of its own.
  private static func sayDefaults(_ reader: RecipeReader, _ kind: String) throws(SpecError) {
    guard reader.part.form == .commandLine else { return }
    var keys = ["opt"]
    if try reader.number("warmup_epochs") > 0 { keys.append("warmup_lr") }
    if ["cosine", "tanh", "poly"].contains(kind) { keys += ["min_lr", "cooldown_epochs"] }
    if reader.part["sched"] == nil { keys.insert("sched", at: 0) }
    let left = keys.filter { reader.part[$0] == nil }
    let script = reader.part.words.compactMap { $0.split(separator: "/").last }.last { $0.hasSuffix(".py") }
    if let script, !isTimms(reader.part) {
      reader.notes.append(
        "\(script) is read as timm's train.py; programs such as DeiT's scale the rate to their batch, and have other defaults"
      )
    }
    guard !left.isEmpty else { return }
    let values = left.map { "\($0) \(table.key($0)?.standard?.text ?? "")" }
    reader.notes.append(
      "timm's train.py has these defaults, and a copy of it may have others: \(values.joined(separator: ", "))"
    )
  }

  private static func batchKey(_ reader: RecipeReader) -> String {
    reader.part["b"] == nil ? "batch_size" : "b"
  }

  /// `--lr`, or `--lr-base` scaled to the batch.
  private static func rates(_ reader: RecipeReader, _ sizes: BatchSizes) throws(SpecError) -> [Double] {
    let given = try reader.optionalNumber("lr") ?? 0
    let base = try reader.number("lr_base")
    let size = try reader.number("lr_base_size")
    var scale = try reader.text("lr_base_scale")
    let optimizer = try reader.text("opt").lowercased()
    if given != 0 || reader.options.lrs != nil { return try reader.rates("lr") }
    let global = sizes.perDevice.times(sizes.devices).times(sizes.accumulation)
    let ratio = Double(global) / size
    if scale.isEmpty { scale = optimizer.contains("ada") || optimizer.contains("lamb") ? "sqrt" : "linear" }
    let lr = base * (scale == "sqrt" ? ratio.squareRoot() : ratio)
    let factor = "\(RuleText.count(global)) / \(RuleText.number(size))"
    reader.rules.append(
      "rate: lr_base \(RuleText.number(base)) x \(scale == "sqrt" ? "sqrt(\(factor))" : factor) = \(PythonNumber.repr(lr))"
    )
    if reader.options.devices == nil, reader.options.globalBatch == nil {
      reader.notes.append("no --devices is given: lr_base is scaled for one device")
    }
    return [lr]
  }

  private static func updatesPerEpoch(
    _ reader: RecipeReader, _ sizes: BatchSizes, isNeeded: Bool
  ) throws(SpecError) -> Int? {
    if let steps = try reader.outside(.stepsPerEpoch) { return steps }
    guard let samples = try reader.outside(.samples) else {
      if isNeeded { reader.ask("steps_per_epoch", for: "updates of an epoch") }
      return nil
    }
    // timm's loader for training leaves out what fills no batch.
    let batches = samples / sizes.devices / sizes.perDevice
    return max(1, (batches + sizes.accumulation - 1) / sizes.accumulation)
  }
}
