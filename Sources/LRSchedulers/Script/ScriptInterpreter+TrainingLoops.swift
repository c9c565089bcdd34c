/// Training loops, which are read once with a symbol for what counts them.
extension ScriptInterpreter {
  /// Reads the body of a loop once: what it builds is found, what it changes is lost afterwards.
  ///
  /// - Parameter length: how many turns it takes, where nothing counts them; nil where that is not known.
  func readOnce(
    _ target: PythonExpression?, _ iterable: ScriptValue, _ body: PythonSuite, at offset: Int, in scope: Int,
    trains: Bool, length: Int? = nil
  ) {
    let outer = loopFrame
    loopFrame = journal.count
    symbolDepth += 1
    let counter = target.flatMap { self.counter(of: $0, iterable, at: offset) }
    let count = counters.count
    if let counter { counters.append(counter) }
    let begun = counters.count
    let statements = statements(of: body)
    let sets = handSets.count
    if words(in: body).learns { keepTrainedRates() }
    let changes = readingTurn({ trains && self.handSets.count > sets }) {
      let rates = trains ? beginRates() : []
      if trains {
        beginLoop(
          target, over: iterable, isBatch: counter?.isBatch == true, length: counter?.length ?? length,
          at: offset)
      }
      if trains { countUpdates(in: statements, scope) }
      if let target { assign(element(of: iterable, counter), to: target, in: scope) }
      let flow = run(statements, in: scope)
      if trains {
        endLoop()
        endRates(rates, at: offset, loop: (statements, scope))
      }
      counters.removeLast(counters.count - begun)
      return flow
    }
    counters.removeLast(counters.count - count)
    symbolDepth -= 1
    loopFrame = outer
    lose(
      changes, because: "it changes in the loop of line \(line(of: offset))",
      over: trains ? nil : openList(iterable), besides: target?.names ?? [])
  }

  /// What a loop goes over that a function which sets rates takes from elsewhere, such as `args.milestones`: with that given the loop
  /// can be gone through.
  private func openList(_ iterable: ScriptValue) -> OpenValue? {
    guard let open = iterable.openValue, !open.uses.isEmpty, !isLoader(iterable), let call = callStack.last,
      rateSetters.contains(call.name)
    else { return nil }
    guesses.note(container: open)
    return open
  }

  /// Puts symbols in the places of variables that the statements count up by one: `step += 1`.
  func countUpdates(in statements: [PythonStatement], _ scope: Int, depth: Int = 0) {
    for statement in statements {
      switch statement.kind {
      case .update(let target, .add, let value):
        guard case .name(let name) = target.node, case .literal(.int(1)) = value.node,
          let start = start(of: evaluate(target, in: scope))?.smallInteger
        else { continue }
        let last = name.lastPart
        if counters.contains(where: { $0.name == last }) { continue }
        var counter = ScriptCounter(
          name: last, start: start, step: 1, isPaired: false, offset: statement.offset)
        counter.loop = loops.indices.last
        counter.length = depth == 0 ? loops.last?.length : nil
        counters.append(counter)
        let index = PythonExpression(offset: statement.offset, node: .name(last))
        assign(.symbolic(index, isClosed: false), to: target, in: scope)
      case .conditional(let branches, _) where depth < 4:
        for branch in branches {
          countUpdates(in: self.statements(of: branch.suite), scope, depth: depth + 1)
        }
      case .with(_, let body) where depth < 4:
        countUpdates(in: self.statements(of: body), scope, depth: depth + 1)
      default: continue
      }
    }
  }

  /// What an element of a loop's iterable is, given the symbol that counts.
  private func element(of iterable: ScriptValue, _ counter: ScriptCounter?) -> ScriptValue {
    guard let counter else { return like(iterable) }
    let symbol = ScriptValue.symbolic(counter.tree, isClosed: false)
    if counter.isPaired { return .tuple([symbol, .opaque]) }
    return symbol
  }

