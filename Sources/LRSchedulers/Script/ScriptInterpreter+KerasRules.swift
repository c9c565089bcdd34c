/// `LearningRateScheduler(schedule)`: a function that Keras asks for the rate of each epoch. It may take the rate in force, which goes on
/// from epoch to epoch, and may set that of the model's optimizer itself.
extension ScriptInterpreter {
  /// A callback, whose function is read where the model's optimizer is known.
  func learningRateScheduler(_ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard let rule = arguments.first(where: { $0.keyword == "schedule" || $0.keyword == nil }) else {
      return nil
    }
    let value = make(.partial(function: .library("keras.callbacks.LearningRateScheduler"), arguments: [rule]))
    if let id = value.objectID { openRules[id] = offset }
    return value
  }

  /// Reads the functions of callbacks.
  ///
  /// - Parameter callbacks: those that are given to the model; nil for all that are left.
  func readRules(of callbacks: [ScriptValue]? = nil) {
    let wanted = callbacks.map { Set($0.compactMap(\.objectID)) }
    for (id, offset) in openRules.sorted(by: { $0.key < $1.key }) where wanted?.contains(id) ?? true {
      openRules[id] = nil
      guard case .partial(_, let arguments) = objects[id], let rule = arguments.first else { continue }
      guard takesEpoch(rule.value) else {
        let missing = ScriptMissing(
          open: opened(rule.value, at: rule.valueOffset), usedFor: "lr_lambda",
          guess: ruleOfRates)
        record("LearningRateScheduler", .missing([missing]), [], at: offset)
        continue
      }
      readRule(rule.value, at: offset, callback: id)
    }
  }

  /// What a function may well be that gives the rate itself.
  var ruleOfRates: ParameterValue { .lambda(.power(of: 0.95, times: options.defaultLRs.first ?? 0.1)) }

  private func takesEpoch(_ rule: ScriptValue) -> Bool {
    switch rule {
    case .bound: return true
    case .object(let id):
      switch objects[id] {
      case .function, .partial, .scheduler, .instance: return true
      default: return false
      }
    default: return false
    }
  }

  /// Reads a function that gives the rate of an epoch to Keras.
  ///
  /// - Parameter callback: the one on the heap that is given the function; -1 where there is none.
  func readRule(_ rule: ScriptValue, at offset: Int, callback: Int = -1) {
    let known = optimizers.count
    guard let optimizer = compiledOptimizer ?? assumedOptimizer(at: offset).objectID,
      case .optimizer(let own) = objects[optimizer],
      let group = items(of: .object(own.groups))?.first?.objectID
    else { return }
    defer { optimizers.removeLast(max(0, optimizers.count - known)) }
    if !optimizers.contains(optimizer) { optimizers.append(optimizer) }
    let name = functionName(of: rule)
    let counter = ScriptCounter(
      name: "epoch", start: 0, step: 1, isPaired: false, offset: offset, isAssumed: true)
    let (outer, around) = (kerasGroup, calledSchedules)
    (kerasGroup, calledSchedules) = (group, [])
    symbolDepth += 1
    let sets = handSets.count
    _ = readingTurn({ self.handSets.count > sets }) {
      counters.append(counter)
      let groups = beginRates()
      let epoch = ScriptArgument(
        keyword: nil, value: .symbolic(counter.tree, isClosed: false), offset: offset)
      var arguments = [epoch]
      if parameterCount(of: rule) > 1 { arguments.append(epoch.holding(kerasRate ?? .opaque)) }
      let value = call(rule, arguments, at: offset)
      setKerasRate(value)
      lastRate = (name, offset, -1, callScopes.last ?? 0)
      endRates(groups, at: offset)
      counters.removeLast()
      return .falls
    }
    for index in handSets.indices.dropFirst(sets) where !handSets[index].takesBase {
      handSets[index].callback = callback
    }
    for index in calledSchedules { schedulers[index].isMember = true }
    symbolDepth -= 1
    (kerasGroup, calledSchedules) = (outer, around)
  }

  private func functionName(of rule: ScriptValue) -> String {
    switch rule {
    case .bound(let id, _), .object(let id):
      if case .function(let function) = objects[id] { return function.name }
      if case .partial(let inner, _) = objects[id] { return functionName(of: inner) }
      return ""
    default: return ""
    }
  }

  /// How many arguments a function takes by their places.
  private func parameterCount(of rule: ScriptValue) -> Int {
    switch rule {
    case .bound(let id, _): return parameterCount(of: .object(id)) - 1
    case .object(let id):
      switch objects[id] {
      case .function(let function): return function.parameters.count { $0.kind == .ordinary }
      case .partial(let inner, let first): return parameterCount(of: inner) - first.count
      default: return 1
      }
    default: return 1
    }
  }

  // MARK: The rate of the model's optimizer

  /// The rate in force, while such a function is read.
  var kerasRate: ScriptValue? { kerasGroup.flatMap { dictionary(of: .object($0))?["lr"] } }

  func setKerasRate(_ value: ScriptValue) {
    guard let group = kerasGroup, case .dictionary(var options) = objects[group] else { return }
    options["lr"] = value
    constructors[group] = nil
    if let last = assignedGroups.indices.last { assignedGroups[last].insert(group) }
    replace(group, with: .dictionary(options))
  }

  /// Whether a name is that of the rate of a model: `model.optimizer.lr`.
  static func isKerasRate(_ name: String) -> Bool {
    name.hasSuffix("optimizer.lr") || name.hasSuffix("optimizer.learning_rate")
  }
}
