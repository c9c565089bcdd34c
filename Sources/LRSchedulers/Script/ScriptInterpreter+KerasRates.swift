/// Rates of Keras that are set by hand: `K.set_value(model.optimizer.lr, rate)`.
extension ScriptInterpreter {
  /// What a call makes of an optimizer's rate, which Keras keeps as a variable; nil for other calls.
  func valueOfKerasRate(_ call: PythonCall, in scope: Int) -> ScriptValue? {
    guard namesKerasRates else { return nil }
    switch call.qualifiedName.lastPart {
    case "set_value":
      guard call.arguments.count == 2, let owner = call.arguments[0].value.rateOwner else { return nil }
      return setKerasRate(of: owner, to: call.arguments[1].value, at: call.offset, in: scope)
    case "assign":
      if kerasGroup == nil, !isOptimizer(ownerOf: call, in: scope), let set = assignRate(call, in: scope) {
        return set
      }
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

  /// Whether a method is called on the rate of an optimizer that is known, or goes by a name for one.
  private func isOptimizer(ownerOf call: PythonCall, in scope: Int) -> Bool {
    guard let owner = call.rateOwner else { return false }
    if optimizer(evaluate(owner, in: scope)) != nil { return true }
    guard case .name(let name) = owner.node else { return true }
    return name.lastPart.lowercased().holds("opt")
  }

  private func setKerasRate(
    of owner: PythonExpression, to value: PythonExpression, at offset: Int, in scope: Int
  ) -> ScriptValue? {
    setKerasRate(of: owner, to: evaluate(value, in: scope), at: offset, in: scope) ? .null : nil
  }

  /// - Returns: whether there is an optimizer that gets the rate.
  func setKerasRate(
    of owner: PythonExpression, to rate: ScriptValue, at offset: Int, in scope: Int
  ) -> Bool {
    guard let groups = kerasGroups(of: owner, in: scope) else { return false }
    for id in groups {
      change(id) { $0.changeItems { $0["lr"] = rate } }
      noteRateSet(of: id, at: offset, in: scope)
    }
    return true
  }

  /// The groups of what is written as an optimizer of Keras: that which a model was compiled with goes by the model.
  private func kerasGroups(of owner: PythonExpression, in scope: Int) -> [Int]? {
    if let kerasGroup { return [kerasGroup] }
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
