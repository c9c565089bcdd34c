/// Loops: those over known elements run, a training loop is read once with its variable as a symbol.
extension ScriptInterpreter {
  func loop(
    _ target: PythonExpression, over iterable: PythonExpression, _ body: PythonSuite, at offset: Int, in scope: Int
  ) -> ScriptFlow {
    let value = evaluate(iterable, in: scope)
    let words = self.words(in: body)
    if let items = items(of: value), !(isCounted(value) && words.trains) {
      return run(body, for: items, as: target, at: offset, in: scope)
    }
    if symbolDepth > 0, callStack.contains(where: { $0.function == symbolFunction }), isCounted(value) {
      return unrolled(target, value, body, at: offset, in: scope)
    }
    readOnce(target, value, body, at: offset, in: scope, trains: words.trains)
    return .falls
  }

  private func isCounted(_ value: ScriptValue) -> Bool {
    guard case .object(let id) = value else { return false }
    switch objects[id] {
    case .range, .elements, .loader: return true
    default: return false
    }
  }

  // MARK: Known elements

  private func run(
    _ body: PythonSuite, for items: [ScriptValue], as target: PythonExpression, at offset: Int, in scope: Int
  ) -> ScriptFlow {
    let statements = statements(of: body)
    return repeating { iteration in
      guard iteration < items.count else { return nil }
      self.assign(items[iteration], to: target, in: scope)
      return self.run(statements, in: scope)
    }
  }

  /// Runs iterations until there is none, or one leaves the loop.
  private func repeating(_ iteration: (Int) -> ScriptFlow?) -> ScriptFlow {
    let outer = loopFrame
    journal.append([:])
    loopFrame = journal.count - 1
    defer { loopFrame = outer }
    var way = ScriptFlow.falls
    var index = 0
    while !isStopped, let flow = iteration(index) {
      index += 1
      switch flow {
      case .falls, .continues(nil): continue
      case .breaks(nil): return leave(way)
      case .returns, .raises: return leave(way.followed(by: flow))
      case .branch, .breaks, .continues:
        if flow.continuesLoop { meet(flow) }
        let next = flow.goingOn
        way = way.followed(by: next)
        guard next.canFall else { return leave(way) }
      }
    }
    return leave(way)
  }

  /// Brings together what holds on the ways to the next iteration.
  private func meet(_ flow: ScriptFlow) {
    let frame = journal.count - 1
    let final = changes(since: frame)
    for location in Set(final.keys).union(flow.locations) {
      let value = flow.value(at: location, isLeaving: false, final: final, before: journal[frame], in: self)
      put(value, at: location)
    }
  }

  /// The frame's changes belong to the one around it.
  private func commit() {
    let own = journal.removeLast()
    guard let last = journal.indices.last else { return }
    for (location, value) in own where journal[last][location] == nil { journal[last][location] = value }
  }

  /// What holds behind a loop that is left in several ways.
  private func leave(_ way: ScriptFlow) -> ScriptFlow {
    guard way.breaksLoop else {
      commit()
      return way.leavingLoop
    }
    let frame = journal.count - 1
    let final = changes(since: frame)
    let before = journal[frame]
    var merged: Changes = [:]
    for location in Set(final.keys).union(way.locations) {
      merged[location] = way.value(at: location, isLeaving: true, final: final, before: before, in: self)
    }
    for (location, value) in merged { put(value, at: location) }
    commit()
    return way.leavingLoop
  }

  // MARK: Other loops

