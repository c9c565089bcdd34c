/// Giving values to names, attributes and items.
extension ScriptInterpreter {
  /// - Parameter origin: where the value was first written, if that is not here.
  func assign(_ value: ScriptValue, to target: PythonExpression, in scope: Int, from origin: Int? = nil) {
    let origin = origin ?? target.offset
    switch target.node {
    case .name(let name):
      guard let owner = name.withoutLastPart else {
        return set(name, to: called(value, OpenName(name), at: target.offset), in: scope, from: origin)
      }
      let base = named(owner, at: target.offset, in: scope)
      let attribute = name.lastPart
      let value = called(value, OpenName(name), at: target.offset)
      if case .open = base {
        let optimizer = PythonExpression(offset: target.offset, node: .name(owner))
        if kerasGroup == nil, !assignedGroups.isEmpty, Self.isKerasRate(name),
          owner.hasSuffix("model.optimizer"),
          setKerasRate(of: optimizer, to: value, at: target.offset, in: scope)
        {
          return
        }
        return setOpen(name, to: value, from: origin)
      }
      setAttribute(attribute, of: base, to: value, at: target.offset, from: origin)
    case .attribute(let base, let name):
      setAttribute(name, of: evaluate(base, in: scope), to: value, at: target.offset, from: origin)
    case .subscripted(let base, let index): setItem(base, index, to: value, in: scope, from: origin)
    case .list(let targets), .tuple(let targets): unpack(value, into: targets, in: scope)
    case .starred(let target): assign(value, to: target, in: scope)
    default: break
    }
  }

  /// What a call gave, and what has no name yet, goes by the name that it is assigned to.
  private func called(_ value: ScriptValue, _ name: OpenName, at offset: Int) -> ScriptValue {
    switch value {
    case .open(var open) where open.isResult || (open.uses.isEmpty && open.options.isEmpty):
      if let defined = definition(of: name, at: offset) { return defined }
      if open.isOfFunction { return value }
      open.name = name
      open.uses = [OpenUse(name: name, offset: offset)]
      return .open(open)
    case .object(let id):
      if objectNames[id] == nil { objectNames[id] = name }
      return value
    default: return value
    }
  }

  /// `self.lr = …` where nothing is known of `self`: the dotted name is a variable of its own, wherever it is set.
  private func setOpen(_ name: String, to value: ScriptValue, from origin: Int) {
    if kerasGroup != nil, Self.isKerasRate(name) { return setKerasRate(value) }
    hasDottedVariables = true
    set(name, to: value, in: 0, from: origin)
  }

  private func setAttribute(
    _ name: String, of base: ScriptValue, to value: ScriptValue, at offset: Int, from origin: Int
  ) {
    guard case .object(let id) = base else { return }
    switch objects[id] {
    case .instance, .type, .dictionary:
      change(id) { $0.changeItems { $0.set(.string(name), value, from: origin) } }
    case .scheduler(let index): setAttribute(name, ofScheduler: index, to: value, at: offset)
    default: break
    }
  }

  private func setItem(
    _ base: PythonExpression, _ index: PythonExpression, to value: ScriptValue, in scope: Int,
    from origin: Int
  ) {
    let container = evaluate(base, in: scope)
    if case .slice(let parts) = index.node {
      if setSlice(of: container, parts, to: value, at: base.offset, in: scope) { return }
      if case .object(let id) = container { replace(id, with: .lost(reason: "a part of it is set")) }
      return
    }
    let key = evaluate(index, in: scope)
    guard case .object(let id) = container else {
      if let name = container.openValue?.name, let place = concrete(key) {
        let own = name.key + "[" + PythonSource.text(place) + "]"
        setOpen(own, to: value, from: origin)
      }
      return
    }
    switch objects[id] {
    case .dictionary, .instance:
      change(id) { $0.changeItems { $0.set(key, value, from: origin) } }
      if isGroup(id), key.text == "lr" { noteRateSet(of: id, at: base.offset, in: scope) }
    case .array(let array):
      let place = concrete(key)?.smallInteger.map { $0 < 0 ? $0 + array.count : $0 }
      let isWithin = place.map((0..<array.count).contains) ?? false
      let changed = place.flatMap { isWithin ? setting([$0], of: array, to: value, at: base.offset) : nil }
      replace(id, with: changed ?? .lost(reason: "an element of it is set"))
    case .list:
      guard let place = concrete(key)?.smallInteger else {
        return replace(id, with: .lost(reason: "an element of it is set"))
      }
      change(id) { list in
        list.changeElements { elements in
          let index = place < 0 ? place + elements.count : place
          if elements.indices.contains(index) { elements[index] = value }
        }
      }
    default: break
    }
  }

