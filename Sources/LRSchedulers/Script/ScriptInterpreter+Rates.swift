/// Rates that a script sets itself: `param_group["lr"] = …` in a loop, or in a function that a loop calls.
extension ScriptInterpreter {
  /// The symbol of the rate in force of a group, while a loop or function is read.
  private static func symbol(_ group: Int) -> String { "rate\u{0}\(group)" }

  /// Puts symbols in the places of all rates.
  ///
  /// - Returns: the groups' objects, in order.
  func beginRates() -> [Int] {
    let groups = groupIDs.sorted()
    for id in groups { if let group = withSymbol(id) { replace(id, with: group) } }
    rateGroups.append(groups)
    assignedGroups.append([])
    trainedRates.append(nil)
    steppedInTurn = []
    return groups
  }

  /// What the rates are when something is trained for the first time in a turn.
  func keepTrainedRates() {
    guard let last = trainedRates.indices.last, trainedRates[last] == nil, let groups = rateGroups.last else {
      return
    }
    var rates: [Int: ScriptValue] = [:]
    for id in groups { rates[id] = dictionary(of: .object(id))?["lr"] }
    trainedRates[last] = rates
  }

  private func withSymbol(_ id: Int) -> ScriptObject? {
    guard case .dictionary(var group) = objects[id] else { return nil }
    group["lr"] = .symbolic(PythonExpression(offset: 0, node: .name(Self.symbol(id))), isClosed: false)
    return .dictionary(group)
  }

  /// Groups of an optimizer that is first named within a loop.
  func joinRates(_ groups: [Int]) {
    guard !rateGroups.isEmpty else { return }
    // They have been there all along, whatever branch names them first.
    for id in groups { objects[id] = withSymbol(id) ?? objects[id] }
    for index in rateGroups.indices { rateGroups[index] += groups }
  }

  /// Looks at which rates have been set since.
  ///
  /// - Parameters:
  ///   - loop: the body of the loop that ends here, and its scope.
  ///   - isLate: whether what ends is no loop, and comes after the training of a turn.
  func endRates(
    _ begun: [Int], at offset: Int, loop: (body: [PythonStatement], scope: Int)? = nil, isLate: Bool = false
  ) {
    endTurn()
    let groups = rateGroups.popLast() ?? begun
    let assigned = assignedGroups.popLast() ?? []
    let trained = trainedRates.popLast() ?? nil
    let count = handSets.count
    for id in optimizers.prefix(Self.maximumOptimizers) {
      guard case .optimizer(let optimizer) = objects[id] else { continue }
      let own = (items(of: .object(optimizer.groups)) ?? []).compactMap(\.objectID)
      guard !own.isEmpty, own.allSatisfy({ groups.contains($0) || groupIDs.contains($0) }) else { continue }
      let values = own.map { id -> ScriptValue in
        if case .dictionary(let group) = objects[id] { return group["lr"] ?? .opaque }
        return .opaque
      }
      // What only a scheduler does is the scheduler's.
      guard own.contains(where: { assigned.contains($0) || !groups.contains($0) }) else { continue }
      let isSet = zip(own, values).contains { id, value in
        // The groups of an optimizer that the loop is the first to name.
        guard groups.contains(id) else {
          if case .symbolic(_, false) = value { return true }
          return false
        }
        if case .symbolic(let tree, _) = value, tree.isCopy(of: Self.symbol(id)) { return false }
        return true
      }
      if isSet {
        let steps = steppedInTurn.filter { (schedulers[$0].optimizer ?? id) == id }
        let begun = own.map { trained?[$0] ?? symbol(of: $0) }
        let isBehind = trained != nil && !zip(begun, values).allSatisfy(isSame)
        let holdsLater = isBehind && (isLate || loop != nil && goesByTurns(values))
        let seen = steps.isEmpty && !holdsLater ? nil : begun
        noteRates(values, seen, own, of: id, with: steps, at: offset, loop: loop, besides: count)
      }
    }
    nameOptimizers(since: count)
  }

  /// Says whose rates they are where a turn sets those of several optimizers to other ones.
  private func nameOptimizers(since count: Int) {
    guard handSets.count - count > 1 else { return }
    for index in handSets.indices.dropFirst(count) {
      guard let name = name(ofOptimizer: handSets[index].optimizer) else { continue }
      handSets[index].notes.append("these are the rates of \(name)")
      handSets[index].isOneOfMany = index > count
    }
  }

