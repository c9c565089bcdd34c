import LRSchedulers

/// `lr_config` of configs for mmcv's runners, of mmdetection 2, mmsegmentation 0 and others of that time, by
/// `mmcv/runner/hooks/lr_updater.py` of 1.7.
enum MmcvRecipe: Recipe {
  static let table = RecipeTable(
    name: "mmcv", title: "mmcv", version: "mmcv 1.7.1",
    forms: "Python configs with lr_config, of mmdetection 2, mmsegmentation 0, mmclassification 0 and others",
    keys: [
      RecipeKey("lr_config.policy", nil, "which schedule: " + MmcvPolicy.names.joined(separator: ", ")),
      RecipeKey(
        "lr_config.by_epoch", true,
        "whether it goes by epochs or iterations; cyclic and OneCycle go by iterations"),
      RecipeKey("lr_config.step", nil, "of step: an interval, or the epochs or iterations of the falls"),
      RecipeKey(
        "lr_config.gamma", 0.1, "the factor of step, exp and inv; of cyclic that of each cycle's height, 1"),
      RecipeKey("lr_config.power", 1.0, "the power of poly and inv"),
      RecipeKey("lr_config.min_lr", nil, "the lowest rate of step, poly and those that anneal"),
      RecipeKey("lr_config.min_lr_ratio", nil, "the same of those that anneal, as a share of the rate"),
      RecipeKey(
        "lr_config.start_percent", 0.75, "of FlatCosineAnnealing: the share that stays",
        rounding: "round(share x length), halves to even"),
      RecipeKey("lr_config.periods", nil, "of CosineRestart: the lengths of its cosines"),
      RecipeKey("lr_config.restart_weights", nil, "the height that each begins with; [1]"),
      RecipeKey("lr_config.target_ratio", nil, "of cyclic: the highest and the last share; (10, 1e-4)"),
      RecipeKey("lr_config.cyclic_times", 1, "its cycles"),
      RecipeKey(
        "lr_config.step_ratio_up", 0.4, "the share of a cycle that rises", rounding: "int(share x cycle)"),
      RecipeKey("lr_config.anneal_strategy", "cos", "of cyclic and OneCycle: cos or linear"),
      RecipeKey("lr_config.max_lr", nil, "of OneCycle: the peak, whatever the optimizer's rate is"),
      RecipeKey("lr_config.total_steps", nil, "its length; the training's"),
      RecipeKey(
        "lr_config.pct_start", nil, "the share that rises; 0.3", rounding: "peak at share x steps - 1"),
      RecipeKey("lr_config.div_factor", nil, "the peak by the first rate; 25"),
      RecipeKey("lr_config.final_div_factor", nil, "the first rate by the last; 10,000"),
      RecipeKey("lr_config.three_phase", false, "whether it falls as it rose, and then to the end"),
      RecipeKey("lr_config.warmup", nil, "linear, exp or constant: a factor of what the schedule gives"),
      RecipeKey("lr_config.warmup_iters", 0, "iterations of the warm-up"),
      RecipeKey("lr_config.warmup_ratio", 0.1, "the factor that it begins with"),
      RecipeKey(
        "lr_config.warmup_by_epoch", false, "whether warmup_iters counts epochs",
        rounding: "x iterations of an epoch"),
      RecipeKey("optimizer.lr", nil, "the optimizer's rate"),
      RecipeKey("optimizer.type", nil, "the optimizer; its other arguments stand beside it"),
      RecipeKey("optimizer.paramwise_cfg", nil, "groups with other rates", rounding: "rate x lr_mult"),
      RecipeKey(
        "runner.type", nil,
        "with IterBasedRunner a schedule goes by iterations unless by_epoch says otherwise"),
      RecipeKey("runner.max_epochs", nil, "epochs of the training; total_epochs of earlier configs"),
      RecipeKey("runner.max_iters", nil, "iterations of the training; total_iters of earlier configs"),
      RecipeKey(
        "data.samples_per_gpu", nil, "samples of a batch on one device",
        rounding: "iterations of an epoch: ceil(ceil(samples / devices) / size)"),
    ],
    rules: [
      "The rate is set before each iteration; by epochs it changes with the first iteration of one.",
      "Files of _base_ are opened where the config is given by its path; else values that are needed from there are asked for.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .python || part.form == .yaml || part.form == .json else { return 0 }
    guard let settings = part["lr_config"], settings.entries != nil, part["param_scheduler"] == nil else {
      return 0
    }
    return settings["policy"] != nil ? 95 : part["optimizer"] != nil || part["runner"] != nil ? 60 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let rates = try rates(reader)
    let run = try MmcvRun(reader)
    let policy = try MmcvPolicy(reader, run, lr: rates[0])
    let factor = try run.warmedUp(policy?.factor ?? "1.0", reader)
    let optimizer = try optimizer(reader)
    if reader.part["momentum_config"]?.entries != nil {
      reader.notes.append("the momentum's own policy, momentum_config, is left out")
    }
    guard policy != nil, reader.missing.isEmpty else { return nil }
    let schedule = try reader.schedule(factor: factor, for: "lr_config.policy")
    try reader.finish()
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: run.stepsEachEpoch ? .epoch : .step, length: run.length,
      stepsPerEpoch: run.stepsPerEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    plan.line = reader.line(of: "lr_config")
    if rates.count > 1, try (reader.optionalNumber("lr_config.min_lr") ?? 0) != 0 {
      reader.notes.append(
        "min_lr is a share of the first group's rate here; mmcv takes it as it is for each group")
    }
    return plan
  }

  /// The groups' rates, of OneCycle their peaks.
  private static func rates(_ reader: RecipeReader) throws(SpecError) -> [Double] {
    reader.require("lr_config.policy", for: "the schedule")
    let isOwn = try MmcvPolicy.name(reader) == "OneCycle"
    if let base = reader.value("_base_") {
      reader.notes.append("\(base.listedTexts) is not opened: nothing is known of what it says")
      if reader.options.lrs == nil, !isOwn {
        reader.require("optimizer.lr", for: "the rate, as \(base.listedTexts) may say it")
      }
    }
    if isOwn {
      if reader.value("optimizer.lr") != nil {
        reader.notes.append("optimizer.lr has no effect with OneCycle, which has max_lr")
      }
      return try MmcvCycle.peaks(reader) ?? [1]
    }
    return try MmengineGroups.rates(reader, try reader.rates("optimizer.lr"), in: "optimizer")
  }

  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer? {
    guard let type = try reader.optionalText("optimizer.type") else { return nil }
    return reader.optimizer(
      type, of: "optimizer", without: ["type", "_delete_", "paramwise_cfg", "constructor"])
  }
}
