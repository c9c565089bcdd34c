/// Functions of libraries that build a scheduler by its name.
extension ScriptInterpreter {
  /// nil where the function is none of them.
  func factory(_ last: String, _ path: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue?
  {
    if path == "warmup_scheduler.GradualWarmupScheduler" { return gradualWarmup(arguments, at: offset) }
    // Where its import is not in the text it will be the package's.
    if path == "GradualWarmupScheduler" { return gradualWarmup(arguments, at: offset, isImported: false) }
    // Callbacks of xgboost and others are called so too, and are given the function of the text.
    if last == "LearningRateScheduler", arguments.count == 1, isDefined(arguments[0].value) {
      return learningRateScheduler(arguments, at: offset)
    }
    guard ScriptLibraries.isKnown(path) else { return nil }
    if let name = Self.oldSchedules[last], let entry = Catalog.entry(named: name),
      path == last || path.firstPart.hasSuffix("transformers")
    {
      return scheduler(entry, arguments.map(Self.renamed), at: offset)
    }
    switch last {
    case "get_scheduler": return getScheduler(path, arguments, at: offset)
    case "create_scheduler":
      // timm's takes options and the optimizer, and nothing else.
      let isOther = arguments.contains { argument in
        argument.keyword.map { !["args", "optimizer", "updates_per_epoch"].contains($0) } ?? false
      }
      return isOther ? nil : createScheduler(arguments, at: offset)
    case "create_scheduler_v2": return createScheduler(version2: arguments, at: offset)
    case "scheduler_kwargs": return timmKeywords(arguments, at: offset)
    case "create_optimizer": return timmOptimizer(arguments, at: offset)
    case "LearningRateScheduler": return learningRateScheduler(arguments, at: offset)
    default: return nil
    }
  }

  // MARK: transformers and diffusers

  /// The classes of pytorch_transformers, which are functions in transformers since 2.2.
  private static let oldSchedules = [
    "ConstantLRSchedule": "get_constant_schedule",
    "WarmupConstantSchedule": "get_constant_schedule_with_warmup",
    "WarmupLinearSchedule": "get_linear_schedule_with_warmup",
    "WarmupCosineSchedule": "get_cosine_schedule_with_warmup",
    "WarmupCosineWithHardRestartsSchedule": "get_cosine_with_hard_restarts_schedule_with_warmup",
  ]

  static let oldScheduleNames = Set(oldSchedules.keys)

  /// An argument of one of them under its present name.
  private static func renamed(_ argument: ScriptArgument) -> ScriptArgument {
    let names = ["warmup_steps": "num_warmup_steps", "t_total": "num_training_steps", "cycles": "num_cycles"]
    var argument = argument
    argument.keyword = argument.keyword.map { names[$0] ?? $0 }
    return argument
  }

  private func getScheduler(
    _ path: String, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue? {
    if let first = arguments.first, isOptimizer(first) {
      if !path.hasDot { return elsewhere(OpenName(path), path, arguments, at: offset) }
      return elsewhere(
        "get_scheduler() is called with the optimizer first, so it is not the one of transformers",
        "get_scheduler", arguments, at: offset)
    }
    if let first = arguments.first, first.keyword == nil, holdsOptions(first.value) {
      if !path.hasDot { return elsewhere(OpenName(path), path, arguments, at: offset) }
      return elsewhere(
        "get_scheduler() is called with options instead of a name, so it is not the one of transformers",
        "get_scheduler", arguments, at: offset)
    }
    let keywords = Set(arguments.compactMap(\.keyword))
    if path.hasPrefix("diffusers") || options.library == .diffusers
      || !keywords.isDisjoint(with: ["num_cycles", "power", "step_rules", "last_epoch"])
    {
      return diffusers(arguments, at: offset)
    }
    let name = arguments.first { $0.keyword == "name" } ?? arguments.first { $0.keyword == nil }
    switch name?.value.text {
    case "reduce_lr_on_plateau": return specific("ReduceLROnPlateau", arguments, at: offset)
    case "greedy": return specific("GreedyLR", arguments, at: offset)
    default: return nil
    }
  }

  /// Whether a value is called as what holds options.
  func holdsOptions(_ value: ScriptValue) -> Bool {
    if dictionary(of: value) != nil { return true }
    guard let name = value.openValue?.name?.key.lastPart.lowercased() else { return false }
    return ["args", "opt", "opts", "options", "config", "cfg", "conf", "params", "self"].contains(name)
      || name.hasPrefix("hparam") || name.hasPrefix("hyper")
  }

  /// A scheduler that is given nothing but the optimizer and `scheduler_specific_kwargs`.
  private func specific(_ name: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard let entry = Catalog.entry(named: name) else { return nil }
    var rest = arguments.filter { $0.keyword == "optimizer" }
    if rest.isEmpty, var optimizer = arguments.first(where: isOptimizer) {
      optimizer.keyword = "optimizer"
      rest = [optimizer]
    }
    let given = arguments.first { $0.keyword == "scheduler_specific_kwargs" }
    if let options = given.flatMap({ dictionary(of: $0.value) }) {
      for (key, value) in zip(options.keys, options.values) {
        rest.append(ScriptArgument(keyword: key.text, value: value, offset: given?.offset ?? offset))
      }
    }
    return scheduler(entry, rest, at: offset)
  }

  private func diffusers(_ arguments: [ScriptArgument], at offset: Int) -> ScriptValue {
    let names = [
      "name", "optimizer", "step_rules", "num_warmup_steps", "num_training_steps", "num_cycles", "power",
      "last_epoch",
    ]
    var given: [String: ScriptArgument] = [:]
    for (index, argument) in arguments.enumerated() {
      given[argument.keyword ?? (index < names.count ? names[index] : "")] = argument
    }
    guard let kind = given["name"]?.value.text else {
      let missing = arguments.compactMap { argument -> ScriptMissing? in
        guard case .open = argument.value, !isOptimizer(argument), argument.keyword != "optimizer",
          argument.keyword != "last_epoch"
        else { return nil }
        let parameter = argument.keyword ?? "name"
        return ScriptMissing(
          open: opened(argument.value, at: argument.valueOffset), usedFor: parameter,
          guess: parameter == "name" ? .string("cosine") : nil)
      }
      return record(
        "get_scheduler", .missing(missing), arguments, at: offset, optimizer: given["optimizer"]?.value)
    }
    let kinds: [String: (entry: String, parameters: [String])] = [
      "linear": ("get_linear_schedule_with_warmup", ["num_warmup_steps", "num_training_steps"]),
      "cosine": ("get_cosine_schedule_with_warmup", ["num_warmup_steps", "num_training_steps"]),
      "cosine_with_restarts": (
        "get_cosine_with_hard_restarts_schedule_with_warmup",
        ["num_warmup_steps", "num_training_steps", "num_cycles"]
      ),
      "polynomial": (
        "get_polynomial_decay_schedule_with_warmup", ["num_warmup_steps", "num_training_steps", "power"]
      ),
      "constant": ("get_constant_schedule", []),
      "constant_with_warmup": ("get_constant_schedule_with_warmup", ["num_warmup_steps"]),
      "piecewise_constant": ("get_piecewise_constant_schedule", ["step_rules"]),
    ]
    guard let (name, parameters) = kinds[kind], let entry = Catalog.entry(named: name) else {
      return record(
        "get_scheduler", .refused(error("'\(kind)' is no schedule of diffusers' get_scheduler", at: offset)),
        arguments, at: offset)
    }
    var rest = parameters.compactMap { name -> ScriptArgument? in
      guard var argument = given[name] else { return nil }
      argument.keyword = name
      return argument
    }
    if var optimizer = given["optimizer"] {
      optimizer.keyword = "optimizer"
      rest.append(optimizer)
    }
    return scheduler(entry, rest, at: offset)
  }
}
