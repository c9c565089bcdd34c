/// Optimizers and their parameter groups.
extension ScriptInterpreter {
  func isOptimizer(_ type: ScriptType) -> Bool {
    type.bases.contains { base in
      switch base {
      case .library(let path): path.hasSuffix(".Optimizer") || ScriptLibraries.isOptimizer(path)
      case .open(let open):
        open.name.map { $0.key == "Optimizer" || ScriptLibraries.isOptimizer($0.key) } ?? false
      case .object(let id): if case .type(let parent) = objects[id] { isOptimizer(parent) } else { false }
      default: false
      }
    }
  }

  func optimizer(_ name: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue {
    let last = name.lastPart
    var rest = arguments
    var parameters: ScriptValue?
    if let index = rest.firstIndex(where: { $0.keyword == "params" })
      ?? rest.firstIndex(where: { $0.keyword == nil })
    {
      parameters = rest.remove(at: index).value
    }
    let rate = rest.first { $0.keyword == "lr" } ?? rest.first.flatMap { $0.keyword == nil ? $0 : nil }
    let standard = ScriptLibraries.defaultLR(of: last).map { ScriptValue.constant(.double($0)) }
    let hasOptions = rest.contains { $0.keyword == "**" }
    let isElsewhere =
      hasOptions || parameters?.openValue?.mayHoldRates == true
      || last == "SGD" && rate == nil && mayBeGroups(parameters, at: offset)
    let lr = rate.map(rateOrFailure) ?? (isElsewhere ? nil : standard) ?? .opaque
    var groups: [ScriptValue] = []
    var haveOwnRates = false
    for element in parameters.flatMap(items) ?? [] {
      guard let options = dictionary(of: element) else { continue }
      if options["lr"] != nil { haveOwnRates = true }
      groups.append(group(options, lr))
    }
    if groups.isEmpty { groups = [group(ScriptDictionary(), lr)] }
    var written: [ScriptValue] = []
    if let lrs = self.options.lrs {
      written = groups.map { dictionary(of: $0)?["lr"] ?? .opaque }
      override(&groups, lrs)
    }
    if let old = renewed(with: groups, at: offset) { return old }
    noteRebuilt(at: offset)
    var made = ScriptOptimizer(
      name: last, arguments: rest, groups: list(groups), offset: offset, writtenLRs: written, isBuilt: true)
    made.haveOwnRates = haveOwnRates
    return make(.optimizer(made))
  }

  /// A rate, or why it is none: `10**400` is a number, and no float.
  private func rateOrFailure(_ argument: ScriptArgument) -> ScriptValue {
    guard let value = concrete(argument.value), value.isNumber else { return argument.value }
    do { _ = try value.float() } catch { return failure(error, at: argument.valueOffset) }
    return argument.value
  }

  /// Why the rates of an optimizer are none; nil where nothing is wrong with them.
  func refusal(ofRatesOf optimizer: Int) -> SpecError? {
    for group in groups(of: optimizer) {
      guard case .failure(let failure)? = group["lr"] else { continue }
      return error(failure.message, at: failure.offset, hint: failure.hint)
    }
    return nil
  }

  /// Whether what an optimizer is given may be groups with rates of their own. SGD had to be given one until PyTorch 2.
  private func mayBeGroups(_ parameters: ScriptValue?, at offset: Int) -> Bool {
    guard let open = parameters?.openValue, let name = open.name else { return false }
    return !open.isResult && !name.key.holds("parameters")
  }

  private func list(_ groups: [ScriptValue]) -> Int {
    let value = make(.list(groups))
    return value.objectID ?? 0
  }

  private func group(_ options: ScriptDictionary, _ lr: ScriptValue) -> ScriptValue {
    var group = options
    if group["params"] == nil { group["params"] = .opaque }
    if group["lr"] == nil { group["lr"] = lr }
    let value = make(.dictionary(group))
    if case .object(let id) = value { groupIDs.insert(id) }
    return value
  }

  /// The rates that were asked for win over those of the text.
  private func override(_ groups: inout [ScriptValue], _ lrs: [Double]) {
    while groups.count < lrs.count { groups.append(group(ScriptDictionary(), .opaque)) }
    for (index, value) in groups.enumerated() {
      guard case .object(let id) = value, case .dictionary(var group) = objects[id] else { continue }
      group["lr"] = .constant(.double(lrs[min(index, lrs.count - 1)]))
      objects[id] = .dictionary(group)
    }
  }

  /// An optimizer that is built elsewhere.
  func assumedOptimizer(at offset: Int) -> ScriptValue {
    var groups: [ScriptValue] = options.defaultLRs.map { _ in group(ScriptDictionary(), .opaque) }
    override(&groups, options.lrs ?? options.defaultLRs)
    return make(
      .optimizer(
        ScriptOptimizer(name: "", arguments: [], groups: list(groups), offset: offset, isBuilt: false)))
  }

  /// `get_optimizer(name, parameters, lr=args.lr)` of a function that stands elsewhere: whatever class it makes, its rate is told; nil for
  /// other functions.
  func optimizer(madeBy name: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard name.first?.isLowercase == true, name.lowercased().holds("optim"),
      !ScriptLibraries.describesOptimizer(name.lowercased()),
      let rate = arguments.first(where: { $0.keyword == "lr" || $0.keyword == "learning_rate" }),
      let value = concrete(rate.value), value.isNumber, let number = try? value.float()
    else { return nil }
    let made = assumedOptimizer(at: offset)
    guard options.lrs == nil, case .object(let id) = made, case .optimizer(let optimizer) = objects[id],
      let group = items(of: .object(optimizer.groups))?.first?.objectID
    else { return made }
    change(group) { $0.changeItems { $0["lr"] = rate.value } }
    variableRates[group] = number
    return made
  }

  /// `optimizer.defaults`: what groups get that have no options of their own. Where the rate is open, it is the one that is taken for it.
  func defaults(of id: Int) -> ScriptValue {
    guard case .optimizer(let optimizer) = objects[id] else { return .opaque }
    var defaults = ScriptDictionary()
    for argument in optimizer.arguments {
      if let keyword = argument.keyword, keyword != "**" { defaults[keyword] = argument.value }
    }
    let written = optimizer.arguments.first { $0.keyword == nil }?.value ?? defaults["lr"]
    let rate = options.lrs?.first ?? (try? written.flatMap(concrete)?.float()) ?? lrs(of: id).first
    if let rate { defaults["lr"] = .constant(.double(rate)) }
    defaults.isPartial = true
    return make(.dictionary(defaults))
  }

  func add(_ value: ScriptValue, to optimizer: ScriptOptimizer) {
    guard let options = dictionary(of: value), case .list(let groups) = objects[optimizer.groups] else {
      return
    }
    let first = groups.first.flatMap(dictionary)?["lr"] ?? .opaque
    var added = [group(options, first)]
    if self.options.lrs?.count == 1, let lrs = self.options.lrs { override(&added, lrs) }
    replace(optimizer.groups, with: .list(groups + added))
  }

  func isGroup(_ id: Int) -> Bool { groupIDs.contains(id) }

  /// The optimizer that a value is; nil where it is none, or one of several.
  func optimizer(_ value: ScriptValue?) -> Int? { optimizer(value, depth: 0) }

  /// Wrappers within each other at most; one may hold itself.
  private static let maximumWrappers = 8

  private func optimizer(_ value: ScriptValue?, depth: Int) -> Int? {
    guard depth <= Self.maximumWrappers else { return nil }
    switch value {
    case .object(let id):
      switch objects[id] {
      case .optimizer: return id
      case .instance(let instance):
        // A wrapper around an optimizer, as `NoamOpt(…)`.
        return optimizer(instance.attributes["optimizer"], depth: depth + 1)
      default: return nil
      }
    case .open(let open):
      let known = open.options.compactMap { optimizer($0, depth: depth + 1) }
      guard let first = known.first else { return nil }
      // Which one does not matter where their rates agree.
      return known.allSatisfy { rateTexts(of: $0) == rateTexts(of: first) } ? first : nil
    default: return nil
    }
  }

  /// What a scheduler comes to on one of several optimizers, by a condition that nobody has decided: which one it is must be known
  /// where the text gives them different rates.
  func asking(whichOf value: ScriptValue?, _ outcome: ScriptScheduler.Outcome) -> ScriptScheduler.Outcome {
    guard options.lrs == nil, optimizer(value) == nil, let open = value?.openValue, !open.uses.isEmpty else {
      return outcome
    }
    let known = open.options.compactMap(optimizer)
    guard known.count > 1,
      known.contains(where: { groups(of: $0).contains { $0["lr"].flatMap(concrete) != nil } })
    else { return outcome }
    let which = ScriptMissing(open: OpenValue(over: [open]), usedFor: "lr")
    switch outcome {
    case .schedule: return .missing([which])
    case .missing(let others): return .missing(others + [which])
    case .refused: return outcome
    }
  }

  private func rateTexts(of optimizer: Int) -> [String] {
    groups(of: optimizer).map { group in
      if let value = group["lr"].flatMap(concrete) { return PythonSource.text(value) }
      return group["lr"]?.openValue?.name?.key ?? ""
    }
  }

  func groups(of optimizer: Int) -> [ScriptDictionary] {
    guard case .optimizer(let optimizer) = objects[optimizer] else { return [] }
    return (items(of: .object(optimizer.groups)) ?? []).compactMap(dictionary)
  }

  /// The rates of an optimizer's groups; those that are open are what was asked for.
  func lrs(of optimizer: Int?) -> [Double] {
    let standard = options.lrs ?? options.defaultLRs
    guard let optimizer else { return standard }
    let groups = groups(of: optimizer)
    if groups.isEmpty { return standard }
    return groups.enumerated().map { index, group in
      let value = group["initial_lr"] ?? group["lr"]
      return (try? value.flatMap(concrete)?.float()) ?? standard[min(index, standard.count - 1)]
    }
  }

  /// The description that is handed out.
  func described(_ id: Int?) -> PastedOptimizer? {
    guard let id, case .optimizer(let optimizer) = objects[id], optimizer.isBuilt else { return nil }
    var result = PastedOptimizer(
      name: optimizer.name, arguments: [], groups: [], line: line(of: optimizer.offset))
    for argument in optimizer.arguments {
      guard let value = parameter(argument.value) else { continue }
      result.arguments.append(.init(name: argument.keyword, value: value))
    }
    for (index, group) in groups(of: id).enumerated() {
      var group = group
      if optimizer.writtenLRs.indices.contains(index) { group["lr"] = optimizer.writtenLRs[index] }
      var options: [PastedOptimizer.Argument] = []
      for (key, value) in zip(group.keys, group.values) {
        guard let name = key.text, name != "params", let value = parameter(value) else { continue }
        options.append(.init(name: name, value: value))
      }
      result.groups.append(.init(options: options))
    }
    if result.groups.isEmpty { result.groups = [.init()] }
    return result
  }

  private func parameter(_ value: ScriptValue) -> ParameterValue? {
    guard let plain = plain(value) else { return nil }
    return try? ParameterValue(plain)
  }
}
