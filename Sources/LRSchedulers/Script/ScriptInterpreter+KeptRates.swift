/// What a scheduler's own `get_lr` keeps for later steps: `self.last_lr = rates`, which is given again where nothing changes.
extension ScriptInterpreter {
  /// Gives an object the numbers, and lists of numbers, that its `get_lr` keeps and that are not there before. PyTorch's constructor has
  /// called it once, at index 0; what that call counts up is counted by the turn that is read, which begins there.
  func keepFirst(
    of id: Int, by rule: (function: ScriptFunction, id: Int), _ arguments: [ScriptArgument], _ rates: [Double]
  ) {
    guard case .instance(let before) = objects[id] else { return }
    let (_, changes) = trying {
      var instance = before
      instance.attributes["last_epoch"] = .int(0)
      instance.attributes["_step_count"] = .int(1)
      instance.attributes["base_lrs"] = make(.list(rates.map { .constant(.double($0)) }))
      replace(id, with: .instance(instance))
      _ = call(rule.function, rule.id, arguments, at: rule.function.offset)
      return .falls
    }
    guard case .object(.instance(let after))? = changes[.object(id)] else { return }
    var instance = before
    for (key, value) in zip(after.attributes.keys, after.attributes.values) {
      guard let name = key.text, before.attributes[name] == nil, !Self.countedByBase.contains(name) else {
        continue
      }
      if let kept = kept(value, as: "self." + name, changes) { instance.attributes[name] = kept }
    }
    replace(id, with: .instance(instance))
  }

  private static let countedByBase: Set<String> = ["last_epoch", "_step_count", "base_lrs"]

  /// A number, a list of numbers, or what is open in other names than its own; nil for other values, of which later steps make nothing.
  private func kept(_ value: ScriptValue, as name: String, _ changes: Changes) -> ScriptValue? {
    if let open = value.openValue {
      var others = OpenValue()
      others.add(open.uses.filter { $0.name.key != name })
      return others.uses.isEmpty ? nil : .open(others)
    }
    if let elements = elements(of: value, behind: changes) {
      let isKnown = elements.allSatisfy { concrete($0)?.isNumber ?? false }
      return isKnown ? make(.list(elements)) : nil
    }
    return concrete(value)?.isNumber == true ? value : nil
  }

  // MARK: Lists that go on

  /// The elements of a list as they are after changes that have been undone.
  func elements(of value: ScriptValue, behind changes: Changes) -> [ScriptValue]? {
    if let id = value.objectID, case .object(.list(let elements))? = changes[.object(id)] { return elements }
    return elements(of: value)
  }

  /// The same list with another element, as one of its own.
  func replacing(_ index: Int, in list: ScriptValue?, with value: ScriptValue) -> ScriptValue? {
    guard let list, var elements = elements(of: list), elements.indices.contains(index) else { return nil }
    elements[index] = value
    return make(.list(elements))
  }
}
