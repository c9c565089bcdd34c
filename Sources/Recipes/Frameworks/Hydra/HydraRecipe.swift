import LRSchedulers

/// A scheduler's class with its arguments in YAML: `_target_` of Hydra, `class_path` with `init_args` of Lightning's command line, and
/// `class_name` with `params`, as projects have it.
enum HydraRecipe: Recipe {
  static let table = RecipeTable(
    name: "hydra", title: "Hydra and Lightning's CLI", version: "Hydra 1.3, Lightning 2.6",
    forms:
      "YAML, JSON and TOML with a scheduler's class: _target_, class_path and init_args, class_name and params",
    keys: [
      RecipeKey("_target_", nil, "the path of the class; its arguments stand beside it"),
      RecipeKey("class_path", nil, "the same of Lightning's command line; the arguments are in init_args"),
      RecipeKey("class_name", nil, "the same of other projects; the arguments are in params"),
      RecipeKey("trainer.max_epochs", nil, "epochs of the training, of schedulers that step with epochs"),
      RecipeKey("trainer.max_steps", nil, "updates of the training, of schedulers that step with them"),
    ],
    rules: [
      "The optimizer's rate is lr of the map that names a class of torch.optim.",
      "With Lightning's command line a scheduler steps with epochs. Else the program decides: OneCycleLR, CyclicLR and transformers' functions are taken to step with updates, others with epochs, and --interval says it.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml || part.form == .json || part.form == .toml else { return 0 }
    return HydraClass.first(in: part.entries, where: \.isScheduler) == nil ? 0 : 45
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    guard let made = HydraClass.first(in: reader.part.entries, where: \.isScheduler) else { return nil }
    var arguments = ["optimizer"]
    for entry in made.arguments where entry.key != "optimizer" {
      guard let setting = reader.resolved(entry) else { continue }
      arguments.append("\(entry.key)=\(setting.python)")
    }
    let optimizer = HydraClass.first(in: reader.part.entries, where: \.isOptimizer)
    let rates = try rates(reader, optimizer)
    guard reader.missing.isEmpty else { return nil }
    let text = "\(made.path)(\(arguments.joined(separator: ", ")))"
    let schedule: Schedule
    do { schedule = try Schedule(parsing: text) } catch {
      throw SpecError(
        "\(made.path) is refused: \(error.message)", line: made.line, column: 1, hint: error.hint)
    }
    let byUpdates = !made.isLightnings && made.stepsWithUpdates
    reader.rules.append("schedule: \(made.path), a step each \(byUpdates ? "update" : "epoch")")
    let length = try reader.optionalCount(byUpdates ? "trainer.max_steps" : "trainer.max_epochs")
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: byUpdates ? .step : .epoch,
      length: length.flatMap { $0 > 0 ? $0 : nil })
    plan.isIntervalAssumed = !made.isLightnings
    plan.groups = rates.map {
      ParameterGroup(lr: $0, momentum: optimizer == nil && made.movesMomentum ? 0.9 : nil)
    }
    plan.optimizer = optimizer.map { optimizer in
      PastedOptimizer(
        name: OptimizerWord.className(optimizer.path),
        arguments: optimizer.arguments.compactMap { entry in
          guard entry.key != "lr", let value = entry.setting.parameterValue else { return nil }
          return PastedOptimizer.Argument(name: entry.key, value: value)
        }, at: optimizer.line)
    }
    plan.line = made.line
    return plan
  }

  private static func rates(_ reader: RecipeReader, _ optimizer: HydraClass?) throws(SpecError) -> [Double] {
    if let asked = reader.options.lrs { return asked }
    if let entry = optimizer?.arguments.last(where: { $0.key == "lr" }) {
      guard let setting = reader.resolved(entry) else { return [1] }
      return [try reader.number(setting, of: "lr")]
    }
    let own = optimizer.flatMap { ScriptLibraries.defaultLR(of: OptimizerWord.className($0.path)) }
    if let own {
      reader.notes.append("no lr of the optimizer is given: the class's own, \(own.shown)")
      return [own]
    }
    reader.notes.append(
      "no lr of an optimizer is given: rates are shares of \(reader.options.defaultLRs[0].shown)")
    return reader.options.defaultLRs
  }
}

/// A class that a configuration names, with its arguments.
struct HydraClass {
  var path: String
  var arguments: [ScriptSetting.Entry]
  var line: Int
  /// Whether Lightning's command line builds it.
  var isLightnings: Bool

  private init?(_ entries: [ScriptSetting.Entry]) {
    for key in ["_target_", "class_path", "class_name", "CLASS_NAME"] {
      guard let entry = entries.last(where: { $0.key == key }), let path = entry.setting.string else {
        continue
      }
      self.path = path
      line = entry.setting.line
      isLightnings = key == "class_path"
      let inner = entries.last { ["init_args", "params"].contains($0.key) }?.setting.entries
      arguments = key == "_target_" ? entries.filter { !$0.key.hasPrefix("_") } : inner ?? []
      return
    }
    return nil
  }

  /// The first such map for which something holds, from the top of a tree down.
  static func first(in entries: [ScriptSetting.Entry], where holds: (HydraClass) -> Bool, depth: Int = 0)
    -> HydraClass?
  {
    if let own = HydraClass(entries), holds(own) { return own }
    guard depth < 12 else { return nil }
    for entry in entries {
      for inner in [entry.setting] + (entry.setting.elements ?? []) {
        if let entries = inner.entries, let found = first(in: entries, where: holds, depth: depth + 1) {
          return found
        }
      }
    }
    return nil
  }

  /// Whether it is a scheduler of PyTorch or transformers.
  var isScheduler: Bool {
    (path.hasPrefix("torch.optim.lr_scheduler.") || path.hasPrefix("transformers."))
      && Catalog.entry(named: path.lastPart) != nil
  }

  var isOptimizer: Bool {
    path.hasPrefix("torch.optim.") && !path.contains("lr_scheduler") || path.hasPrefix("bitsandbytes.optim.")
  }

  /// Whether it moves the momentum too, of an optimizer that may be named elsewhere.
  var movesMomentum: Bool { ["OneCycleLR", "CyclicLR"].contains(path.lastPart) }

  var stepsWithUpdates: Bool {
    path.hasPrefix("transformers.") || movesMomentum
  }
}

extension String {
  fileprivate var lastPart: String { split(separator: ".").last.map(String.init) ?? self }
}
