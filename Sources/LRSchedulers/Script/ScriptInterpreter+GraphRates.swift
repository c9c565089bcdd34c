/// Variables of TensorFlow 1 that hold the rate, and that a training loop sets: `sess.run(tf.assign(lr, rate))`, `self.lr.assign(rate)`.
extension ScriptInterpreter {
  /// `learning_rate = tf.Variable(0.001, trainable=False)` is that number, until another one is assigned to it; nil for other calls.
  func rateVariable(_ function: String, _ arguments: [ScriptArgument]) -> ScriptValue? {
    guard function == "Variable", let name = targetName, Self.namesRate(name) else { return nil }
    return arguments.first { $0.keyword == nil || $0.keyword == "initial_value" }?.value
  }

  /// Whether a variable is the rate, going by its name: `self.learn_rate`, `lr_v`.
  static func namesRate(_ name: String) -> Bool {
    let name = name.lastPart.lowercased()
    if ScriptLibraries.isOtherQuantity(name) { return false }
    return name.holds("learn") && name.holds("rate") || name == "lr" || name.hasPrefix("lr_")
      || name.hasSuffix("_lr")
  }

  /// What an assignment of a rate's variable makes of the optimizers that train with it; nil for other calls, and outside of what is
  /// read as a turn: an operation that is only made ready sets nothing.
  func assignRate(_ call: PythonCall, in scope: Int) -> ScriptValue? {
    guard !rateGroups.isEmpty, let (target, value) = call.assignedRate else { return nil }
    let before = evaluate(target, in: scope)
    let groups = groups(ofRate: before, PythonSource.text(target), at: call.offset)
    guard let current = groups.first.flatMap({ dictionary(of: .object($0))?["lr"] }) else { return nil }
    // What it is set to may go on from what it is.
    assign(current, to: target, in: scope)
    var rate = evaluate(value, in: scope)
    assign(before, to: target, in: scope)
    if let start = before.openValue, !start.uses.isEmpty, case .symbolic(let tree, _) = rate,
      case .symbolic(let own, _) = current, tree.mentions(PythonSource.text(own))
    {
      rate = .open(OpenValue(over: [start]))
    }
    for id in groups {
      change(id) { $0.changeItems { $0["lr"] = rate } }
      noteRateSet(of: id, at: call.offset, in: scope)
    }
    return .null
  }

  /// The groups of the optimizers that were given a rate, else of the only one, else of one that is built elsewhere and begins with it.
  private func groups(ofRate rate: ScriptValue, _ name: String, at offset: Int) -> [Int] {
    let built = optimizers.compactMap { id -> ScriptOptimizer? in
      guard case .optimizer(let optimizer) = objects[id], optimizer.isBuilt else { return nil }
      return optimizer
    }
    let own = built.filter { $0.arguments.contains { $0.keyword == "lr" && isSame($0.value, rate) } }
    let chosen = own.isEmpty && built.count == 1 ? built : own
    if !chosen.isEmpty {
      return chosen.flatMap { items(of: .object($0.groups)) ?? [] }.compactMap(\.objectID)
    }
    let owner = ScriptValue.open(OpenValue(OpenName(name), at: offset))
    let groups = (items(of: attribute("param_groups", of: owner, at: offset)) ?? []).compactMap(\.objectID)
    if let first = try? concrete(rate)?.float() {
      for id in groups { variableRates[id] = first }
    }
    return groups
  }
}

extension PythonCall {
  /// The variable and its value of `tf.assign(lr, rate)` and `lr.assign(rate)`; nil for calls of anything but rates.
  fileprivate var assignedRate: (target: PythonExpression, value: PythonExpression)? {
    if arguments.count == 2, arguments.allSatisfy({ $0.keyword == nil }) {
      let target = arguments[0].value
      guard case .name(let name) = target.node, ScriptInterpreter.namesRate(name) else { return nil }
      return (target, arguments[1].value)
    }
    guard arguments.count == 1, arguments[0].keyword == nil, let name = qualifiedName.withoutLastPart,
      ScriptInterpreter.namesRate(name)
    else { return nil }
    return (PythonExpression(offset: offset, node: .name(name)), arguments[0].value)
  }
}