  func whileLoop(_ condition: PythonExpression, _ body: PythonSuite, at offset: Int, in scope: Int) -> ScriptFlow {
    let statements = statements(of: body)
    if case .undecided(.open) = truth(of: evaluate(condition, in: scope)) {
      readOnce(nil, .opaque, body, at: offset, in: scope, trains: true)
      return .falls
    }
    if words(in: body).trains, symbolDepth == 0 {
      readOnce(nil, .opaque, body, at: offset, in: scope, trains: true)
      return .falls
    }
    var refused = false
    let flow = repeating { iteration in
      guard iteration < Self.maximumItems else { refused = true; return nil }
      switch self.truth(of: self.evaluate(condition, in: scope)) {
      case .no: return nil
      case .yes: return self.run(statements, in: scope)
      case .undecided(let condition):
        // An iteration of which nobody knows whether it comes: a function's loops end within some.
        if iteration >= 64 { refused = true; return nil }
        return self.branch(condition, at: offset) {
          self.run(statements, in: scope)
        } otherwise: {
          .breaks(self.changes(since: self.loopFrame))
        }
      }
    }
    return refused ? .returns(.failure(ScriptFailure(message: "'while' with an unknown condition", offset: offset))) : flow
  }

  /// A loop in the function of a schedule whose length is not known.
  private func unrolled(
    _ target: PythonExpression, _ iterable: ScriptValue, _ body: PythonSuite, at offset: Int, in scope: Int
  ) -> ScriptFlow {
    .returns(
      .failure(
        ScriptFailure(message: "'for' over a length that depends on the function's parameter", offset: offset)))
  }

  /// Reads the body of a loop once: what it builds is found, what it changes is lost afterwards.
  private func readOnce(
    _ target: PythonExpression?, _ iterable: ScriptValue, _ body: PythonSuite, at offset: Int, in scope: Int,
    trains: Bool
  ) {
    let outer = loopFrame
    loopFrame = journal.count
    symbolDepth += 1
    let counter = target.flatMap { self.counter(of: $0, iterable, at: offset) }
    let count = counters.count
    if let counter { counters.append(counter) }
    let statements = statements(of: body)
    let (_, changes) = trying {
      let rates = trains ? beginRates() : []
      if trains { countUpdates(in: statements, scope) }
      if let target { assign(element(of: iterable, counter), to: target, in: scope) }
      let flow = run(statements, in: scope)
      if trains { endRates(rates, at: offset) }
      return flow
    }
    counters.removeLast(counters.count - count)
    symbolDepth -= 1
    loopFrame = outer
    lose(changes, because: "it changes in the loop of line \(line(of: offset))")
  }