  private func name(ofOptimizer id: Int) -> String? {
    if let name = assumedOptimizers.first(where: { $0.value == id })?.key ?? objectNames[id]?.shown,
      !name.isEmpty
    {
      return name
    }
    guard case .optimizer(let optimizer) = objects[id] else { return nil }
    return optimizer.name.isEmpty ? nil : optimizer.name
  }

  /// The rate in force as a turn begins.
  private func symbol(of group: Int) -> ScriptValue {
    .symbolic(PythonExpression(offset: 0, node: .name(Self.symbol(group))), isClosed: false)
  }

  /// Of more than these the rates that a loop sets are not followed.
  private static let maximumOptimizers = 50

  /// - Parameters:
  ///   - seen: the rates with which the turn trains, where schedulers step in it, or where it sets them behind that; nil where it trains
  ///     with what is set.
  ///   - steps: those schedulers.
  ///   - first: the index from which on the rates are those of other optimizers in the same turn.
  private func noteRates(
    _ values: [ScriptValue], _ seen: [ScriptValue]?, _ groups: [Int], of optimizer: Int,
    with steps: Set<Int>, at offset: Int, loop: (body: [PythonStatement], scope: Int)?, besides first: Int
  ) {
    let place = lastRate ?? (name: "", offset: offset, function: -1, scope: 0)
    if handSets.prefix(first).contains(where: { $0.offset == place.offset }) || handSets.count > 20 { return }
    var missing: [ScriptMissing] = []
    var refusal: SpecError?
    for value in values + (seen ?? []) {
      switch value {
      case .open(let open) where open.uses.isEmpty && open.name == nil:
        let reason = open.reason.map { " (\($0))" } ?? ""
        refusal = error("the rate depends on what could not be read" + reason, at: place.offset)
      case .open(let open):
        missing.append(
          ScriptMissing(
            open: opened(.open(open), at: place.offset), usedFor: "lr",
            guess: guess(ofRate: open)))
      case .failure(let failure): refusal = error(failure.message, at: failure.offset, hint: failure.hint)
      default: break
      }
    }
    for open in openStates(behind: values + (seen ?? []), loop) {
      missing.append(ScriptMissing(open: open, usedFor: "lr"))
    }
    var rates = ScriptRates(
      name: place.name, offset: place.offset, schedule: ConstantLR(factor: 1, totalIters: 0).schedule,
      lrs: [],
      guards: guards, missing: missing, refusal: refusal)
    rates.isInLoop = loop != nil
    rates.optimizer = optimizer
    if loop != nil, let rebuilt = lastLoop?.rebuilt {
      rates.notes.append(
        "line \(line(of: rebuilt)): the loop makes a new optimizer: the rate starts over there, which is not shown"
      )
    }
    if loop != nil, let renewed = lastLoop?.renewed {
      rates.notes.append(
        "line \(line(of: renewed)): the loop makes a new optimizer: its rate is taken for one that is set there, and its momentum starts over"
      )
    }
    rates.steps = steps
    rates.isLate = seen != nil && steps.isEmpty
    if missing.isEmpty, refusal == nil {
      do {
        let own = try lrs(of: optimizer, groups)
        let isOwn = !steps.isEmpty || groups.contains { variableRates[$0] != nil }
        try read(values, seen, groups, isOwn ? own : options.lrs ?? own, into: &rates)
        if groups.allSatisfy({ variableRates[$0] != nil }) { rates.takesBase = false }
      } catch { rates.refusal = error }
    }
    if rates.takesBase, isBaseOpen(optimizer, groups) {
      let rate = PythonNumber.repr(options.defaultLRs.first ?? 0.1)
      rates.notes.append("the rate before the first turn is open: \(rate) is taken; give --lr")
    }
    if handSets.dropFirst(first).contains(where: { $0.isLike(rates) }) { return }
    if rates.refusal == nil { take(steps, into: &rates) }
    rates.steps = rates.refusal == nil ? steps : []
    for index in steps { schedulers[index].isMember = rates.refusal == nil }
    if rates.refusal == nil { rates.taken = sources(ofRatesAt: place.offset, loop: loop) + rates.taken }
    handSets.append(rates)
  }