  /// `array[start:stop] = values`
  ///
  /// - Returns: whether that is followed.
  private func setSlice(
    of container: ScriptValue, _ parts: [PythonExpression?], to value: ScriptValue, at offset: Int,
    in scope: Int
  ) -> Bool {
    guard case .object(let id) = container, let array = array(container) else { return false }
    var limits: [PythonValue] = []
    for part in parts {
      guard let limit = part.map({ concrete(evaluate($0, in: scope)) }) ?? .null else { return false }
      limits.append(limit)
    }
    guard array.count <= PythonSequence.maximumCount,
      let places = try? PythonSequence.indices(limits, count: array.count),
      let changed = setting(places, of: array, to: value, at: offset)
    else { return false }
    spend(places.count / 8)
    replace(id, with: changed)
    return true
  }

  /// The script has set the rate of a parameter group.
  func noteRateSet(of group: Int, at offset: Int, in scope: Int) {
    constructors[group] = nil
    if let last = assignedGroups.indices.last { assignedGroups[last].insert(group) }
    let call = callStack.last { $0.function >= 0 }
    lastRate = (call?.name ?? "", call?.offset ?? offset, call?.function ?? -1, callScopes.last ?? scope)
  }

  private func unpack(_ value: ScriptValue, into targets: [PythonExpression], in scope: Int) {
    if let items = items(of: value) {
      if let starred = targets.firstIndex(where: { if case .starred = $0.node { true } else { false } }) {
        return unpack(items, into: targets, around: starred, in: scope)
      }
      if items.count == targets.count {
        for (target, item) in zip(targets, items) { assign(item, to: target, in: scope) }
        return
      }
    }
    for target in targets { assign(part(of: value), to: target, in: scope) }
  }

  private func unpack(
    _ items: [ScriptValue], into targets: [PythonExpression], around starred: Int, in scope: Int
  ) {
    let after = targets.count - starred - 1
    guard items.count >= starred + after else {
      for target in targets { assign(.opaque, to: target, in: scope) }
      return
    }
    for index in 0..<starred { assign(items[index], to: targets[index], in: scope) }
    assign(make(.list(Array(items[starred..<(items.count - after)]))), to: targets[starred], in: scope)
    for index in 0..<after {
      assign(items[items.count - after + index], to: targets[starred + 1 + index], in: scope)
    }
  }

  /// What is taken out of something that is not known.
  private func part(of value: ScriptValue) -> ScriptValue {
    guard case .open(let open) = value, !open.isResult, open.name == nil else { return .opaque }
    return .open(OpenValue(over: [open]))
  }

  // MARK: Statements that assign

  func update(
    _ target: PythonExpression, _ op: PythonOperator, by value: PythonExpression, at offset: Int,
    in scope: Int
  ) {
    let before = evaluate(target, in: scope)
    let operand = evaluate(value, in: scope)
    // `list += others` changes the list itself.
    if op == .add, case .object(let id) = before, isList(id) { return extend(id, by: operand) }
    // Of what is lost nothing comes back.
    if case .object(let id) = before, case .lost = objects[id] { return }
    assign(apply(op, before, operand, at: offset), to: target, in: scope)
  }

  func delete(_ target: PythonExpression, in scope: Int) {
    guard case .subscripted(let base, let index) = target.node,
      case .object(let id) = evaluate(base, in: scope)
    else { return }
    switch objects[id] {
    case .dictionary: remove(evaluate(index, in: scope), from: id)
    case .list: _ = takeElement(at: concrete(evaluate(index, in: scope))?.smallInteger, of: id)
    default: break
    }
  }

  /// The name that an object was first given.
  func heldName(of id: Int) -> OpenName? { objectNames[id] }
}
