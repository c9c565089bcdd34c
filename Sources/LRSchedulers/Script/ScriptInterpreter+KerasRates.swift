/// Rates of Keras that are set by hand: `K.set_value(model.optimizer.lr, rate)`, and the functions of `LearningRateScheduler`.
extension ScriptInterpreter {
  // MARK: The rate as a variable

  /// What a call makes of an optimizer's rate, which Keras keeps as a variable; nil for other calls.
  func kerasRate(_ call: PythonCall, in scope: Int) -> ScriptValue? {
    guard namesKerasRates else { return nil }
    switch call.qualifiedName.lastPart {
    case "set_value":
      guard call.arguments.count == 2, let owner = call.arguments[0].value.rateOwner else { return nil }
      return setKerasRate(of: owner, to: call.arguments[1].value, at: call.offset, in: scope)
    case "assign":
      guard call.arguments.count == 1, let owner = call.rateOwner else { return nil }
      return setKerasRate(of: owner, to: call.arguments[0].value, at: call.offset, in: scope)
    case "get_value":
      guard call.arguments.count == 1, let owner = call.arguments[0].value.rateOwner else { return nil }
      return kerasGroups(of: owner, in: scope)?.first.flatMap { dictionary(of: .object($0))?["lr"] }
    case "numpy", "read_value":
      guard call.arguments.isEmpty, let owner = call.rateOwner else { return nil }
      return kerasGroups(of: owner, in: scope)?.first.flatMap { dictionary(of: .object($0))?["lr"] }
    default: return nil
    }
  }

  private func setKerasRate(
    of owner: PythonExpression, to value: PythonExpression, at offset: Int, in scope: Int
  ) -> ScriptValue? {
    let rate = evaluate(value, in: scope)
    guard let groups = kerasGroups(of: owner, in: scope) else { return nil }
    for id in groups {
      change(id) { $0.changeItems { $0["lr"] = rate } }
      noteRateSet(of: id, at: offset, in: scope)
    }
    return .null
  }

  /// The groups of what is written as an optimizer of Keras: that which a model was compiled with goes by the model.
  private func kerasGroups(of owner: PythonExpression, in scope: Int) -> [Int]? {
    let value = evaluate(owner, in: scope)
    let isOfModel = if case .name(let name) = owner.node { name.hasDot } else { true }
    let groups: ScriptValue
    if let id = optimizer(value) ?? (isOfModel ? compiledOptimizer : nil),
      case .optimizer(let built) = objects[id]
    {
      groups = .object(built.groups)
    } else {
      groups = attribute("param_groups", of: value, at: owner.offset)
    }
    let ids = items(of: groups)?.compactMap(\.objectID) ?? []
    return ids.isEmpty ? nil : ids
  }

  // MARK: LearningRateScheduler

  /// The path of the callback, which stands for it on the heap.
  private static let callback = "keras.callbacks.LearningRateScheduler"

  /// `LearningRateScheduler(schedule)`; nil where it is somebody's own class.
  func rateCallback(_ path: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard path.lastPart == "LearningRateScheduler", ScriptLibraries.isKnown(path),
      let schedule = arguments.first(where: { $0.keyword == "schedule" })
        ?? arguments.first(where: { $0.keyword == nil })
    else { return nil }
    let value = make(.partial(function: .library(Self.callback), arguments: [schedule]))
    if let id = value.objectID { rateCallbacks.append((id, offset)) }
    return value
  }

  /// Reads the functions of callbacks that no model is fitted with: they work on the one that was compiled last.
  func readRateCallbacks() {
    for (id, offset) in rateCallbacks { readRateCallback(id, at: offset) }
    rateCallbacks = []
  }

  /// Reads the function of a callback that a model is fitted with.
  func noteFitted(callback id: Int) {
    guard let callback = rateCallbacks.last(where: { $0.id == id }) else { return }
    readRateCallback(id, at: callback.offset)
  }

  /// Before each epoch the rate becomes what the function gives for it, and for the rate in force where it takes two.
  private func readRateCallback(_ id: Int, at offset: Int) {
    guard case .partial(_, let arguments) = objects[id], let schedule = arguments.first,
      !handSets.contains(where: { $0.offset == offset })
    else { return }
    let outerCompiled = compiledOptimizer
    defer { compiledOptimizer = outerCompiled }
    let optimizer = compiledOptimizer.map(ScriptValue.object) ?? assumedOptimizer(at: offset)
    // The function's `model.optimizer` is that one too.
    compiledOptimizer = optimizer.objectID
    guard case .object(let own) = optimizer, case .optimizer(let built) = objects[own],
      let groups = items(of: .object(built.groups))?.compactMap(\.objectID)
    else { return }
    let (name, takesRate) = parameters(ofRate: schedule.value)
    let counter = ScriptCounter(
      name: name, start: 0, step: 1, isPaired: false, offset: offset, isAssumed: true)
    let outer = symbolFunction
    symbolFunction = schedule.value.objectID ?? -2
    symbolDepth += 1
    counters.append(counter)
    let (count, sets) = (counters.count, handSets.count)
    _ = readingTurn({ self.handSets.count > sets }) {
      let begun = beginRates()
      let rate = groups.first.flatMap { dictionary(of: .object($0))?["lr"] } ?? .opaque
      let given = [ScriptValue.symbolic(counter.tree, isClosed: false)] + (takesRate ? [rate] : [])
      let value = call(
        schedule.value, given.map { ScriptArgument(keyword: nil, value: $0, offset: offset) }, at: offset)
      for group in groups {
        change(group) { $0.changeItems { $0["lr"] = value } }
        assignedGroups[assignedGroups.count - 1].insert(group)
      }
      lastRate = ("LearningRateScheduler", offset, schedule.value.objectID ?? -1, 0)
      endRates(begun, at: offset)
      counters.removeLast(counters.count - count)
      return .falls
    }
    counters.removeLast()
    symbolDepth -= 1
    symbolFunction = outer
  }

  /// What a callback's function calls the epoch, and whether Keras gives it the rate as well.
  private func parameters(ofRate schedule: ScriptValue) -> (epoch: String, takesRate: Bool) {
    let (id, skipped): (Int, Int)
    switch schedule {
    case .object(let own): (id, skipped) = (own, 0)
    case .bound(let own, _): (id, skipped) = (own, 1)
    default: return ("epoch", false)
    }
    guard case .function(let function) = objects[id] else { return ("epoch", false) }
    let ordinary = function.parameters.filter { $0.kind == .ordinary }.dropFirst(skipped)
    return (ordinary.first?.name ?? "epoch", ordinary.count > 1)
  }
}

extension PythonExpression {
  /// The optimizer whose rate is named: `model.optimizer` of `model.optimizer.lr`; nil for other names.
  fileprivate var rateOwner: PythonExpression? {
    switch node {
    case .name(let name): PythonExpression.owner(ofRate: name, at: offset)
    case .attribute(let base, "lr"), .attribute(let base, "learning_rate"): base
    default: nil
    }
  }

  fileprivate static func owner(ofRate name: String, at offset: Int) -> PythonExpression? {
    guard ["lr", "learning_rate"].contains(name.lastPart), let owner = name.withoutLastPart else {
      return nil
    }
    return PythonExpression(offset: offset, node: .name(owner))
  }
}

extension PythonCall {
  /// The optimizer whose rate a method is called on: `optimizer.learning_rate.assign(rate)`.
  fileprivate var rateOwner: PythonExpression? {
    if case .attribute(let base, _)? = callee?.node { return base.rateOwner }
    return qualifiedName.withoutLastPart.flatMap { PythonExpression.owner(ofRate: $0, at: offset) }
  }
}
