import LRSchedulers

/// detectron2's `SOLVER`, by `detectron2/solver/build.py` and `config/defaults.py` of 0.6.
enum Detectron2Recipe: Recipe {
  static let table = RecipeTable(
    name: "detectron2", title: "detectron2", version: "detectron2 0.6 (02b5c4e)",
    forms: "YAML with SOLVER, or command-line pairs behind --opts",
    keys: [
      RecipeKey(
        "SOLVER.LR_SCHEDULER_NAME", "WarmupMultiStepLR",
        "which schedule: WarmupMultiStepLR, WarmupCosineLR or WarmupStepWithFixedGammaLR"),
      RecipeKey("SOLVER.BASE_LR", 0.001, "the optimizer's rate"),
      RecipeKey("SOLVER.BASE_LR_END", 0.0, "the rate at the end of a cosine"),
      RecipeKey("SOLVER.MAX_ITER", 40000, "iterations of the training"),
      RecipeKey("SOLVER.GAMMA", 0.1, "the factor of a step"),
      RecipeKey(
        "SOLVER.STEPS", nil, "iterations of the steps; 30000", rounding: "those above MAX_ITER are dropped"),
      RecipeKey("SOLVER.NUM_DECAYS", 3, "steps of WarmupStepWithFixedGammaLR"),
      RecipeKey("SOLVER.WARMUP_FACTOR", 0.001, "the factor that the warm-up begins with"),
      RecipeKey(
        "SOLVER.WARMUP_ITERS", 1000, "iterations of the warm-up",
        rounding: "a share of the run: min(iterations / MAX_ITER, 1)"),
      RecipeKey("SOLVER.WARMUP_METHOD", "linear", "linear or constant"),
      RecipeKey("SOLVER.RESCALE_INTERVAL", false, "whether the schedule begins behind the warm-up"),
      RecipeKey("SOLVER.OPTIMIZER", "SGD", "the optimizer, of projects that have a choice"),
      RecipeKey("SOLVER.MOMENTUM", 0.9, "SGD's momentum"),
      RecipeKey("SOLVER.NESTEROV", false, "whether it is Nesterov's"),
      RecipeKey("SOLVER.WEIGHT_DECAY", 0.0001, "the optimizer's weight decay"),
      RecipeKey("SOLVER.BIAS_LR_FACTOR", 1.0, "the factor of the biases' rate"),
    ] + Detectron2Groups.keys,
    rules: [
      "The warm-up aims at the schedule's value at its end: with a cosine the base rate never comes.",
      "The file of _BASE_ is opened where the configuration is given by its path; else the values that are left out are asked for.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard let solver = part["SOLVER"]?.entries else {
      return part["_BASE_"] != nil && part["MODEL"] != nil ? 60 : 0
    }
    return solver.contains { table.key("SOLVER." + $0.key) != nil } ? 95 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    try refuseUnknown(reader)
    try askForBase(reader)
    let rates = try Detectron2Groups.rates(reader, try reader.rates("SOLVER.BASE_LR"))
    let length = try reader.positiveCount("SOLVER.MAX_ITER")
    let name = try reader.choice(
      "SOLVER.LR_SCHEDULER_NAME", of: ["WarmupMultiStepLR", "WarmupCosineLR", "WarmupStepWithFixedGammaLR"])
    let inner = try inner(reader, name, length: length, lr: rates[0])
    let warmup = try reader.count("SOLVER.WARMUP_ITERS")
    let method = try reader.choice("SOLVER.WARMUP_METHOD", of: ["linear", "constant"])
    let rescales = try reader.flag("SOLVER.RESCALE_INTERVAL")
    let factor = PythonNumber.repr(try reader.number("SOLVER.WARMUP_FACTOR"))
    let share = min(Double(warmup) / Double(length), 1)
    reader.rules.append(
      "warm-up: \(RuleText.count(warmup)) of \(RuleText.count(length)) iterations, \(method) from \(factor)")
    reader.rules.append("schedule: \(name), a step each iteration")
    let text =
      "LRMultiplier(optimizer, WarmupParamScheduler(\(inner), \(factor), \(PythonNumber.repr(share)), '\(method)'"
      + "\(rescales ? ", rescale_interval=True" : "")), max_iter=\(length))"
    let optimizer = try optimizer(reader)
    try reader.finish()
    var plan = RecipePlan(
      try reader.schedule(text: text, for: "SOLVER.LR_SCHEDULER_NAME"), lr: rates[0], interval: .step,
      length: length)
    plan.line = reader.line(of: "SOLVER")
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    return plan
  }

