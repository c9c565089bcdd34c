/// Classes that give the rates of a step by `_get_lr(t)`, as timm's do, where the class that they are derived from stands elsewhere.
extension ScriptInterpreter {
  func readRule(ofType id: Int) {
    guard case .type(let type) = objects[id], hasOpenBase(type) else { return }
    let optimizer = assumedOptimizer(at: type.offset)
    let rates = lrs(of: optimizer.objectID)
    var attributes = ScriptDictionary()
    attributes["optimizer"] = optimizer
    for name in ["base_values", "base_lrs"] {
      attributes[name] = make(.list(rates.map { .constant(.double($0)) }))
    }
    let value = make(.instance(ScriptInstance(type: id, attributes: attributes, isAssumed: true)))
    guard let own = value.objectID, let rule = ownMethod("_get_lr", of: own, at: type.offset),
      let parameter = rule.function.parameters.dropFirst().first?.name
    else { return }
    if let initializer = ownMethod("__init__", of: own, at: type.offset) {
      let receiver = ScriptArgument(keyword: nil, value: value, offset: type.offset)
      _ = call(
        initializer.function, initializer.id,
        [receiver] + openArguments(of: initializer.function, optimizer: optimizer), at: type.offset)
    }
    note(.bound(rule.id, receiver: value), parameter, of: type, at: rule.function.offset)
  }

  /// Whether objects of a class are schedulers by timm's rules: a base that stands elsewhere, and `_get_lr(t)`.
  func isRuleScheduler(_ type: ScriptType, depth: Int = 0) -> Bool {
    guard depth < 20 else { return false }
    if hasOpenBase(type), type.attributes["_get_lr"] != nil { return true }
    return type.bases.contains { base in
      guard case .object(let id) = base, case .type(let parent) = objects[id] else { return false }
      return isRuleScheduler(parent, depth: depth + 1)
    }
  }

  /// Whether it is derived from a scheduler that the text does not define.
  private func hasOpenBase(_ type: ScriptType) -> Bool {
    type.bases.contains { base in
      switch base {
      case .open(let open): open.name?.key.lastPart.hasSuffix("Scheduler") ?? false
      case .library(let path): path.hasPrefix("timm.") && path.hasSuffix("Scheduler")
      default: false
      }
    }
  }

  private func note(_ rule: ScriptValue, _ parameter: String, of type: ScriptType, at offset: Int) {
    let symbol = ScriptValue.symbolic(
      PythonExpression(offset: offset, node: .name(parameter)), isClosed: false)
    symbolDepth += 1
    let value = call(rule, [ScriptArgument(keyword: nil, value: symbol, offset: offset)], at: offset)
    symbolDepth -= 1
    var rates = ScriptRates(
      name: type.name, offset: type.offset, schedule: ConstantLR(factor: 1, totalIters: 0).schedule, lrs: [],
      guards: guards)
    let values = items(of: value) ?? [value]
    let open = values.compactMap(\.openValue)
    rates.missing = open.map { ScriptMissing(open: opened(.open($0), at: offset), usedFor: "lr") }
    if open.isEmpty {
      let trees = values.compactMap { tree(of: $0, at: offset) }
      guard !trees.isEmpty, trees.count == values.count,
        trees.allSatisfy({ $0.strayName(besides: [parameter]) == nil })
      else {
        return
      }
      let lambdas = trees.map { LambdaExpression(parameter: parameter, body: $0) }
      rates.lrs = lambdas.map { _ in 1 }
      rates.schedule = LambdaLR(lambdas.allEqual).schedule
    }
    rates.notes = [
      "the class that it is derived from is not in the text: _get_lr is taken for the rates of a step"
    ]
    handSets.append(rates)
  }
}
