/// Schedules of TensorFlow and optax as numbers: TensorFlow 1 computes with the rate that its decays give, and functions over schedules of
/// optax call them. What comes out is a schedule too, an expression of the step.
extension ScriptInterpreter {
  /// The step that a graph of TensorFlow counts.
  static let graphStep = PythonExpression(offset: 0, node: .name("step"))

  static let graphSteps: Set<String> = ["get_or_create_global_step", "get_global_step", "create_global_step"]

  /// What a call of TensorFlow gives that counts the steps of a graph: `tf.train.get_global_step()`, `tf.Variable(0, trainable=False)`;
  /// nil for other calls.
  func graphStep(_ path: String, _ last: String, _ arguments: [ScriptArgument]) -> ScriptValue? {
    guard path.hasPrefix("tensorflow.") else { return nil }
    if let rate = rateVariable(last, arguments) { return rate }
    guard let step = madeStep(last, arguments) else { return nil }
    hasGraphStep = true
    return step
  }

  private func madeStep(_ last: String, _ arguments: [ScriptArgument]) -> ScriptValue? {
    let isZero = last == "Variable" && arguments.first.map { isSame($0.value, .int(0)) } == true
    if !isZero, last == "Variable" || last == "placeholder", namesStep(arguments) {
      guard last == "Variable", let start = arguments.first?.value else {
        return .symbolic(Self.graphStep, isClosed: false)
      }
      return apply(.add, .symbolic(Self.graphStep, isClosed: false), start, at: Self.graphStep.offset)
    }
    return isZero || Self.graphSteps.contains(last) ? .symbolic(Self.graphStep, isClosed: false) : nil
  }

  /// Whether a variable or placeholder holds the step, going by its name: `step_ph = tf.placeholder(…)`.
  private func namesStep(_ arguments: [ScriptArgument]) -> Bool {
    let own = arguments.first { $0.keyword == "name" }?.value.text ?? targetName ?? ""
    return ["step", "iter"].contains(where: own.lowercased().holds)
      && ScriptLibraries.countsSteps(own.lastPart)
  }

  /// A rate that is computed of the graph's step and given to a name for rates is a schedule, whatever is done with it elsewhere.
  func rateOfGraph(_ value: ScriptValue, at offset: Int) -> ScriptValue {
    guard hasGraphStep, symbolDepth == 0, rateGroups.isEmpty, let name = targetName?.lastPart.lowercased(),
      name == "lr" || name.hasSuffix("_lr") || ["learning_rate", "learn_rate"].contains(where: name.holds)
    else { return value }
    switch value {
    case .symbolic(let tree, false) where tree.mentions("step"):
      return tensor(value, isOther: false, at: offset)
    case .open(let open) where open.isOfIndex: return tensor(value, isOther: false, at: offset)
    default: return value
    }
  }

  // MARK: Rates

  /// The rate of a schedule at a step; nil where it is none that can be computed with.
  func rate(of index: Int, at step: PythonExpression, offset: Int) -> ScriptValue? {
    switch schedulers[index].outcome {
    case .missing(let missing): return .open(OpenValue(over: missing.map(\.open)))
    case .refused(let error): return .failure(ScriptFailure(message: error.message, offset: offset))
    case .schedule(let schedule):
      guard let (tree, name) = formula(of: schedule, isComputed: schedulers[index].isComputed) else {
        return nil
      }
      let rate = tree.replacing(name, with: step)
      return symbolic(rate.node, at: offset, over: rate.branches, isClosed: false)
    }
  }

  private func formula(of schedule: Schedule, isComputed: Bool) -> (PythonExpression, String)? {
    if isComputed, let rule = schedule.scheduler as? LambdaLR, case .all(let lambda) = rule.lambdas {
      return (lambda.body, lambda.parameter)
    }
    guard let rates = schedule.scheduler as? any PythonRate,
      var parser = try? PythonParser(rates.pythonRate("step")), let tree = try? parser.expression()
    else { return nil }
    return (tree, "step")
  }

  // MARK: TensorFlow

  /// Whether a value is a rate that a graph computes, or one of several.
  private func isTensor(_ value: ScriptValue) -> Bool {
    switch value {
    case .object(let id):
      if case .scheduler(let index) = objects[id] { schedulers[index].isTensor } else { false }
    case .open(let open): open.options.contains(where: isTensor)
    default: false
    }
  }

  /// What is computed from rates of a graph; nil where there are none among the values.
  func computed(
    from values: [ScriptValue], at offset: Int, _ body: ([ScriptValue]) -> ScriptValue
  ) -> ScriptValue? {
    guard values.contains(where: isTensor) else { return nil }
    let parts = values.compactMap(\.objectID).compactMap { id -> Int? in
      if case .scheduler(let index) = objects[id] { index } else { nil }
    }
    let isOther = parts.contains { schedulers[$0].isOther }
    let numbers = values.map { number(of: $0, at: offset) }
    return tensor(body(numbers), isOther: isOther, at: offset)
  }

