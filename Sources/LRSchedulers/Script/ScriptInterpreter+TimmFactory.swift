/// timm's factories of schedulers.
extension ScriptInterpreter {
  func createScheduler(_ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    let given = arguments.first { $0.keyword == "args" } ?? arguments.first { $0.keyword == nil }
    let optimizer = arguments.first { $0.keyword == "optimizer" } ?? arguments.dropFirst().first
    guard let configuration = given?.value, optimizer != nil else { return nil }
    let options = timmOptions(of: configuration, at: offset)
    let epochs = options["num_epochs"] ?? .opaque
    return .tuple([timm(options, optimizer: optimizer?.value, at: offset), epochs])
  }

  /// `scheduler_kwargs(args)`: the same as the arguments of `create_scheduler_v2`.
  func timmKeywords(_ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard let configuration = arguments.first(where: { $0.keyword == nil || $0.keyword == "cfg" })?.value
    else {
      return nil
    }
    return make(.dictionary(timmOptions(of: configuration, at: offset)))
  }

  private func timmOptions(of configuration: ScriptValue, at offset: Int) -> ScriptDictionary {
    var options = ScriptDictionary()
    // Of options that stand elsewhere those that every script has are asked for.
    let isElsewhere = configuration.openValue?.name != nil
    for (name, own, standard) in Self.timmOptions {
      let isAsked = isElsewhere && Self.usualOptions.contains { $0.name == name }
      options[name] = builtinAttribute(own, of: configuration, isAsked ? nil : standard, at: offset)
    }
    return options
  }

  /// `create_scheduler_v2(optimizer, sched, num_epochs, …)`, whose defaults are others than those of `create_scheduler`.
  func createScheduler(version2 arguments: [ScriptArgument], at offset: Int) -> ScriptValue {
    var options = ScriptDictionary()
    let names = ["optimizer", "sched", "num_epochs", "decay_epochs"]
    for (index, argument) in arguments.enumerated() where argument.keyword != "**" && argument.keyword != "*"
    {
      options[argument.keyword ?? (index < names.count ? names[index] : "")] = argument.value
    }
    let optimizer = options["optimizer"]
    let spread = arguments.filter { $0.keyword == "**" || $0.keyword == "*" }
    if !spread.isEmpty {
      let missing = spread.map {
        ScriptMissing(open: opened($0.value, at: $0.offset), usedFor: $0.keyword ?? "")
      }
      let value = record(
        "create_scheduler_v2", .missing(missing), arguments, at: offset, optimizer: optimizer)
      return .tuple([value, options["num_epochs"] ?? .opaque])
    }
    let standards: [(String, Int)] = [("num_epochs", 300), ("decay_epochs", 90), ("warmup_epochs", 0)]
    for (name, standard) in standards { options[name] = options[name] ?? .int(standard) }
    let epochs = options["num_epochs"] ?? .int(300)
    if case .no = truth(of: options["step_on_epochs"] ?? .bool(true)),
      let updates = options["updates_per_epoch"]
    {
      for (name, _) in standards {
        options[name] = apply(.multiply, options[name] ?? .opaque, updates, at: offset)
      }
    }
    return .tuple([timm(options, optimizer: optimizer, at: offset), epochs])
  }

  private func builtinAttribute(
    _ name: String, of value: ScriptValue, _ standard: ScriptValue?, at offset: Int
  ) -> ScriptValue {
    guard let standard else { return attribute(name, of: value, at: offset) }
    return call(
      .library("builtins.getattr"),
      [value, .string(name), standard].map { ScriptArgument(keyword: nil, value: $0, offset: offset) },
      at: offset)
  }

  /// Those that nearly every script of timm has, and what they become.
  private static let usualOptions = [
    (name: "num_epochs", parameter: "t_initial"), (name: "warmup_epochs", parameter: "warmup_t"),
    (name: "min_lr", parameter: "lr_min"), (name: "warmup_lr", parameter: "warmup_lr_init"),
  ]

  /// What timm's factory reads from its arguments, and what it takes where they are not there.
  private static var timmOptions: [(String, String, ScriptValue?)] {
    [
      ("sched", "sched", nil), ("num_epochs", "epochs", .int(100)),
      ("decay_epochs", "decay_epochs", .int(30)),
      ("decay_milestones", "decay_milestones", .tuple([.int(30), .int(60)])),
      ("warmup_epochs", "warmup_epochs", .int(5)), ("decay_rate", "decay_rate", .constant(.double(0.1))),
      ("min_lr", "min_lr", .constant(.double(0))), ("warmup_lr", "warmup_lr", .constant(.double(1e-5))),
      ("warmup_prefix", "warmup_prefix", .bool(false)), ("noise", "lr_noise", .null),
      ("cycle_mul", "lr_cycle_mul", .constant(.double(1))),
      ("cycle_decay", "lr_cycle_decay", .constant(.double(0.1))),
      ("cycle_limit", "lr_cycle_limit", .int(1)), ("k_decay", "lr_k_decay", .constant(.double(1))),
      ("patience_epochs", "patience_epochs", .int(10)),
    ]
  }

  private func timm(_ options: ScriptDictionary, optimizer: ScriptValue?, at offset: Int) -> ScriptValue {
    guard let kind = options["sched"]?.text ?? (options["sched"] == nil ? "cosine" : nil) else {
      let open = opened(options["sched"] ?? .opaque, at: offset)
      var missing = [ScriptMissing(open: open, usedFor: "sched", guess: .string("cosine"))]
      for (name, parameter) in Self.usualOptions {
        guard case .open(let open)? = options[name] else { continue }
        let declared = Catalog.entry(named: "CosineLRScheduler")?.parameter(named: parameter)
        missing.append(
          ScriptMissing(
            open: opened(.open(open), at: offset), usedFor: parameter, guess: declared.flatMap(guess(for:))))
      }
      return record("create_scheduler", .missing(missing), [], at: offset, optimizer: optimizer)
    }
    let warmup = [
      ("warmup_t", "warmup_epochs"), ("warmup_lr_init", "warmup_lr"), ("warmup_prefix", "warmup_prefix"),
    ]
    let cycles = [("cycle_mul", "cycle_mul"), ("cycle_decay", "cycle_decay"), ("cycle_limit", "cycle_limit")]
    let kinds: [String: (entry: String, parameters: [(String, String)])] = [
      "cosine": (
        "CosineLRScheduler",
        [("t_initial", "num_epochs"), ("lr_min", "min_lr"), ("k_decay", "k_decay")] + cycles + warmup
      ),
      "tanh": ("TanhLRScheduler", [("t_initial", "num_epochs"), ("lr_min", "min_lr")] + cycles + warmup),
      "step": ("StepLRScheduler", [("decay_t", "decay_epochs"), ("decay_rate", "decay_rate")] + warmup),
      "multistep": (
        "MultiStepLRScheduler", [("decay_t", "decay_milestones"), ("decay_rate", "decay_rate")] + warmup
      ),
      "poly": (
        "PolyLRScheduler",
        [("t_initial", "num_epochs"), ("lr_min", "min_lr"), ("power", "decay_rate"), ("k_decay", "k_decay")]
          + cycles + warmup
      ),
    ]
    guard let (name, parameters) = kinds[kind], let entry = Catalog.entry(named: name) else {
      return record(
        "create_scheduler",
        .refused(
          error(
            "'\(kind)' of timm's create_scheduler is not known here", at: offset,
            hint: "known are \(kinds.keys.sorted().joined(separator: ", "))")), [], at: offset,
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
}
