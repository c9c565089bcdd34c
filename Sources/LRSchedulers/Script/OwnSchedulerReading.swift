/// Reads a scheduler whose class the text defines: what its `get_lr`, or its own `step`, makes of the rates in force.
struct OwnSchedulerReading {
  private let interpreter: ScriptInterpreter
  private let id: Int
  private let optimizer: ScriptValue?
  private let offset: Int
  /// The rates of the groups as the optimizer has them.
  private let known: [Double]
  private let epoch = "epoch"
  /// What epoch it is told with each batch; nil where it counts its steps.
  private let told: ScriptToldEpoch?
  /// Whether it keeps numbers from step to step.
  private(set) var carriesState = false

  init(
    _ interpreter: ScriptInterpreter, _ id: Int, optimizer: ScriptValue?, at offset: Int,
    told: ScriptToldEpoch? = nil
  ) {
    self.told = told
    self.interpreter = interpreter
    self.id = id
    self.optimizer = optimizer
    self.offset = offset
    known = interpreter.lrs(of: optimizer.flatMap { interpreter.optimizer($0) })
  }

  private func base(_ group: Int) -> String { "base\u{0}\(group)" }
  private func rate(_ group: Int) -> String { "rate\u{0}own\(group)" }

  typealias Read = (outcome: ScriptScheduler.Outcome, lrs: [Double]?)

  /// The schedule, and the rates it begins with where they are not the optimizer's.
  mutating func read(_ type: ScriptType) throws(SpecError) -> Read {
    if let step = interpreter.ownMethod("step", of: id, at: offset) { return try readStep(step) }
    let own = interpreter.ownMethod("get_lr", of: id, at: offset)
    guard let rule = own ?? interpreter.ownMethod("_get_lr", of: id, at: offset) else {
      throw interpreter.error("'\(type.name)' has no get_lr() that could be read", at: offset)
    }
    return try readRule(rule)
  }

  private var receiver: ScriptArgument { ScriptArgument(keyword: nil, value: .object(id), offset: offset) }

  private var zero: ScriptArgument { ScriptArgument(keyword: nil, value: .int(0), offset: offset) }

  // MARK: get_lr

  private mutating func readRule(_ rule: (function: ScriptFunction, id: Int)) throws(SpecError) -> Read {
    var values: [ScriptValue]?
    var result = ScriptValue.opaque
    var recurrence: ScriptRecurrence?
    interpreter.keepFirst(
      of: id, by: rule, rule.function.parameters.count > 1 ? [receiver, zero] : [receiver], known)
    turn(of: rule.id) {
      prepare(withEpoch: true)
      result = interpreter.call(rule.function, rule.id, ruleArguments(rule.function), at: offset)
      values = interpreter.items(of: result)
      interpreter.endTurn()
      recurrence = ScriptRecurrence(states: interpreter.states, in: interpreter)
    }
    if let missing = try missing(in: [result], at: rule.function.offset) { return missing }
    guard let values, let recurrence, values.count == known.count || values.count == 1 else {
      throw interpreter.error(
        "get_lr() gives what could not be read as a list of rates", at: rule.function.offset)
    }
    if let missing = try missing(in: values, at: rule.function.offset) { return missing }
    return try schedule(values, recurrence, from: known, at: rule.function.offset)
  }

  /// What the rule is called with: timm's `_get_lr(t)` is told the index.
  private func ruleArguments(_ function: ScriptFunction) -> [ScriptArgument] {
    guard let index = function.parameters.dropFirst().first, function.defaults[index.name] == nil else {
      return [receiver]
    }
    let name = PythonExpression(offset: offset, node: .name(epoch))
    let told = ScriptArgument(
      keyword: nil, value: .symbolic(name, isClosed: false), offset: index.offset)
    return [receiver, told]
  }

  private func turn(of function: Int, _ body: () -> Void) {
    interpreter.symbolDepth += 1
    let outer = interpreter.symbolFunction
    interpreter.symbolFunction = function
    _ = interpreter.readingTurn({ true }) {
      interpreter.readingOwnTurn(ownGroups, body)
      return .falls
    }
    interpreter.symbolFunction = outer
    interpreter.symbolDepth -= 1
  }

  /// What is asked for where a rate is open; a failure is thrown.
  private func missing(in values: [ScriptValue], at offset: Int) throws(SpecError) -> Read? {
    for value in values {
      if let open = value.openValue {
        guard !open.uses.isEmpty || open.name != nil else {
          throw interpreter.error("the rate depends on what could not be read", at: offset)
        }
        let missing = ScriptMissing(open: interpreter.opened(.open(open), at: offset), usedFor: "get_lr")
        return (.missing([missing]), nil)
      }
      if case .failure(let failure) = value {
        throw interpreter.error(failure.message, at: failure.offset, hint: failure.hint)
      }
    }
    return nil
  }