  private func number(of value: ScriptValue, at offset: Int) -> ScriptValue {
    guard isTensor(value) else { return value }
    if let open = value.openValue { return .open(OpenValue(over: [open])) }
    guard case .object(let id) = value, case .scheduler(let index) = objects[id] else { return value }
    schedulers[index].isMember = !schedulers[index].isTrainedWith
    let refusal = "what is computed with the rates of \(schedulers[index].name) is not followed"
    return rate(of: index, at: Self.graphStep, offset: offset)
      ?? .failure(ScriptFailure(message: refusal, offset: offset, hint: "write the whole as one schedule"))
  }

  /// A rate that is an expression of the graph's step, as a schedule.
  func tensor(_ value: ScriptValue, isOther: Bool, at offset: Int) -> ScriptValue {
    let schedule = computedSchedule(value, of: "step", named: "LambdaLR", at: offset)
    guard case .object(let id) = schedule, case .scheduler(let index) = objects[id] else { return schedule }
    schedulers[index].isTensor = true
    schedulers[index].isOther =
      isOther || targetName.map { ScriptLibraries.isOtherQuantity($0.lowercased()) } ?? false
    if schedulers[index].isOther { schedulers[index].isMember = true }
    return schedule
  }

  /// A rate that is an expression of a step, as a schedule that begins with a rate of 1.
  private func computedSchedule(
    _ value: ScriptValue, of step: String, named name: String, at offset: Int
  ) -> ScriptValue {
    let outcome: ScriptScheduler.Outcome
    switch value {
    case .open(let open):
      outcome = .missing([ScriptMissing(open: opened(.open(open), at: offset), usedFor: "lr")])
    case .failure(let failure):
      outcome = .refused(error(failure.message, at: failure.offset, hint: failure.hint))
    default:
      guard let tree = tree(of: value, at: offset), tree.strayName(besides: [step]) == nil else {
        outcome = .refused(
          error("what is computed with a schedule could not be read as a number", at: offset))
        break
      }
      spend(20 + tree.size / 8)
      outcome = .schedule(LambdaLR(.all(LambdaExpression(parameter: step, body: tree))).schedule)
    }
    let note = "it is computed of schedules: it is read as LambdaLR, and --lr changes nothing"
    let made = record(name, outcome, [], at: offset, notes: [note])
    if case .object(let id) = made, case .scheduler(let index) = objects[id] {
      schedulers[index].isComputed = true
      schedulers[index].lrs = [1]
    }
    return made
  }

  /// `tf.train.exponential_decay(rate, global_step, …)` is computed as Keras's class; nil for other functions.
  func tensorflowDecay(
    _ path: String, _ arguments: [ScriptArgument], at offset: Int, written: PythonExpression?, scope: Int
  ) -> ScriptValue? {
    guard path.hasPrefix("tensorflow."), path.withoutLastPart?.lastPart == "train",
      let name = Self.decays[path.lastPart], let entry = Catalog.entry(named: name)
    else { return nil }
    // The step is the first of some and the second of the others; a graph counts it.
    let place = path.lastPart.hasPrefix("piecewise") ? 0 : 1
    var rest = arguments.filter { $0.keyword != "name" }
    let index =
      rest.firstIndex { $0.keyword == "global_step" || $0.keyword == "x" }
      ?? (rest.indices.contains(place) && rest[place].keyword == nil ? place : nil)
    let step = index.map { graphStep(rest.remove(at: $0), written, in: scope) }
    for index in rest.indices where rest[index].keyword == "learning_rate" {
      rest[index].keyword = "initial_learning_rate"
    }
    let value = scheduler(entry, rest, at: offset)
    guard case .object(let id) = value, case .scheduler(let own) = objects[id] else { return value }
    schedulers[own].isTensor = true
    schedulers[own].isOther = targetName.map { ScriptLibraries.isOtherQuantity($0.lowercased()) } ?? false
    if schedulers[own].isOther { schedulers[own].isMember = true }
    guard let step, let tree = tree(of: step, at: offset) ?? step.openValue.map({ _ in Self.graphStep })
    else {
      return value
    }
    if case .open(let open) = step, open.name == nil, !open.uses.isEmpty {
      schedulers[own].isMember = true
      var all = [open]
      if case .missing(let missing) = schedulers[own].outcome { all += missing.map(\.open) }
      return tensor(.open(OpenValue(over: all)), isOther: schedulers[own].isOther, at: offset)
    }
    if tree.node == Self.graphStep.node { return value }
    schedulers[own].isMember = true
    return rate(of: own, at: tree, offset: offset).map {
      tensor($0, isOther: schedulers[own].isOther, at: offset)
    } ?? value
  }