  /// What a function that stands elsewhere may well be, where the rate is what it gives for the index alone.
  private func guess(ofRate open: OpenValue) -> ParameterValue? {
    guard open.isOfFunction, let name = open.name, case .lambda? = guess(for: name) else { return nil }
    return ruleOfRates
  }

  /// What turns make of the numbers that rates go on from, where that is open.
  private func openStates(
    behind values: [ScriptValue], _ loop: (body: [PythonStatement], scope: Int)?
  ) -> [OpenValue] {
    let open = states.compactMap { state in
      state.after?.openValue.flatMap { $0.uses.isEmpty ? nil : (state, $0) }
    }
    if open.isEmpty { return [] }
    let names = rateSlices(loop).reduce(into: Set<String>()) { $0.formUnion($1.slice.names) }
    return open.filter { state, _ in
      names.contains(state.name)
        || values.contains {
          if case .symbolic(let tree, _) = $0 { tree.mentions(state.symbol) } else { false }
        }
    }.map(\.1)
  }

  /// Says which schedulers rates go with, and where their values come from.
  private func take(_ steps: Set<Int>, into rates: inout ScriptRates) {
    for scheduler in steps.sorted().map({ schedulers[$0] }) {
      rates.taken += scheduler.taken.filter { !rates.taken.contains($0) }
      rates.notes.append(
        "\(scheduler.name) of line \(line(of: scheduler.offset)) is stepped with it, and is a part of it")
    }
  }

  /// The rates before the loop.
  private func lrs(of optimizer: Int, _ groups: [Int]) throws(SpecError) -> [Double] {
    let standard = options.lrs ?? options.defaultLRs
    var rates: [Double] = []
    for (index, id) in groups.enumerated() {
      let written = try writtenRate(of: id)
      rates.append(constructedRate(of: id) ?? written ?? standard[min(index, standard.count - 1)])
    }
    return rates
  }

  /// The rate of a group before the turn, where it is known.
  private func writtenRate(of group: Int) throws(SpecError) -> Double? {
    for frame in journal.reversed() {
      guard case .object(.dictionary(let options))? = frame[.object(group)] else { continue }
      if case .failure(let failure)? = options["lr"] {
        throw error(failure.message, at: failure.offset, hint: failure.hint)
      }
      // What a turn around this one carries on begins where that does.
      if let value = options["lr"], let rate = try? (concrete(value) ?? start(of: value))?.float() {
        return rate
      }
    }
    return nil
  }

  /// What is computed of the rates of groups before a turn sets them, as `max_lr=[g["lr"] for g in optimizer.param_groups]`; open where the
  /// text does not say them, and nil for what depends on anything else.
  func rateInForce(_ value: ScriptValue, at offset: Int) -> ScriptValue? {
    guard case .symbolic(let whole, _) = value else { return nil }
    var tree = whole
    for id in rateGroups.flatMap({ $0 }) where tree.mentions(Self.symbol(id)) {
      guard isKnown(id), let rate = constructedRate(of: id) ?? (try? writtenRate(of: id)) else {
        let name = OpenName("lr")
        guard let own = definition(of: name, at: offset) else { return .open(OpenValue(name, at: offset)) }
        guard let rate = self.tree(of: own, at: offset) else { return nil }
        tree = tree.replacing(Self.symbol(id), with: rate)
        continue
      }
      tree = tree.replacing(
        Self.symbol(id), with: PythonExpression(offset: offset, node: .literal(.double(rate))))
    }
    guard tree.strayName(besides: []) == nil else { return nil }
    return concrete(.symbolic(tree, isClosed: true)).map(ScriptValue.constant)
  }

  /// Whether the rate of a group is that of an optimizer of the text, or was asked for.
  private func isKnown(_ group: Int) -> Bool {
    if options.lrs != nil || variableRates[group] != nil { return true }
    return optimizers.contains { id in
      guard case .optimizer(let optimizer) = objects[id], optimizer.isBuilt else { return false }
      return items(of: .object(optimizer.groups))?.contains { $0.objectID == group } ?? false
    }
  }

  /// Whether the text does not say them.
  private func isBaseOpen(_ optimizer: Int, _ groups: [Int]) -> Bool {
    guard options.lrs == nil, given["lr"] == nil, case .optimizer(let own) = objects[optimizer] else {
      return false
    }
    return !own.isBuilt && groups.allSatisfy { constructedRate(of: $0) == nil }
  }

