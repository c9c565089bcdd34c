import LRSchedulers

/// The flags and TOML of kohya's sd-scripts, by `get_scheduler_fix` of `library/train_util.py`.
enum KohyaRecipe: Recipe {
  static let table = RecipeTable(
    name: "sd-scripts", title: "kohya's sd-scripts",
    version: "a copy of library/train_util.py without a version, accelerate 1.15",
    forms: "flags of train_network.py, sdxl_train.py and their like, and the TOML of --config_file",
    keys: [
      RecipeKey("lr_scheduler", "constant", "which schedule: " + types.joined(separator: ", ")),
      RecipeKey("learning_rate", 2e-6, "the optimizer's rate"),
      RecipeKey("text_encoder_lr", nil, "the text encoder's rate, of networks; the first group"),
      RecipeKey("unet_lr", nil, "the U-Net's rate, of networks; the second group"),
      RecipeKey(
        "lr_warmup_steps", 0, "steps of the scheduler that the rise takes; a number with a point is a share",
        rounding: "int(share x steps)"),
      RecipeKey("max_train_steps", 1600, "updates of the training"),
      RecipeKey("max_train_epochs", nil, "epochs of the training; wins over the steps"),
      RecipeKey("gradient_accumulation_steps", 1, "batches of an update"),
      RecipeKey(
        "lr_scheduler_num_cycles", 1, "cycles of cosine_with_restarts; cosine_with_min_lr takes half of it"),
      RecipeKey("lr_scheduler_power", 1.0, "the power of polynomial"),
      RecipeKey("lr_scheduler_timescale", nil, "the timescale of inverse_sqrt"),
      RecipeKey("lr_scheduler_min_lr_ratio", nil, "the lowest share of cosine_with_min_lr"),
      RecipeKey("optimizer_type", "AdamW", "the optimizer"),
    ],
    rules: [
      "The scheduler has max_train_steps x processes steps and makes one for each process with an update; the warm-up is not multiplied.",
      "constant with a warm-up is refused.",
    ])

  private static let types = [
    "linear", "cosine", "cosine_with_restarts", "polynomial", "constant", "constant_with_warmup",
    "inverse_sqrt", "cosine_with_min_lr",
  ]