  // MARK: step

  /// A step of its own sets the rates itself, or through `get_lr`; what it counts is carried on.
  private mutating func readStep(_ step: (function: ScriptFunction, id: Int)) throws(SpecError) -> Read {
    let start = startingRates
    var values: [ScriptValue] = []
    var recurrence: ScriptRecurrence?
    turn(of: step.id) {
      prepare(withEpoch: false)
      _ = interpreter.call(step.function, step.id, stepArguments(step.function), at: offset)
      values = groups.map { $0["lr"] ?? .opaque }
      interpreter.endTurn()
      recurrence = ScriptRecurrence(states: interpreter.states, in: interpreter, turnsBefore: 0)
    }
    for index in interpreter.steppedInTurn { interpreter.schedulers[index].isMember = true }
    if let missing = try missing(in: values, at: step.function.offset) { return missing }
    let isSet = zip(values.indices, values).contains { index, value in
      if case .symbolic(let tree, _) = value { return !tree.isCopy(of: rate(index)) }
      return true
    }
    guard let recurrence, values.count == start.count, isSet else {
      throw interpreter.error("step() sets no rates that could be read", at: step.function.offset)
    }
    return try schedule(values, recurrence, from: start, at: step.function.offset)
  }

  /// An epoch that is wanted counts from 1, as the step before index 0 was the constructor's.
  private func stepArguments(_ function: ScriptFunction) -> [ScriptArgument] {
    var arguments = [receiver]
    for parameter in function.parameters.dropFirst()
    where parameter.kind == .ordinary && function.defaults[parameter.name] == nil {
      let one = PythonExpression(offset: offset, node: .literal(.int(1)))
      let name = PythonExpression(offset: offset, node: .name(epoch))
      let next = PythonExpression(.binary(.add, name, one), at: offset, over: name, one)
      arguments.append(
        ScriptArgument(keyword: nil, value: .symbolic(next, isClosed: false), offset: parameter.offset))
      break
    }
    return arguments
  }

  /// The rates after the constructor.
  private var startingRates: [Double] {
    let rates = optimizer.flatMap { interpreter.optimizer($0) }.map { interpreter.groups(of: $0) } ?? []
    let groups = ownGroups
    return known.enumerated().map { index, rate in
      if groups.indices.contains(index), let first = interpreter.constructedRate(of: groups[index]) {
        return first
      }
      guard rates.indices.contains(index), let value = rates[index]["lr"].flatMap(interpreter.concrete) else {
        return rate
      }
      return (try? value.float()) ?? rate
    }
  }

  private var groups: [ScriptDictionary] {
    guard case .instance(let instance) = interpreter.objects[id],
      let own = interpreter.optimizer(instance.attributes["optimizer"])
    else { return [] }
    return interpreter.groups(of: own)
  }

  /// The groups of the optimizer on the heap; none where nothing is known of it.
  private var ownGroups: [Int] {
    guard let own = optimizer.flatMap({ interpreter.optimizer($0) }),
      case .optimizer(let own) = interpreter.objects[own]
    else { return [] }
    return (interpreter.items(of: .object(own.groups)) ?? []).compactMap(\.objectID)
  }

  // MARK: Symbols

  /// The state after some steps, with symbols for the rates, and for the epoch where the scheduler does not count itself.
  private func prepare(withEpoch: Bool) {
    guard case .instance(var instance) = interpreter.objects[id] else { return }
    let symbol = { (name: String) in
      ScriptValue.symbolic(PythonExpression(offset: 0, node: .name(name)), isClosed: false)
    }
    if withEpoch {
      instance.attributes["last_epoch"] =
        told.map { .symbolic($0.epoch(at: epoch), isClosed: false) } ?? symbol(epoch)
      instance.attributes["_step_count"] = interpreter.apply(.add, symbol(epoch), .int(1), at: 0)
      for name in ["base_lrs", "base_values"] {
        instance.attributes[name] = interpreter.make(.list(known.indices.map { symbol(base($0)) }))
      }
    }
    // The groups that there are, as schedulers that it steps have the same.
    let old = ownGroups
    var groups: [ScriptValue] = []
    for index in known.indices {
      let own = old.indices.contains(index) ? old[index] : nil
      var group = own.flatMap { interpreter.dictionary(of: .object($0)) } ?? ScriptDictionary()
      group["lr"] = symbol(rate(index))
      group["initial_lr"] = withEpoch ? symbol(base(index)) : .constant(.double(known[index]))
      if let own {
        interpreter.replace(own, with: .dictionary(group))
        groups.append(.object(own))
      } else {
        groups.append(interpreter.make(.dictionary(group)))
      }
    }
    let list = interpreter.make(.list(groups)).objectID ?? 0
    instance.attributes["optimizer"] = interpreter.make(
      .optimizer(ScriptOptimizer(name: "", arguments: [], groups: list, offset: 0, isBuilt: false)))
    interpreter.replace(id, with: .instance(instance))
  }

