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

  /// `create_optimizer(args, model)`: the class and the rate are those of the options; nil where the function is another one.
  func timmOptimizer(_ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard arguments.count > 1,
      let options = arguments.first(where: { $0.keyword == "args" }) ?? arguments.first,
      holdsOptions(options.value)
    else { return nil }
    func option(_ name: String, or standard: ScriptValue?) -> ScriptValue {
      builtinAttribute(name, of: options.value, standard, at: offset)
    }
    let name = option("opt", or: .string("sgd")).text?.lowercased() ?? "sgd"
    let rate = ScriptArgument(keyword: "lr", value: option("lr", or: nil), offset: offset)
    let decay = ScriptArgument(
      keyword: "weight_decay", value: option("weight_decay", or: .constant(.double(0))), offset: offset)
    let parameters = ScriptArgument(keyword: "params", value: .opaque, offset: offset)
    return optimizer(Self.timmClasses[name] ?? name, [parameters, rate, decay], at: offset)
  }

  private static let timmClasses = [
    "sgd": "SGD", "momentum": "SGD", "nesterov": "SGD", "adam": "Adam", "adamw": "AdamW", "nadam": "NAdam",
    "radam": "RAdam", "rmsprop": "RMSprop", "adamax": "Adamax", "adagrad": "Adagrad", "adadelta": "Adadelta",
  ]

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
    let standards = Self.factoryDefaults
    let names = ["optimizer"] + standards.map(\.name)
    for (index, argument) in arguments.enumerated() where argument.keyword != "**" && argument.keyword != "*"
    {
      let name = argument.keyword ?? (index < names.count ? names[index] : "")
      guard names.contains(name) else { return unexpected(name, argument, arguments, at: offset) }
      options[name] = argument.value
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
    for (name, standard) in standards where options[name] == nil { options[name] = standard }
    if options["decay_epochs"]?.isNull ?? true {
      let isStable = ["wsd", "rsqrt"].contains(options["sched"]?.text ?? "")
      options["decay_epochs"] = isStable ? .constant(.double(0.2)) : .int(90)
    }
    let epochs = options["num_epochs"] ?? .int(300)
    return .tuple([timm(options, optimizer: optimizer, at: offset), epochs])
  }

  private func unexpected(
    _ name: String, _ argument: ScriptArgument, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    let message =
      name.isEmpty
      ? "create_scheduler_v2() takes from 1 to \(Self.factoryDefaults.count + 1) positional arguments but more were given"
      : "create_scheduler_v2() got an unexpected keyword argument '\(name)'"
    let nearest = Spelling.nearest(to: name, in: Self.factoryDefaults.map(\.name))
    return record(
      "create_scheduler_v2",
      .refused(error(message, at: argument.offset, hint: nearest.map { "did you mean '\($0)'?" })), arguments,
      at: offset)
  }

  /// The arguments of `create_scheduler_v2` behind the optimizer, in their order.
  private static var factoryDefaults: [(name: String, value: ScriptValue)] {
    [
      ("sched", .string("cosine")), ("num_epochs", .int(300)), ("decay_epochs", .null),
      ("decay_milestones", .tuple([.int(90), .int(180), .int(270)])), ("cooldown_epochs", .int(0)),
      ("patience_epochs", .int(10)),
      ("decay_rate", .constant(.double(0.1))), ("min_lr", .constant(.double(0))),
      ("warmup_lr", .constant(.double(1e-5))),
      ("warmup_epochs", .int(0)), ("warmup_prefix", .bool(false)), ("noise", .null),
      ("noise_pct", .constant(.double(0.67))),
      ("noise_std", .constant(.double(1))), ("noise_seed", .int(42)), ("cycle_mul", .constant(.double(1))),
      ("cycle_decay", .constant(.double(0.1))), ("cycle_limit", .int(1)), ("k_decay", .constant(.double(1))),
      ("decay_fn", .null),
      ("stable_timescale", .null), ("plateau_mode", .string("max")), ("step_on_epochs", .bool(true)),
      ("updates_per_epoch", .int(0)),
    ]
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
  static let usualOptions = [
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
}