  /// Sections of the TOML are only for the reader.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart {
    guard part.form == .toml else { return part }
    var part = part
    part.entries = part.entries.flatMap { $0.setting.entries ?? [$0] }
    return part
  }

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .commandLine || part.form == .toml else { return 0 }
    let own = part.count(of: [
      "network_module", "network_dim", "network_alpha", "unet_lr", "text_encoder_lr", "max_train_epochs",
      "lr_scheduler_num_cycles", "caption_extension", "network_train_unet_only", "min_snr_gamma",
    ])
    let shared = part.count(of: [
      "lr_scheduler", "lr_warmup_steps", "learning_rate", "max_train_steps", "optimizer_type",
    ])
    let isScript = part.runs([
      "train_network", "sdxl_train", "flux_train", "sd3_train", "train_db", "fine_tune",
    ])
    return own + (isScript ? 2 : 0) > 1 && shared > 1 ? 93 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if let other = try reader.optionalText("lr_scheduler_type"), !other.isEmpty {
      throw reader.refusal("lr_scheduler_type", "is \(other): schedulers by their class are not read here")
    }
    if try reader.optionalText("optimizer_type")?.lowercased().hasSuffix("schedulefree") == true {
      reader.notes.append("an optimizer without schedule gets none: lr_scheduler has no effect")
    }
    let type = try reader.choice("lr_scheduler", of: types)
    let rates = try rates(reader)
    let given = reader.value("lr_warmup_steps")
    let isWarmed = given.map { $0.content != .int(0) && $0.content != .double(0) } ?? false
    if type == "constant", isWarmed {
      throw reader.refusal(
        "lr_warmup_steps", "is given, but constant does not require `num_warmup_steps`. Set None or 0.")
    }
    let updates = try updates(reader)
    // Without a warm-up the processes make no difference.
    let processes = isWarmed || type == "inverse_sqrt" ? try reader.devices() : 1
    let total = (updates ?? 1).times(processes)
    let warmup = try warmup(reader, total: total)
    var made = AccelerateSchedule(
      type: type, key: "lr_scheduler", warmup: warmup, total: total, processes: processes)
    switch type {
    case "cosine_with_restarts":
      made.others["num_cycles"] = String(try reader.count("lr_scheduler_num_cycles"))
    case "polynomial": made.others["power"] = try reader.number("lr_scheduler_power").shown
    case "inverse_sqrt":
      made.others["timescale"] = try reader.optionalCount("lr_scheduler_timescale").map(String.init)
    case "cosine_with_min_lr":
      made.others["num_cycles"] = (try reader.number("lr_scheduler_num_cycles") / 2).shown
      made.others["min_lr_rate"] = try reader.optionalNumber("lr_scheduler_min_lr_ratio")?.shown ?? "None"
    default: break
    }
    reader.rules.append("schedule: \(type)")
    let schedule = try made.schedule(reader)
    try reader.finish()
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: .step, length: updates,
      stepsPerEpoch: try reader.outside(.stepsPerEpoch))
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer =
      RecipeOptimizer(
        try reader.text("optimizer_type"), line: reader.givenLine(of: "optimizer_type")
      ).pasted
    return plan
  }

  /// Of networks the text encoder's and the U-Net's rate, where one of them has its own.
  private static func rates(_ reader: RecipeReader) throws(SpecError) -> [Double] {
    let own = try ["text_encoder_lr", "unet_lr"].map { (key) throws(SpecError) in
      try reader.numbers(key)?.first
    }
    if own.allSatisfy({ $0 == nil }) || reader.options.lrs != nil { return try reader.rates("learning_rate") }
    let isUNetOnly = try reader.flag("network_train_unet_only")
    let base = own.contains(where: { $0 == nil }) ? try reader.rates("learning_rate")[0] : 0
    _ = reader.isGiven("learning_rate")
    let all = own.map { $0 ?? base }
    reader.rules.append(
      isUNetOnly ? "group: U-Net" : "groups: text encoder \(all[0].shown), U-Net \(all[1].shown)")
    return isUNetOnly ? [all[1]] : all
  }

  private static func updates(_ reader: RecipeReader) throws(SpecError) -> Int? {
    if let epochs = try reader.optionalCount("max_train_epochs") {
      _ = reader.isGiven("max_train_steps")
      guard let perEpoch = try reader.outside(.stepsPerEpoch) else {
        reader.ask("steps_per_epoch", for: "updates of an epoch, which the buckets of the images decide")
        return nil
      }
      reader.rules.append("updates: \(epochs) epochs x \(RuleText.count(perEpoch))")
      return epochs.times(perEpoch)
    }
    let steps = try reader.positiveCount("max_train_steps")
    if reader.part["max_train_steps"] == nil {
      reader.notes.append("no \(reader.name("max_train_steps")) is given: the scripts' default, 1600")
    }
    reader.rules.append("updates: \(RuleText.steps(steps))")
    return steps
  }

  private static func warmup(_ reader: RecipeReader, total: Int) throws(SpecError) -> Int {
    guard case .double(let share)? = reader.value("lr_warmup_steps")?.content else {
      let steps = try reader.count("lr_warmup_steps")
      if steps > 0 { reader.rules.append("warm-up: \(RuleText.steps(steps)) of the scheduler") }
      return steps
    }
    let steps = Int(saturating: share * Double(total))
    reader.rules.append(
      "warm-up: int(\(RuleText.number(share)) x \(RuleText.count(total))) = \(RuleText.steps(steps)) of the scheduler"
    )
    return steps
  }
}
