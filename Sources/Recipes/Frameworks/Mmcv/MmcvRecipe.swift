import LRSchedulers

/// `lr_config` of configs for mmcv's runners, of mmdetection 2, mmsegmentation 0 and others of that time, by
/// `mmcv/runner/hooks/lr_updater.py` of 1.7.
enum MmcvRecipe: Recipe {
  static let table = RecipeTable(
    name: "mmcv", title: "mmcv", version: "mmcv 1.7",
    forms: "Python configs with lr_config, of mmdetection 2, mmsegmentation 0, mmclassification 0 and others",
    keys: [
      RecipeKey("lr_config.policy", nil, "which schedule: " + MmcvPolicy.names.joined(separator: ", ")),
      RecipeKey(
        "lr_config.by_epoch", true, "whether it goes by epochs or iterations; cyclic goes by iterations"),
      RecipeKey("lr_config.step", nil, "of step: an interval, or the epochs or iterations of the falls"),
      RecipeKey("lr_config.gamma", 0.1, "the factor of step, exp and inv"),
      RecipeKey("lr_config.power", 1.0, "the power of poly and inv"),
      RecipeKey("lr_config.min_lr", nil, "the lowest rate of step, poly and CosineAnnealing"),
      RecipeKey("lr_config.min_lr_ratio", nil, "the same of CosineAnnealing as a share of the rate"),
      RecipeKey("lr_config.target_ratio", nil, "of cyclic: the highest and the last share; (10, 1e-4)"),
      RecipeKey("lr_config.cyclic_times", 1, "its cycles"),
      RecipeKey(
        "lr_config.step_ratio_up", 0.4, "the share of a cycle that rises", rounding: "int(share x cycle)"),
      RecipeKey("lr_config.warmup", nil, "linear, exp or constant: a factor of what the schedule gives"),
      RecipeKey("lr_config.warmup_iters", 0, "iterations of the warm-up"),
      RecipeKey("lr_config.warmup_ratio", 0.1, "the factor that it begins with"),
      RecipeKey(
        "lr_config.warmup_by_epoch", false, "whether warmup_iters counts epochs",
        rounding: "x iterations of an epoch"),
      RecipeKey("optimizer.lr", nil, "the optimizer's rate"),
      RecipeKey("optimizer.type", nil, "the optimizer; its other arguments stand beside it"),
      RecipeKey("optimizer.paramwise_cfg", nil, "groups with other rates", rounding: "rate x lr_mult"),
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
    if let base = reader.value("_base_") {
      reader.notes.append("\(base.listedTexts) is not opened: nothing is known of what it says")
      if reader.options.lrs == nil {
        reader.require("optimizer.lr", for: "the rate, as \(base.listedTexts) may say it")
      }
    }
    reader.require("lr_config.policy", for: "the schedule")
    let base = try reader.rates("optimizer.lr")
    let rates = try MmengineGroups.rates(reader, base, in: "optimizer")
    let run = try MmcvRun(reader)
    let policy = try MmcvPolicy(reader, run, lr: base[0])
    let factor = try run.warmedUp(policy?.factor ?? "1.0", reader)
    let optimizer = try optimizer(reader)
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

  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer? {
    guard let type = try reader.optionalText("optimizer.type") else { return nil }
    return reader.optimizer(
      type, of: "optimizer", without: ["type", "_delete_", "paramwise_cfg", "constructor"])
  }
}