  /// The symbol that counts a loop's iterations; nil where the loop goes over things.
  private func counter(of target: PythonExpression, _ iterable: ScriptValue, at offset: Int) -> ScriptCounter?
  {
    var iterable = iterable
    var first = 0
    var isPaired = false
    if case .object(let id) = iterable, case .elements(like: .tuple(let parts)) = objects[id] {
      isPaired = true
      first = parts.first.flatMap(concrete)?.smallInteger ?? 0
      iterable = parts.last ?? .opaque
    }
    guard let name = target.names.first else { return nil }
    var counter = ScriptCounter(name: name, start: first, step: 1, isPaired: isPaired, offset: offset)
    counter.loop = loops.count
    if case .object(let id) = iterable, case .range(let start, let stop, let step) = objects[id], !isPaired {
      counter.start = start
      counter.step = step
      counter.length = max(0, (stop - start + step - step.signum()) / step)
    } else if !isPaired, !isRange(iterable) {
      return nil
    }
    counter.isBatch = isLoader(iterable)
    if counter.isBatch, counter.length == nil { counter.length = givenBatches(of: iterable) }
    return counter
  }

  /// The turns of `while step < 1000:` whose body counts the name up.
  func turns(while condition: PythonExpression, _ body: [PythonStatement], in scope: Int) -> Int? {
    guard case .comparison(let first, let rest) = condition.node, case .name = first.node, rest.count == 1,
      [.less, .lessOrEqual].contains(rest[0].op), body.contains(where: { $0.counts(first) }),
      let start = start(of: evaluate(first, in: scope))?.smallInteger,
      let end = concrete(evaluate(rest[0].operand, in: scope))?.smallInteger
    else { return nil }
    let (turns, overflow) = end.subtractingReportingOverflow(start)
    guard !overflow, turns < Int.max else { return nil }
    return max(0, turns + (rest[0].op == .lessOrEqual ? 1 : 0))
  }

  private func isRange(_ value: ScriptValue) -> Bool {
    if case .object(let id) = value, case .elements(like: .symbolic) = objects[id] { return true }
    return false
  }

  func isLoader(_ value: ScriptValue) -> Bool {
    if case .object(let id) = value, case .loader = objects[id] { return true }
    return value.openValue?.name.map { PythonCall.isLoader($0.key.lastPart[...]) } ?? false
  }

  /// Numbers that a loop changes are not known behind it; objects stay what they are.
  ///
  /// - Parameters:
  ///   - list: what would have to be known to know them; nil where that is no name.
  ///   - own: what the loop itself gives values to.
  func lose(
    _ changes: Changes, because reason: String, over list: OpenValue? = nil, besides own: [String] = []
  ) {
    for (location, value) in changes {
      switch (location, value) {
      case (.variable(let scope, let name), .value(let value?)):
        switch value {
        case .constant(.null), .constant(.string), .object, .library, .method, .bound:
          if scopes[scope][name] == nil || isObject(value) { set(name, to: value, in: scope) }
        default:
          var open = OpenValue()
          if let list {
            open.add(list.uses + (value.openValue?.uses ?? []).filter { !own.contains($0.name.key) })
          } else {
            open.reason = reason
          }
          set(name, to: .open(open), in: scope)
        }
      case (.object(let id), .object(let object)):
        switch object {
        case .list, .lost:
          if !isGroup(id) { replace(id, with: .lost(reason: reason)) }
        case .instance, .type, .dictionary: keep(id, object, reason)
        default: replace(id, with: object)
        }
      default: break
      }
    }
  }

  private func isObject(_ value: ScriptValue) -> Bool { if case .object = value { true } else { false } }

  /// Attributes that were numbers are lost, new ones are kept.
  private func keep(_ id: Int, _ object: ScriptObject, _ reason: String) {
    if isGroup(id) { return }
    switch (objects[id], object) {
    case (.instance(var old), .instance(let new)):
      old.attributes = kept(old.attributes, new.attributes, reason)
      replace(id, with: .instance(old))
    case (.dictionary(let old), .dictionary(let new)):
      replace(id, with: .dictionary(kept(old, new, reason)))
    default: break
    }
  }

  private func kept(_ old: ScriptDictionary, _ new: ScriptDictionary, _ reason: String) -> ScriptDictionary {
    var result = old
    for (key, value) in zip(new.keys, new.values) {
      if let before = old.value(of: key), isSame(before, value) { continue }
      if isObject(value) || value.text != nil { result.set(key, value); continue }
      var open = OpenValue()
      open.reason = reason
      result.set(key, .open(open))
    }
    return result
  }
}

extension PythonStatement {
  /// `name += 1`
  fileprivate func counts(_ name: PythonExpression) -> Bool {
    guard case .update(let target, .add, let value) = kind, case .literal(.int(1)) = value.node else {
      return false
    }
    return target.node == name.node
  }
}
