/// Loops: those over known elements run, a training loop is read once with its variable as a symbol.
extension ScriptInterpreter {
  func loop(
    _ target: PythonExpression, over iterable: PythonExpression, _ body: PythonSuite,
    _ otherwise: PythonSuite?, at offset: Int, in scope: Int
  ) -> ScriptFlow {
    let value = evaluate(iterable, in: scope)
    let words = self.words(in: body)
    // Loops over the groups are no training.
    let isTraining = isCounted(value) && words.trains && !PythonSource.text(iterable).holds("param_groups")
    if let items = items(of: value), !isTraining {
      return run(body, for: items, as: target, otherwise, in: scope)
    }
    if symbolDepth > 0, callStack.contains(where: { $0.function == symbolFunction }), isCounted(value) {
      return unrolled(target, value, body, at: offset, in: scope)
    }
    readOnce(target, value, body, at: offset, in: scope, trains: words.trains)
    return otherwise.map { run($0, in: scope) } ?? .falls
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
    _ body: PythonSuite, for items: [ScriptValue], as target: PythonExpression, _ otherwise: PythonSuite?,
    in scope: Int
  ) -> ScriptFlow {
    let statements = statements(of: body)
    return repeating(body, otherwise, in: scope) { iteration in
      guard iteration < items.count else { return nil }
      self.assign(items[iteration], to: target, in: scope)
      return self.run(statements, in: scope)
    }
  }

  /// Runs iterations until there is none, or one leaves the loop; where none did, its `else` follows.
  private func repeating(
    _ body: PythonSuite, _ otherwise: PythonSuite?, in scope: Int, _ iteration: (Int) -> ScriptFlow?
  ) -> ScriptFlow {
    let end = budget.steps + budget.share(isWithinTurn: symbolDepth > 0)
    let outer = loopFrame
    journal.append([:])
    loopFrame = journal.count - 1
    defer { loopFrame = outer }
    var way = ScriptFlow.falls
    var (index, undecided) = (0, 0)
    while !isStopped, let flow = iteration(index) {
      index += 1
      if goesOnTooLong(body, end) { return giveUp() }
      switch flow {
      case .falls, .continues(nil): continue
      case .breaks(nil): return leave(way)
      case .returns, .raises: return leave(way.followed(by: flow))
      case .branch, .breaks, .continues:
        if flow.continuesLoop { meet(flow) }
        let next = flow.goingOn
        way = way.followed(by: next)
        guard next.canFall else { return leave(way) }
        undecided += 1
        if undecided > Self.maximumUndecided { return giveUp() }
      }
    }
    if let otherwise { way = way.followed(by: run(otherwise, in: scope)) }
    return leave(way)
  }

  /// Whether a loop that no schedule depends on takes so many steps that the rest of the text could not be read.
  private func goesOnTooLong(_ body: PythonSuite, _ end: Int) -> Bool {
    guard case .lines(let range) = body else { return false }
    let place = -1 - range.lowerBound
    if budget.isTooLong(place) { return true }
    guard budget.steps > end, !text.concernsRates(range) else { return false }
    budget.noteTooLong(place)
    return true
  }

  /// More turns than this of which it is not known whether the loop goes on are not followed.
  private static let maximumUndecided = 100

  /// What the loop has changed is not known: nobody knows when it ends, or it goes on too long for what schedules do not depend on.
  private func giveUp() -> ScriptFlow {
    let changed = changes(since: journal.count - 1)
    for (location, value) in journal.removeLast() { put(value, at: location) }
    lose(changed, because: "it changes in a loop that is not followed to its end")
    return .falls
  }

  /// Brings together what holds on the ways to the next iteration.
  private func meet(_ flow: ScriptFlow) {
    let frame = journal.count - 1
    let final = changes(since: frame)
    for location in Set(final.keys).union(flow.locations) {
      let value = flow.value(at: location, for: .nextTurn, final: final, before: journal[frame], in: self)
      put(value, at: location)
    }
  }