  /// Puts symbols in the places of variables that the statements count up by one: `step += 1`.
  func countUpdates(in statements: [PythonStatement], _ scope: Int, depth: Int = 0) {
    for statement in statements {
      switch statement.kind {
      case .update(let target, .add, let value):
        guard case .name(let name) = target.node, case .literal(.int(1)) = value.node,
          let start = concrete(evaluate(target, in: scope))?.smallInteger
        else { continue }
        let last = name.lastPart
        if counters.contains(where: { $0.name == last }) { continue }
        let counter = ScriptCounter(name: last, start: start, step: 1, isPaired: false, offset: statement.offset)
        counters.append(counter)
        let index = PythonExpression(offset: statement.offset, node: .name(last))
        assign(.symbolic(index, isClosed: false), to: target, in: scope)
      case .conditional(let branches, _) where depth < 4:
        for branch in branches { countUpdates(in: self.statements(of: branch.suite), scope, depth: depth + 1) }
      case .with(_, let body) where depth < 4: countUpdates(in: self.statements(of: body), scope, depth: depth + 1)
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
  private func counter(of target: PythonExpression, _ iterable: ScriptValue, at offset: Int) -> ScriptCounter? {
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
    if case .object(let id) = iterable, case .range(let start, _, let step) = objects[id], !isPaired {
      counter.start = start
      counter.step = step
    } else if !isPaired, !isRange(iterable) {
      return nil
    }
    counter.isBatch = isLoader(iterable)
    return counter
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
  private func lose(_ changes: Changes, because reason: String) {
    for (location, value) in changes {
      switch (location, value) {
      case (.variable(let scope, let name), .value(let value?)):
        switch value {
        case .constant(.null), .constant(.string), .object, .library, .method, .bound:
          if scopes[scope].variables[name] == nil || isObject(value) { set(name, to: value, in: scope) }
        default:
          var open = OpenValue()
          open.reason = reason
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

  // MARK: Words

  struct Words {
    /// Whether it steps an optimizer, or sets rates.
    var trains = false
    /// Whether it names the groups of an optimizer.
    var setsRates = false
  }

  private func words(in suite: PythonSuite) -> Words {
    guard case .lines(let range) = suite, !range.isEmpty else { return Words() }
    if let known = suiteWords[range.lowerBound] { return known }
    let words = text.words(in: range)
    spend(range.count)
    suiteWords[range.lowerBound] = words
    return words
  }
}

/// What counts the iterations of a loop, as a symbol.
struct ScriptCounter {
  var name: String
  var start: Int
  var step: Int
  /// Whether the elements are pairs, of which it is the first.
  var isPaired: Bool
  var offset: Int
  /// Whether it counts batches and not epochs.
  var isBatch = false
  /// Whether it stands for the parameter of a function that is read by itself.
  var isAssumed = false

  var tree: PythonExpression { PythonExpression(offset: offset, node: .name(name)) }
}

extension ScriptFlow {
  /// Behind the loop: what went on or left it goes on there.
  fileprivate var leavingLoop: ScriptFlow {
    switch self {
    case .breaks, .continues: return .falls
    case .branch(let condition, let a, let b):
      let (a, b) = (a.leavingLoop, b.leavingLoop)
      if case .falls = a, case .falls = b { return .falls }
      return .branch(condition, a, b)
    default: return self
    }
  }

  fileprivate var breaksLoop: Bool {
    switch self {
    case .breaks: true
    case .branch(_, let a, let b): a.breaksLoop || b.breaksLoop
    default: false
    }
  }

  fileprivate var continuesLoop: Bool {
    switch self {
    case .continues: true
    case .branch(_, let a, let b): a.continuesLoop || b.continuesLoop
    default: false
    }
  }

  /// With the next iteration where one goes on to it.
  fileprivate var goingOn: ScriptFlow {
    switch self {
    case .continues: .falls
    case .branch(let condition, let a, let b): .branch(condition, a.goingOn, b.goingOn)
    default: self
    }
  }

  /// What has changed on the ways that do not end where the body does.
  fileprivate var locations: [ScriptLocation] {
    switch self {
    case .breaks(let changes), .continues(let changes): changes.map { Array($0.keys) } ?? []
    case .branch(_, let a, let b): a.locations + b.locations
    default: []
    }
  }

  /// What a location holds behind the loop, or before its next iteration, depending on the way there.
  fileprivate func value(
    at location: ScriptLocation, isLeaving: Bool, final: ScriptInterpreter.Changes,
    before: ScriptInterpreter.Changes, in interpreter: ScriptInterpreter
  ) -> ScriptValueBefore {
    let last = final[location] ?? interpreter.present(location)
    switch self {
    case .breaks(let changes), .continues(let changes): return changes?[location] ?? before[location] ?? last
    case .branch(let condition, let a, let b):
      if a.isElsewhere(isLeaving) {
        return b.value(at: location, isLeaving: isLeaving, final: final, before: before, in: interpreter)
      }
      let first = a.value(at: location, isLeaving: isLeaving, final: final, before: before, in: interpreter)
      if b.isElsewhere(isLeaving) { return first }
      let second = b.value(at: location, isLeaving: isLeaving, final: final, before: before, in: interpreter)
      if case .value(let x?) = first, case .value(let y?) = second {
        return .value(interpreter.either(condition, x, y))
      }
      return first
    default: return last
    }
  }

  /// Whether no way leads behind the loop, or to its next iteration.
  private func isElsewhere(_ isLeaving: Bool) -> Bool {
    switch self {
    case .returns, .raises: true
    case .breaks: !isLeaving
    case .branch(_, let a, let b): a.isElsewhere(isLeaving) && b.isElsewhere(isLeaving)
    default: false
    }
  }
}
