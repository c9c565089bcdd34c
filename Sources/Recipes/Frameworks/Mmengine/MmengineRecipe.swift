import LRSchedulers

/// The `param_scheduler` of a config for mmengine's Runner, by `mmengine/runner/runner.py` and `hooks/param_scheduler_hook.py` of 0.10.7.
enum MmengineRecipe: Recipe {
  static let table = RecipeTable(
    name: "mmengine", title: "mmengine", version: "mmengine 0.10.7",
    forms: "Python configs with param_scheduler, of mmdetection, mmsegmentation, mmpretrain and others",
    keys: [
      RecipeKey("param_scheduler", nil, "a dict or a list of dicts: type, and the arguments of the class"),
      RecipeKey("param_scheduler[].by_epoch", true, "whether it steps with epochs or iterations"),
      RecipeKey("param_scheduler[].begin", 0, "the first epoch or iteration in which it acts"),
      RecipeKey(
        "param_scheduler[].end", nil,
        "that from which on it does not; where none is given, the end of the training"),
      RecipeKey(
        "param_scheduler[].convert_to_iter_based", false, "makes iterations of epochs",
        rounding: "begin, end, T_max, milestones, step_size, periods and total_steps x iterations of an epoch"
      ),
      RecipeKey("optim_wrapper.optimizer.lr", nil, "the optimizer's rate"),
      RecipeKey("optim_wrapper.optimizer.type", nil, "the optimizer; its other arguments stand beside it"),
      RecipeKey(
        "optim_wrapper.paramwise_cfg", nil,
        "groups with other rates: lr_mult of custom_keys, bias_lr_mult, dcn_offset_lr_mult",
        rounding: "rate x lr_mult"),
      RecipeKey(
        "optim_wrapper.constructor", nil, "what builds the groups; one with a rate for each layer is said"),
      RecipeKey("train_cfg.max_epochs", nil, "epochs of the training"),
      RecipeKey("train_cfg.max_iters", nil, "iterations of the training, where its loop counts them"),
      RecipeKey(
        "train_dataloader.batch_size", nil, "samples of a batch on one device",
        rounding: "iterations of an epoch: ceil(ceil(samples / devices) / size)"),
      RecipeKey(
        "auto_scale_lr.enable", false,
        "whether the rate is scaled to the batch; tools/train.py --auto-scale-lr turns it on"),
      RecipeKey(
        "auto_scale_lr.base_batch_size", nil, "the batch that the rate is for",
        rounding: "rate x devices x batch / base"),
    ],
    rules: [
      "The schedulers act on one rate in the order of the list: those by iterations after each iteration (not update), those by epochs after each epoch.",
      "Files of _base_ and read_base are opened where the config is given by its path; else values that are needed from there are asked for.",
    ])

  static func claim(on part: ConfigurationPart) -> Int { part["param_scheduler"] != nil ? 95 : 0 }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    guard let setting = reader.value("param_scheduler") else { return nil }
    let schedulers = setting.entries != nil ? [setting] : setting.elements ?? []
    guard !schedulers.isEmpty, schedulers.allSatisfy({ $0.entries != nil }) else {
      throw reader.refusal(
        "param_scheduler", "is \(setting.python); expected a dict with type, or a list of such")
    }
    let run = try MmengineRun(reader, schedulers)
    let rates = try MmengineGroups.rates(reader, try rates(reader))
    var texts: [String] = []
    for scheduler in schedulers {
      if let other = MmengineScheduleText.otherParameter(of: scheduler) {
        reader.notes.append("the scheduler of \(other) is left out, as it moves no rate")
        continue
      }
      texts.append(try MmengineScheduleText(scheduler, run, reader).text)
    }
    let optimizer = try optimizer(reader)
    if !reader.missing.isEmpty { return nil }
    let epochs = run.stepsEachEpoch ? "" : run.stepsPerEpoch.map { ", steps_per_epoch=\($0)" } ?? ""
    let text = "mmengine.param_scheduler([\(texts.joined(separator: ", "))]\(epochs))"
    try reader.finish()
    var plan = RecipePlan(
      try reader.schedule(text: text, for: "param_scheduler"), lr: rates[0],
      interval: run.stepsEachEpoch ? .epoch : .step, length: run.length, stepsPerEpoch: run.stepsPerEpoch)
    plan.optimizer = optimizer
    // Schedulers of the momentum need one, of whatever optimizer it is that a base file names.
    let momentum = optimizer == nil ? 0.9 : nil
    plan.groups = rates.map { ParameterGroup(lr: $0, momentum: momentum) }
    plan.line = setting.line
    return plan
  }

  /// The optimizer of `optim_wrapper`, or of configs from before there was one; nil where none is in the text.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer? {
    let map = reader.part["optimizer.type"] == nil ? "optim_wrapper.optimizer" : "optimizer"
    guard let type = try reader.optionalText(map + ".type") else { return nil }
    return reader.optimizer(type, of: map, without: ["type", "_delete_", "paramwise_cfg", "constructor"])
  }

  /// The rate, scaled where `auto_scale_lr` is on.
  private static func rates(_ reader: RecipeReader) throws(SpecError) -> [Double] {
    let key = reader.part["optimizer.lr"] != nil ? "optimizer.lr" : "optim_wrapper.optimizer.lr"
    if let base = reader.value("_base_") {
      reader.notes.append("\(base.listedTexts) is not opened: nothing is known of what it says")
      if reader.options.lrs == nil { reader.require(key, for: "the rate, as \(base.listedTexts) may say it") }
    }
    let own = try reader.rates(key)
    let base = try reader.optionalNumber("auto_scale_lr.base_batch_size")
    guard try reader.flag("auto_scale_lr.enable"), reader.options.lrs == nil else { return own }
    guard let base, base > 0 else {
      throw reader.refusal("auto_scale_lr.enable", "is on, but base_batch_size is not given")
    }
    guard
      let size = try reader.optionalCount("train_dataloader.batch_size").orElse(reader.outside(.batchSize))
    else {
      reader.ask("batch_size", for: "auto_scale_lr")
      return own
    }
    let devices = try reader.outside(.devices) ?? 1
    let ratio = Double(devices * size) / base
    reader.rules.append(
      "rate: \(RuleText.number(own[0])) x \(devices) devices x \(size) / \(RuleText.number(base)) = \(PythonNumber.repr(own[0] * ratio))"
    )
    return own.map { $0 * ratio }
  }
}