  private func trees(
    of values: [ScriptValue], _ groups: [Int], _ base: [Double], _ recurrence: ScriptRecurrence,
    at offset: Int
  ) throws(SpecError) -> [PythonExpression] {
    var trees: [PythonExpression] = []
    for (index, value) in values.enumerated() {
      guard let tree = tree(of: value, at: offset) else {
        throw error("what the rate is set to is no number", at: offset)
      }
      trees.append(recurrence.withoutCopies(tree, of: Self.symbol(groups[index]), from: base[index]))
    }
    return trees
  }

  private func read(
    _ values: [ScriptValue], _ seen: [ScriptValue]?, _ groups: [Int], _ base: [Double],
    into rates: inout ScriptRates
  ) throws(SpecError) {
    var recurrence = ScriptRecurrence(states: states, in: self)
    let trees = try trees(of: values, groups, base, recurrence, at: rates.offset)
    let symbols = groups.map(Self.symbol)
    if let seen {
      let before = try self.trees(of: seen, groups, base, recurrence, at: rates.offset)
      let (parameter, all) = try indexed(trees + before, &recurrence, besides: symbols, &rates)
      if !rates.isLate { return try follow(all, recurrence, symbols, base, parameter, into: &rates) }
      // Where epochs are shown a batch more or less makes no difference.
      if !rates.notes.contains(Self.batchNote) {
        rates.notes.append("what a turn of the loop sets after its training holds from the next turn on")
        if takeLate(all, recurrence, symbols, base, parameter, into: &rates) { return }
        return try follow(all, recurrence, symbols, base, parameter, into: &rates)
      }
    }
    let (parameter, bodies) = try indexed(trees, &recurrence, besides: symbols, &rates)
    let isCarried = bodies.contains(where: recurrence.carried)
    let factors = zip(bodies, symbols).compactMap { $0.factor(of: $1) }
    if !isCarried, factors.count == bodies.count {
      let lambdas = factors.map { LambdaExpression(parameter: parameter, body: $0.settled) }
      rates.lrs = zip(base, lambdas).map { base, lambda in (try? lambda(0)).map { $0 * base } ?? base }
      rates.schedule = MultiplicativeLR(lambdas.allEqual).schedule
      rates.takesBase = true
      return
    }
    rates.lrs = bodies.map { _ in 1 }
    if !isCarried, !zip(bodies, symbols).contains(where: { $0.mentions($1) }) {
      let lambdas = bodies.map { LambdaExpression(parameter: parameter, body: $0.settled) }
      rates.schedule = LambdaLR(lambdas.allEqual).schedule
      return
    }
    if rates.notes.contains(Self.batchNote) {
      throw error(
        "the rate goes on from the one in force with every batch", at: rates.offset,
        hint: "give --interval step --steps-per-epoch 100")
    }
    try follow(bodies, recurrence, symbols, base, parameter, into: &rates)
  }

  /// Rates that go on from turn to turn.
  ///
  /// - Parameter bodies: of each group what a turn makes of its rate; behind them, where that is something else, what it trains with.
  private func follow(
    _ bodies: [PythonExpression], _ recurrence: ScriptRecurrence, _ symbols: [String], _ base: [Double],
    _ parameter: String, into rates: inout ScriptRates
  ) throws(SpecError) {
    rates.lrs = symbols.map { _ in 1 }
    rates.takesBase = bodies.contains { body in symbols.contains { body.mentions($0) } }
    var lambdas: [LambdaExpression] = []
    for (index, symbol) in symbols.enumerated() {
      let seen = bodies.count > symbols.count ? bodies[symbols.count + index] : nil
      do {
        lambdas.append(
          try recurrence.lambda(
            bodies[index], seenAs: seen, rate: symbol, from: base[index], parameter: parameter))
      } catch { throw self.error(error.message, at: rates.offset) }
    }
    rates.schedule = LambdaLR(lambdas.allEqual).schedule
  }
}

extension [LambdaExpression] {
  /// One for all groups where they are alike.
  var allEqual: PerGroup<LambdaExpression> {
    if let first, allSatisfy({ $0 == first }) { return .all(first) }
    return .each(self)
  }
}