  /// The step of a decay. What goes by a name is what the graph counts, also where more is made of it: `batch * BATCH_SIZE`.
  private func graphStep(_ argument: ScriptArgument, _ written: PythonExpression?, in scope: Int)
    -> ScriptValue
  {
    guard case .open(let open) = argument.value, open.name == nil, Set(open.uses.map(\.name)).count > 0,
      case .call(let call)? = written?.node,
      let expression = call.arguments.first(where: { $0.value.offset == argument.valueOffset })?.value
    else { return argument.value }
    let names = open.uses.map(\.name.key).filter { name in
      ["batch", "global_step"].contains(name.lastPart) || ScriptLibraries.countsSteps(name.lastPart)
    }
    guard let counted = names.first, !counted.hasDot else { return argument.value }
    var inner = ScriptScope()
    inner.parent = scope
    inner.kind = .function
    inner[counted] = .symbolic(Self.graphStep, isClosed: false)
    scopes.append(inner)
    return evaluate(expression, in: scopes.count - 1)
  }

  static let decays = [
    "exponential_decay": "ExponentialDecay", "inverse_time_decay": "InverseTimeDecay",
    "polynomial_decay": "PolynomialDecay", "cosine_decay": "CosineDecay",
    "piecewise_constant": "PiecewiseConstantDecay", "piecewise_constant_decay": "PiecewiseConstantDecay",
  ]

  // MARK: optax

  /// `schedule(step)` of a schedule that is a function of the step; nil for others, and for what is given an optimizer.
  func call(schedule index: Int, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard arguments.count == 1, let step = arguments.first?.value, !isOptimizer(arguments[0]) else {
      return nil
    }
    switch schedulers[index].outcome {
    case .schedule(let schedule):
      guard schedulers[index].isComputed || [.optax, .keras].contains(schedule.entry.library) else {
        return nil
      }
    case .missing, .refused:
      let name = schedulers[index].name
      let isKeras = Catalog.entry(named: name).map { $0.library == .keras } ?? false
      guard name.first?.isLowercase == true || isKeras else { return nil }
    }
    calledSchedules.insert(index)
    if case .open(let open) = step {
      guard case .missing(let missing) = schedulers[index].outcome else {
        return .open(OpenValue(over: [open]))
      }
      return .open(OpenValue(over: [open] + missing.map(\.open)))
    }
    guard let tree = tree(of: step, at: offset) else { return .opaque }
    return rate(of: index, at: tree, offset: offset)
  }

  /// `optax.join_schedules([warmup, rule], [100])` with functions of the script among its members; nil where all are schedules of optax,
  /// or where they are not known.
  func joined(_ entry: CatalogEntry, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard entry.name == "join_schedules", arguments.count == 2 else { return nil }
    let list = arguments.first { $0.keyword == "schedules" } ?? arguments[0]
    let ends = arguments.first { $0.keyword == "boundaries" } ?? arguments[1]
    guard let members = items(of: list.value), let first = members.first, members.contains(where: isRule)
    else {
      return nil
    }
    guard let bounds = items(of: ends.value), bounds.count == members.count - 1 else {
      return computedSchedule(ends.value, of: "step", named: entry.name, at: offset)
    }
    var whole = member(first, from: nil, at: offset)
    for (bound, next) in zip(bounds, members.dropFirst()) {
      let isBefore = compare(.less, .symbolic(Self.graphStep, isClosed: false), bound, at: offset)
      let rate = member(next, from: bound, at: offset)
      if let open = open(over: [whole, rate, bound]) {
        whole = open
      } else if case .undecided(let condition) = truth(of: isBefore) {
        whole = either(condition, whole, rate)
      }
    }
    return computedSchedule(whole, of: "step", named: entry.name, at: offset)
  }

  /// Whether a value is a function, or a schedule that was computed of one.
  private func isRule(_ value: ScriptValue) -> Bool {
    switch value {
    case .bound: return true
    case .object(let id):
      switch objects[id] {
      case .function, .partial: return true
      case .scheduler(let index): return schedulers[index].isComputed
      default: return false
      }
    default: return false
    }
  }

  /// The rate of a member that counts steps from its own boundary.
  private func member(_ value: ScriptValue, from start: ScriptValue?, at offset: Int) -> ScriptValue {
    let step = ScriptValue.symbolic(Self.graphStep, isClosed: false)
    let own = start.map { apply(.subtract, step, $0, at: offset) } ?? step
    if case .open = own { return own }
    guard let tree = tree(of: own, at: offset) else { return .opaque }
    if case .object(let id) = value, case .scheduler(let index) = objects[id] {
      schedulers[index].isMember = true
      return rate(of: index, at: tree, offset: offset) ?? .opaque
    }
    switch lambdas(value, at: offset) {
    case .value(.lambda(let lambda)):
      return .symbolic(lambda.body.replacing(lambda.parameter, with: tree), isClosed: false)
    case .open(let open): return .open(open)
    case .failure(let failure): return .failure(failure)
    default: return .opaque
    }
  }
}