  /// `build_optimizer`: SGD, but for projects that name another.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    let keys = ["SOLVER.OPTIMIZER", "SOLVER.MOMENTUM", "SOLVER.NESTEROV", "SOLVER.WEIGHT_DECAY"]
    var optimizer = RecipeOptimizer(
      try reader.text("SOLVER.OPTIMIZER"), line: keys.compactMap { reader.givenLine(of: $0) }.min())
    let isGiven = reader.part["SOLVER.OPTIMIZER"] != nil
    optimizer.momentum = try reader.number("SOLVER.MOMENTUM")
    optimizer.nesterov = try reader.flag("SOLVER.NESTEROV")
    optimizer.weightDecay = try reader.number("SOLVER.WEIGHT_DECAY")
    if isGiven, optimizer.pasted.name != "SGD" { optimizer.momentum = nil }
    return optimizer.pasted
  }

  private static func inner(
    _ reader: RecipeReader, _ name: String, length: Int, lr: Double
  ) throws(SpecError) -> String {
    let gamma = try reader.number("SOLVER.GAMMA")
    let all = try reader.numbers("SOLVER.STEPS") ?? [30000]
    let decays = try reader.count("SOLVER.NUM_DECAYS")
    let end = try reader.number("SOLVER.BASE_LR_END")
    switch name {
    case "WarmupCosineLR":
      guard end >= 0, lr == 0 || end <= lr else {
        throw reader.refusal(
          "SOLVER.BASE_LR_END", "is \(RuleText.number(end)); expected at most BASE_LR, \(RuleText.number(lr))"
        )
      }
      return "CosineParamScheduler(1, \(PythonNumber.repr(lr == 0 ? 0 : end / lr)))"
    case "WarmupStepWithFixedGammaLR":
      return
        "StepWithFixedGammaParamScheduler(base_value=1.0, gamma=\(PythonNumber.repr(gamma)), num_decays=\(decays), num_updates=\(length))"
    default:
      let steps = all.filter { $0 <= Double(length) }
      for step in all where step > Double(length) {
        reader.notes.append(
          "the step at \(RuleText.number(step)) is beyond MAX_ITER \(RuleText.count(length)) and dropped")
      }
      guard steps.allSatisfy({ Int(exactly: $0) != nil }),
        zip(steps, steps.dropFirst()).allSatisfy({ $0 < $1 })
      else {
        throw reader.refusal("SOLVER.STEPS", "must be whole numbers that rise")
      }
      var values: [Double] = []
      for power in 0...steps.count { values.append(try power == 0 ? 1 : product(gamma, power)) }
      let list = values.map(PythonNumber.repr).joined(separator: ", ")
      let milestones = steps.map { String(Int($0)) }.joined(separator: ", ")
      if steps.isEmpty { return "ConstantParamScheduler(1)" }
      return "MultiStepParamScheduler([\(list)], milestones=[\(milestones)], num_updates=\(length))"
    }
  }

  /// Python's `gamma ** power`.
  private static func product(_ gamma: Double, _ power: Int) throws(SpecError) -> Double {
    guard
      case .double(let value)? = try? ParameterValue(
        parsing: "float(\(PythonNumber.repr(gamma)) ** \(power))")
    else {
      return 0
    }
    return value
  }

  /// What a base file may say is no default.
  private static func askForBase(_ reader: RecipeReader) throws(SpecError) {
    guard let base = reader.value("_BASE_") else { return }
    reader.notes.append("\(base.listedTexts) is not opened: nothing is known of what it says")
    let required = ["SOLVER.BASE_LR", "SOLVER.MAX_ITER", "SOLVER.STEPS"]
    for key in required where reader.value(key) == nil {
      if key == "SOLVER.BASE_LR", reader.options.lrs != nil { continue }
      if key == "SOLVER.STEPS", reader.part["SOLVER.LR_SCHEDULER_NAME"]?.string == "WarmupCosineLR" {
        continue
      }
      reader.ask(key, for: "the schedule, as \(base.listedTexts) may say it")
    }
  }

  private static func refuseUnknown(_ reader: RecipeReader) throws(SpecError) {
    let names = table.keys.map { String($0.name.dropFirst("SOLVER.".count)) }
    for entry in reader.part["SOLVER"]?.entries ?? []
    where !names.contains(entry.key) && !others.contains(entry.key) {
      let hint = Spelling.hint(for: entry.key, in: names)
      throw SpecError(
        "Non-existent config key: SOLVER.\(entry.key)", line: entry.setting.line, column: 1, hint: hint)
    }
  }

  /// Keys of SOLVER that change no rate, and those that projects add.
  private static let others: Set<String> = [
    "WEIGHT_DECAY_NORM", "WEIGHT_DECAY_BIAS",
    "CHECKPOINT_PERIOD", "IMS_PER_BATCH", "REFERENCE_WORLD_SIZE", "CLIP_GRADIENTS", "AMP", "FOREACH",
    "POLY_LR_POWER", "POLY_LR_CONSTANT_ENDING", "BETAS", "EPS", "AMSGRAD",
    "USE_CUSTOM_SOLVER", "CUSTOM_MULTIPLIER_NAME", "VIT_LAYER_DECAY_RATE",
    "WEIGHT_DECAY_EMBED", "BACKBONE_MULTIPLIER_LR", "RESET_ITER", "TRAIN_ITER", "SAVE_DEBUG",
    "TEST_IMS_PER_BATCH", "IMG_PER_BATCH_LABEL", "IMG_PER_BATCH_UNLABEL",
  ]
}
