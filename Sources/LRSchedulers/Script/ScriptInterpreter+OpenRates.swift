/// Optimizers whose rate the text leaves open, because what builds them stands elsewhere or takes it from outside.
extension ScriptInterpreter {
  /// What a scheduler comes to on such an optimizer: with rates of its own, such as `eta_min`, its shape depends on the base rate, which
  /// is asked for then.
  func asking(rateOf value: ScriptValue?, _ outcome: ScriptScheduler.Outcome, at offset: Int)
    -> ScriptScheduler.Outcome
  {
    guard case .schedule(let schedule) = outcome else { return outcome }
    let open = optimizer(value).map(openRates) ?? []
    guard !open.isEmpty || hasOpenRate(value), schedule.hasRatesOfItsOwn else { return outcome }
    if !open.isEmpty {
      return .missing(
        open.map { ScriptMissing(open: opened(.open($0), at: offset), usedFor: Self.rateName) })
    }
    let missing = ScriptMissing(
      open: OpenValue(OpenName(Self.rateName), at: offset), usedFor: Self.rateName,
      guess: options.defaultLRs.first.map(ParameterValue.double), isOutside: true)
    return .missing([missing])
  }

  /// Asks for the rates of optimizers where one that is taken for all would be silently wrong: where a condition says which of several
  /// a group has, and where the groups' rates are others.
  func askForRates() {
    guard options.lrs == nil else { return }
    for index in schedulers.indices where !schedulers[index].isMember {
      guard case .schedule = schedulers[index].outcome, let optimizer = schedulers[index].optimizer else {
        continue
      }
      let rates = groups(of: optimizer).map { $0["lr"] ?? .opaque }
      let open = rates.compactMap(\.openValue).filter { !$0.uses.isEmpty }
      let haveOwn = if case .optimizer(let own) = objects[optimizer] { own.haveOwnRates } else { false }
      let areUnlike =
        !open.isEmpty
        && rates.dropFirst().contains { haveOwn ? !isSame($0, rates[0]) : !isAlike($0, rates[0]) }
      let asked = areUnlike ? open : open.filter(isOneOfSeveral)
      if asked.isEmpty { continue }
      schedulers[index].outcome = .missing(
        asked.map { ScriptMissing(open: $0, usedFor: Self.rateName) })
    }
  }

  /// Whether two rates are the same, or were written once for both groups.
  private func isAlike(_ a: ScriptValue, _ b: ScriptValue) -> Bool {
    isSame(a, b) || a.openValue.map { !$0.uses.isEmpty && $0.uses == b.openValue?.uses } == true
  }

  /// Whether a condition says which of several unlike rates it is.
  private func isOneOfSeveral(_ rate: OpenValue) -> Bool {
    rate.options.dropFirst().contains { !isAlike($0, rate.options[0]) }
  }

  /// The rates of groups that depend on names which the text leaves open.
  private func openRates(of optimizer: Int) -> [OpenValue] {
    guard options.lrs == nil else { return [] }
    return groups(of: optimizer).compactMap { $0["lr"]?.openValue }.filter { !$0.uses.isEmpty }
  }

  /// What is said where the rate is taken that is taken for open ones.
  func note(ofOpenRate value: ScriptValue?, at offset: Int) -> String? {
    let rate = PythonNumber.repr(options.defaultLRs.first ?? 0.1)
    if options.lrs == nil, optimizer(value) == nil, let several = value?.openValue?.options,
      several.count(where: { optimizer($0) != nil }) > 1
    {
      return "the optimizer is one of several, and their rates are open: \(rate) is taken; give --lr"
    }
    guard hasOpenRate(value), let use = value?.openValue?.uses.first else { return nil }
    let name = use.name.shown.isEmpty ? text.expression(at: use.offset) : use.name.shown
    return
      "line \(line(of: use.offset)): what builds '\(name)' is not in this text, and its rate is open: \(rate) is taken; give --lr"
  }

  /// The rate that was given for an optimizer that is built elsewhere.
  func rates(givenFor value: ScriptValue?) -> [Double]? {
    guard options.lrs == nil, isBuiltElsewhere(value), let given = given[Self.rateName].flatMap(concrete),
      let rate = try? given.float()
    else { return nil }
    return [rate]
  }

  /// The rates that the makers of an optimizer were told, where those stand elsewhere.
  func rates(toldTo value: ScriptValue?) -> [Double]? {
    guard options.lrs == nil, let id = optimizer(value), case .optimizer(let own) = objects[id], !own.isBuilt
    else { return nil }
    let groups = (items(of: .object(own.groups)) ?? []).compactMap(\.objectID)
    let rates = groups.compactMap { variableRates[$0] }
    return rates.isEmpty || rates.count < groups.count ? nil : rates
  }

  private static let rateName = "lr"

  private func hasOpenRate(_ value: ScriptValue?) -> Bool {
    options.lrs == nil && given[Self.rateName] == nil && isBuiltElsewhere(value)
  }

  /// Whether a call has given it whose function is not in the text.
  private func isBuiltElsewhere(_ value: ScriptValue?) -> Bool {
    guard optimizer(value) == nil, let open = value?.openValue else { return false }
    return open.isResult && open.options.isEmpty && !open.isOfFunction
  }

  /// `hvd.DistributedOptimizer(optimizer)`, `Lookahead(optimizer, k=5)`: the optimizer within steps with the rates that it has.
  func wrapped(_ path: String, _ arguments: [ScriptArgument]) -> ScriptValue? {
    guard let inner = arguments.first, inner.keyword == nil || inner.keyword == "optimizer",
      case .object(let id) = inner.value, case .optimizer = objects[id],
      ScriptLibraries.wrapsOptimizers(path)
    else { return nil }
    return inner.value
  }
}

extension Schedule {
  /// Parameters that are rates, which do not go with the base rate.
  private static let rates: Set<String> = [
    "eta_min", "lr_min", "min_lr", "warmup_lr_init", "lr_end", "warmup_lr", "end_lr",
  ]

  /// Whether it has rates besides the base rate, so that its shape depends on that.
  fileprivate var hasRatesOfItsOwn: Bool {
    withMembers.contains { member in
      member.entry.parameters.contains { parameter in
        guard Self.rates.contains(parameter.name), let value = member.value(of: parameter.name),
          value != parameter.default
        else { return false }
        return value.number?.doubleValue != 0
      }
    }
  }
}
