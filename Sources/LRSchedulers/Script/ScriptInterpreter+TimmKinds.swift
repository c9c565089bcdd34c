/// The schedulers that timm's factories make of their options.
extension ScriptInterpreter {
  func timm(_ given: ScriptDictionary, optimizer: ScriptValue?, at offset: Int) -> ScriptValue {
    guard let kind = given["sched"]?.text ?? (given["sched"] == nil ? "cosine" : nil) else {
      let open = opened(given["sched"] ?? .opaque, at: offset)
      return record(
        "create_scheduler", .missing([ScriptMissing(open: open, usedFor: "sched", guess: .string("cosine"))]),
        [], at: offset, optimizer: optimizer)
    }
    let options: ScriptDictionary
    switch inUpdates(given, at: offset) {
    case .options(let counted): options = stable(counted, kind)
    case .refused(let error):
      return record("create_scheduler_v2", .refused(error), [], at: offset, optimizer: optimizer)
    }
    guard let (name, parameters) = Self.timmKinds[kind], let entry = Catalog.entry(named: name) else {
      return record(
        "create_scheduler",
        .refused(
          error(
            "Unknown scheduler '\(kind)'.", at: offset,
            hint: "known are \(Self.timmKinds.keys.sorted().joined(separator: ", "))")), [], at: offset,
        optimizer: optimizer)
    }
    var arguments = parameters.compactMap { parameter, option in
      options[option].map { ScriptArgument(keyword: parameter, value: $0, offset: offset) }
    }
    if let optimizer {
      arguments.append(ScriptArgument(keyword: "optimizer", value: optimizer, offset: offset))
    }
    let value = scheduler(entry, arguments, at: offset)
    if let noise = options["noise"], !noise.isNull, !schedulers.isEmpty {
      schedulers[schedulers.count - 1].notes.append("the noise of lr_noise is left out")
    }
    return value
  }

  private typealias Names = [(parameter: String, option: String)]

  /// The class of each kind, and what it takes of the options.
  private static let timmKinds: [String: (entry: String, parameters: Names)] = {
    let warmup: Names = [("warmup_t", "warmup_epochs"), ("warmup_lr_init", "warmup_lr")]
    let common: Names = warmup + [("warmup_prefix", "warmup_prefix"), ("t_in_epochs", "step_on_epochs")]
    let cycles: Names = [
      ("cycle_mul", "cycle_mul"), ("cycle_decay", "cycle_decay"), ("cycle_limit", "cycle_limit"),
    ]
    let length: Names = [("t_initial", "num_epochs"), ("lr_min", "min_lr")]
    let stable: Names =
      length + warmup + [
        ("decay_t", "decay_epochs"), ("stable_fn", "stable_fn"), ("stable_timescale", "stable_timescale"),
        ("decay_fn", "decay_fn"), ("t_in_epochs", "step_on_epochs"),
      ]
    return [
      "cosine": ("CosineLRScheduler", length + [("k_decay", "k_decay")] + cycles + common),
      "tanh": ("TanhLRScheduler", length + cycles + common),
      "step": ("StepLRScheduler", [("decay_t", "decay_epochs"), ("decay_rate", "decay_rate")] + common),
      "constant": ("StepLRScheduler", [("decay_t", "one"), ("decay_rate", "unchanged")] + common),
      "multistep": (
        "MultiStepLRScheduler", [("decay_t", "decay_milestones"), ("decay_rate", "decay_rate")] + common
      ),
      "poly": (
        "PolyLRScheduler", length + [("power", "decay_rate"), ("k_decay", "k_decay")] + cycles + common
      ),
      "wsd": ("WSDLRScheduler", stable),
      "rsqrt": ("WSDLRScheduler", stable),
      "plateau": (
        "PlateauLRScheduler",
        warmup + [
          ("decay_rate", "decay_rate"), ("patience_t", "patience_epochs"), ("lr_min", "min_lr"),
          ("mode", "plateau_mode"),
        ]
      ),
    ]
  }()

  private enum Counted {
    case options(ScriptDictionary)
    case refused(SpecError)
  }

  /// Lengths in updates, where the schedule steps with these.
  private func inUpdates(_ given: ScriptDictionary, at offset: Int) -> Counted {
    var options = given
    options["one"] = .int(1)
    options["unchanged"] = .constant(.double(1))
    guard let byEpoch = given["step_on_epochs"], case .no = truth(of: byEpoch) else {
      return .options(options)
    }
    let updates = given["updates_per_epoch"] ?? .int(0)
    if let count = concrete(updates)?.smallInteger, count < 1 {
      return .refused(error("updates_per_epoch must be set to number of dataloader batches", at: offset))
    }
    if given["sched"]?.text == "plateau" {
      return .refused(error("Plateau LR only supports step per epoch.", at: offset))
    }
    for name in ["num_epochs", "warmup_epochs", "decay_epochs", "stable_timescale"] {
      guard let value = options[name], !value.isNull else { continue }
      // A fraction of the schedule's length stays one.
      if name == "decay_epochs", isFraction(value) { continue }
      options[name] = apply(.multiply, value, updates, at: offset)
    }
    if let milestones = options["decay_milestones"].flatMap(items) {
      options["decay_milestones"] = make(.list(milestones.map { apply(.multiply, $0, updates, at: offset) }))
    }
    return .options(options)
  }

  private func isFraction(_ value: ScriptValue) -> Bool {
    guard case .double(let number)? = concrete(value) else { return false }
    return number > 0 && number < 1
  }

  /// Of 'wsd' and 'rsqrt': their warm-up is always a prefix, and their decay may be a fraction of the rest.
  private func stable(_ given: ScriptDictionary, _ kind: String) -> ScriptDictionary {
    guard ["wsd", "rsqrt"].contains(kind) else { return given }
    var options = given
    options["stable_fn"] = .string(kind == "wsd" ? "constant" : "rsqrt")
    if options["decay_fn"]?.isNull ?? true {
      options["decay_fn"] = .string(kind == "wsd" ? "1-sqrt" : "linear")
    }
    if let prefix = given["warmup_prefix"], case .yes = truth(of: prefix) {
    } else {
      options["num_epochs"] = apply(
        .subtract, given["num_epochs"] ?? .opaque, given["warmup_epochs"] ?? .int(0), at: 0)
    }
    guard let decay = given["decay_epochs"] else { return options }
    let length = isFraction(decay) ? apply(.multiply, decay, options["num_epochs"] ?? .opaque, at: 0) : decay
    options["decay_epochs"] = apply(
      function: "round", [ScriptArgument(keyword: nil, value: length, offset: 0)], at: 0)
    return options
  }
}