  /// The frame's changes belong to the one around it.
  ///
  /// - Parameter scope: the scope of a function that ends here: it was not there when the frames around were begun.
  func commit(besides scope: Int = -1) {
    let own = journal.removeLast()
    spend(own.count / 4)
    guard let last = journal.indices.last else { return }
    for (location, value) in own where !location.belongs(to: scope) && journal[last][location] == nil {
      journal[last][location] = value
    }
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
      merged[location] = way.value(at: location, for: .behindLoop, final: final, before: before, in: self)
    }
    for (location, value) in merged { put(value, at: location) }
    commit()
    return way.leavingLoop
  }

  // MARK: Other loops

  func whileLoop(
    _ condition: PythonExpression, _ body: PythonSuite, _ otherwise: PythonSuite?, at offset: Int,
    in scope: Int
  ) -> ScriptFlow {
    let statements = statements(of: body)
    if catchesUp(condition, body, statements) {
      return catchUp(condition, statements, at: offset, in: scope, times: Self.maximumCatches)
    }
    if case .undecided(.open) = truth(of: evaluate(condition, in: scope)) {
      readOnce(nil, .opaque, body, at: offset, in: scope, trains: true)
      return otherwise.map { run($0, in: scope) } ?? .falls
    }
    // What goes on until something unknown happens is read once, if nothing of interest is in it.
    if case .literal = condition.node, symbolDepth == 0 || !guards.isEmpty, case .lines(let range) = body,
      !words(in: body).trains, !text.concernsRates(range)
    {
      readOnce(nil, .opaque, body, at: offset, in: scope, trains: false)
      return .falls
    }
    if words(in: body).trains, symbolDepth == 0 {
      readOnce(
        nil, .opaque, body, at: offset, in: scope, trains: true,
        length: turns(while: condition, statements, in: scope))
      return otherwise.map { run($0, in: scope) } ?? .falls
    }
    var refused = false
    let flow = repeating(body, otherwise, in: scope) { iteration in
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
    return refused
      ? .returns(.failure(ScriptFailure(message: "'while' with an unknown condition", offset: offset)), nil)
      : flow
  }

  /// As often a turn catches up: no two milestones stand so near each other.
  private static let maximumCatches = 4

  /// Whether a loop within a turn trains nothing and goes on to the present milestone:
  /// `while index < len(steps) and iteration >= steps[index]: index += 1; set_lr(…)`.
  private func catchesUp(
    _ condition: PythonExpression, _ body: PythonSuite, _ statements: [PythonStatement]
  ) -> Bool {
    guard !loops.isEmpty, case .lines(let range) = body, !words(in: body).learns,
      words(in: body).setsRates || text.calls(rateSetters, in: range)
    else { return false }
    let others = text.calledNames(in: range).functions.subtracting(rateSetters)
    return others.allSatisfy { ScriptLibraries.path(of: $0) != nil }
      && statements.contains { statement in
        guard case .update(let target, .add, let value) = statement.kind, case .name(let name) = target.node
        else {
          return false
        }
        return value.node == .literal(.int(1)) && condition.mentions(name)
      }
  }

  private func catchUp(
    _ condition: PythonExpression, _ statements: [PythonStatement], at offset: Int, in scope: Int, times: Int
  ) -> ScriptFlow {
    if times == 0 { return .falls }
    switch truth(of: evaluate(condition, in: scope)) {
    case .no: return .falls
    case .yes:
      let flow = run(statements, in: scope).leavingLoop
      return flow.canFall
        ? flow.followed(by: catchUp(condition, statements, at: offset, in: scope, times: times - 1)) : flow
    case .undecided(let open):
      // What is open is asked for: it makes no difference how often.
      let isOpen = if case .open = open { true } else { false }
      return branch(open, at: offset) {
        let flow = self.run(statements, in: scope).leavingLoop
        if isOpen || !flow.canFall { return flow }
        return flow.followed(
          by: self.catchUp(condition, statements, at: offset, in: scope, times: times - 1))
      } otherwise: {
        .falls
      }
    }
  }

  /// A loop in the function of a schedule whose length is not known.
  private func unrolled(
    _ target: PythonExpression, _ iterable: ScriptValue, _ body: PythonSuite, at offset: Int, in scope: Int
  ) -> ScriptFlow {
    // With the names it depends on given it can be gone through.
    if let id = iterable.objectID, let open = openLengths[id], !open.uses.isEmpty {
      return .returns(.open(OpenValue(over: [open])), nil)
    }
    return .returns(
      .failure(
        ScriptFailure(message: "'for' over a length that depends on the function's parameter", offset: offset)
      ), nil)
  }

  // MARK: Words

  struct Words {
    /// Whether it steps an optimizer, or sets rates.
    var trains = false
    /// Whether it steps an optimizer.
    var learns = false
    /// Whether it names the groups of an optimizer.
    var setsRates = false
  }

  func words(in suite: PythonSuite) -> Words {
    guard case .lines(let range) = suite, !range.isEmpty else { return Words() }
    if let known = suiteWords[range.lowerBound] { return known }
    var words = text.words(in: range)
    if !words.trains { words.trains = text.calls(rateSetters, in: range) }
    spend(range.count)
    suiteWords[range.lowerBound] = words
    return words
  }
}