  // MARK: The schedule

  private mutating func schedule(
    _ values: [ScriptValue], _ recurrence: ScriptRecurrence, from start: [Double], at offset: Int
  ) throws(SpecError) -> Read {
    var recurrence = recurrence
    for (index, rate) in known.enumerated() {
      recurrence.replace(base(index), with: PythonExpression(offset: offset, node: .literal(.double(rate))))
    }
    var trees: [PythonExpression] = []
    for value in values {
      guard let tree = interpreter.tree(of: value, at: offset) else {
        throw interpreter.error("get_lr() gives what is no number", at: offset)
      }
      if recurrence.carried(in: tree) { carriesState = true }
      trees.append(recurrence.withoutCounts(tree, index: epoch))
    }
    if recurrence.turnsBefore == 1, !trees.contains(where: recurrence.carried) {
      if let plain = plain(trees) { return plain }
    }
    return try carried(trees, recurrence, from: start, at: offset)
  }

  /// Where the rate is a multiple of the base rate, or of the one in force, by a function of the epoch.
  private func plain(_ trees: [PythonExpression]) -> Read? {
    let byBase = trees.enumerated().compactMap { $1.factor(of: base($0)) }
    if byBase.count == trees.count, byBase.allSatisfy({ $0.strayName(besides: [epoch]) == nil }) {
      return (.schedule(LambdaLR(perGroup(byBase)).schedule), nil)
    }
    let byRate = trees.enumerated().compactMap { $1.factor(of: rate($0)) }
    guard byRate.count == trees.count, byRate.allSatisfy({ $0.strayName(besides: [epoch]) == nil }) else {
      return nil
    }
    let lambdas = byRate.map { LambdaExpression(parameter: epoch, body: $0) }
    let first = zip(known, lambdas).map { base, lambda in (try? lambda(0)).map { $0 * base } ?? base }
    return (.schedule(MultiplicativeLR(perGroup(byRate)).schedule), first == known ? nil : first)
  }

  /// Rates of their own, which may go on from those in force.
  private func carried(
    _ trees: [PythonExpression], _ recurrence: ScriptRecurrence, from start: [Double], at offset: Int
  ) throws(SpecError) -> Read {
    let groups = max(trees.count, start.count)
    var lambdas: [LambdaExpression] = []
    for index in 0..<groups {
      let tree = trees[min(index, trees.count - 1)]
      let own = min(index, trees.count - 1)
      let literal = PythonExpression(
        offset: offset, node: .literal(.double(known[min(index, known.count - 1)])))
      let body = tree.replacing(base(own), with: literal)
      let symbols = [epoch, rate(own)] + recurrence.states.map(\.symbol)
      if let stray = body.strayName(besides: symbols) {
        throw interpreter.error("the rate depends on '\(stray)', which is not known", at: offset)
      }
      if recurrence.turnsBefore == 1, body.strayName(besides: [epoch]) == nil {
        lambdas.append(LambdaExpression(parameter: epoch, body: body))
        continue
      }
      do {
        lambdas.append(
          try recurrence.lambda(
            body, rate: rate(own), from: start[min(index, start.count - 1)], parameter: epoch))
      } catch { throw interpreter.error(error.message, at: offset) }
    }
    let all: PerGroup<LambdaExpression> =
      lambdas.dropFirst().allSatisfy { $0 == lambdas[0] } ? .all(lambdas[0]) : .each(lambdas)
    return (.schedule(LambdaLR(all).schedule), (0..<groups).map { _ in 1 })
  }

  private func perGroup(_ trees: [PythonExpression]) -> PerGroup<LambdaExpression> {
    let lambdas = trees.map { LambdaExpression(parameter: epoch, body: $0) }
    if let first = lambdas.first, lambdas.allSatisfy({ $0 == first }) { return .all(first) }
    return .each(lambdas)
  }
}
