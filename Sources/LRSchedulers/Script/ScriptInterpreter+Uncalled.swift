/// Running a text as a module, and reading what nobody in it calls.
extension ScriptInterpreter {
  /// Runs the text as a module; what nobody calls is read with its defaults, if nothing else is found.
  func read() {
    scopes[0]["__name__"] = .string("__main__")
    readDefinitions()
    let statements = parser.statements(in: 0..<text.lines.count)
    scopes[0].variables.reserveCapacity(statements.count)
    _ = run(statements, in: 0, isModule: true)
    readRules()
    readHooks()
    builtWhenRun = hasFindings
    if hasFindings || isStopped { return }
    readUncalled()
    if options.keepsSettings { readMain() }
  }

  /// Reads a `main` that a decorator calls: `@call_parse`, `@click.command()`, `@hydra.main()`.
  private func readMain() {
    for id in definitions where !calledFunctions.contains(id) && !isStopped {
      guard case .function(let function) = objects[id], function.name == "main", function.type == nil else {
        continue
      }
      read(function, id)
    }
  }

  /// Reads what Lightning calls of the models that the text makes, whatever else builds a scheduler.
  private func readHooks() {
    for id in definitions where !calledFunctions.contains(id) && !isStopped {
      guard case .function(let function) = objects[id], function.name == "configure_optimizers",
        let type = function.type, lastInstances[type] != nil
      else { continue }
      read(function, id)
    }
  }

  /// Whether nothing builds a scheduler or sets rates, as far as was read.
  var foundNothing: Bool { schedulers.count == givenSchedulers && handSets.isEmpty && !isStopped }

  /// Whether schedulers, rates that are set, or calls that look like schedulers were met.
  var hasFindings: Bool {
    schedulers.count > givenSchedulers || !handSets.isEmpty
      || unknownCalls.contains {
        $0.isAssigned && ($0.isChoice || ScriptLibraries.looksLikeScheduler($0.name.lastPart))
      }
  }

  /// Statements of the module: `return` belongs to a function whose header is missing.
  private func run(_ statements: [PythonStatement], in scope: Int, isModule: Bool) -> ScriptFlow {
    let flow = run(statements, in: scope)
    if case .returns(let value, _) = flow { take(returned: value) }
    if case .branch = flow { take(returned: value(of: flow)) }
    return flow
  }

  // MARK: What nobody calls

  private func readUncalled() {
    let called = text.calledNames
    buildSchedulers { !called.functions.contains($0.name) }
    if !hasFindings { callFactories() }
    if hasFindings { return }
    readRulesOfTypes { !called.functions.contains($0.name) }
    if hasFindings { return }
    // What other functions call are their parts.
    for isPart in [false, true] where !hasFindings {
      for id in definitions where !calledFunctions.contains(id) && !isStopped {
        guard case .function(let function) = objects[id], case .suite(let suite) = function.body,
          concerns(function, suite) || makesRule(function), called.holds(function) == isPart,
          !isOfScheduler(function), !isFirstHook(function)
        else { continue }
        if function.name == "__init__", definitions.count > 1, function.type != nil {
          initializersToo.append(id)
          continue
        }
        readForEachType(function, id)
      }
    }
    if hasFindings { return }
    buildSchedulers { called.functions.contains($0.name) }
    if hasFindings { return }
    readRulesOfTypes { called.functions.contains($0.name) }
    if hasFindings { return }
    for id in initializersToo where !calledFunctions.contains(id) && !isStopped {
      guard case .function(let function) = objects[id] else { continue }
      read(function, id)
    }
    if !hasFindings { readRateFunctions() }
  }

  /// Whether it is a method of a scheduler's class, which is read with an object of that.
  private func isOfScheduler(_ function: ScriptFunction) -> Bool {
    guard let id = function.type, case .type(let type) = objects[id] else { return false }
    return isScheduler(type) || isKerasSchedule(type)
  }

  /// Reads the functions within one that is read, as far as nobody calls them by their names: `jax.jit(init_fn)(params)`.
  private func readInner(from first: Int) {
    for id in definitions.dropFirst(first) where !hasFindings && !calledFunctions.contains(id) {
      guard case .function(let function) = objects[id], function.type == nil,
        case .suite(let suite) = function.body, concerns(function, suite)
      else { continue }
      read(function, id)
    }
  }

  private func concerns(_ function: ScriptFunction, _ suite: PythonSuite) -> Bool {
    switch suite {
    case .lines(let range): text.concernsRates(range) || text.calls(rateSetters, in: range)
    case .inline:
      text.concernsRates(text.lineIndex(at: function.offset)..<text.lineIndex(at: function.offset) + 1)
    }
  }

  /// A function that is returned may be the one that sets the rates: `def adjust(step): …; return adjust`.
  private func readReturned(_ function: ScriptFunction, _ id: Int) {
    guard !calledFunctions.contains(id), function.name != "", symbolDepth == 0,
      function.parameters.contains(where: isCounter)
    else { return }
    read(function, id, isRule: true)
  }
  /// - Parameters:
  ///   - isRule: whether it is called for each epoch or step.
  ///   - receiver: the class of the object that a method is called on; nil for the first that is derived from the method's.
  func read(_ function: ScriptFunction, _ id: Int, isRule: Bool = false, of receiver: Int? = nil) {
    // The optimizers that it is given concern no other function.
    let (groups, assumed, known) = (groupIDs, assumedOptimizers, optimizers.count)
    defer {
      (groupIDs, assumedOptimizers) = (groups, assumed)
      optimizers.removeLast(optimizers.count - known)
    }
    var arguments: [ScriptArgument] = []
    var counters: [ScriptCounter] = []
    for (index, parameter) in function.parameters.enumerated() {
      guard parameter.kind == .ordinary || parameter.kind == .keywordOnly else {
        arguments.append(assumedRest(of: parameter))
        continue
      }
      var value: ScriptValue
      if index == 0, let type = function.type, !function.isStatic {
        let own = receiver ?? derivedTypes(of: type).first ?? type
        value =
          function.isClassMethod
          ? .object(type) : assumedInstance(of: own, at: function.offset, for: function)
        if lastInstances[type] == nil { setUp(value, for: function) }
        if let made = lastInstances[type], function.name != "__init__" { value = .object(made) }
      } else if isOptimizerParameter(parameter, of: function) {
        value = assumedOptimizer(at: parameter.offset)
        if case .object(let id) = value, case .optimizer(var optimizer) = objects[id] {
          optimizer.name = parameter.name
          objects[id] = .optimizer(optimizer)
        }
      } else if isRule || setsRates(function), isCounter(parameter),
        function.defaults[parameter.name].map({ $0.isNull }) ?? true, given[parameter.name] == nil
      {
        let counter = ScriptCounter(
          name: parameter.name, start: 0, step: 1, isPaired: false, offset: parameter.offset, isBatch: false,
          isAssumed: true)
        counters.append(counter)
        value = .symbolic(counter.tree, isClosed: false)
      } else if parameter.name == "global_step", text.calls(Set(Self.decays.keys), in: function) {
        value = .symbolic(Self.graphStep, isClosed: false)
      } else if let settings = settings(for: parameter, of: function) {
        value = settings
      } else if let standard = function.defaults[parameter.name], !isLeftOpen(standard) {
        value = standard
        if standard.isNull {
          value = definition(of: OpenName(parameter.name), at: parameter.offset) ?? standard
        }
      } else {
        value = open(OpenName(parameter.name), at: parameter.offset)
      }
      let isPositional = parameter.kind == .ordinary
      arguments.append(
        ScriptArgument(keyword: isPositional ? nil : parameter.name, value: value, offset: parameter.offset))
    }
    // Hooks get an epoch whether they look at it or not.
    if case .suite(.lines(let range)) = function.body, !isRule {
      counters.removeAll { !text.mentions($0.name, in: range) }
    }
    // An epoch stands before a step within it.
    if let epoch = counters.firstIndex(where: { $0.name.lowercased().holds("epoch") }), epoch > 0 {
      counters.insert(counters.remove(at: epoch), at: 0)
    }
    let object = arguments.first?.value
    let implicit =
      counters.isEmpty && setsRates(function) ? implicitCounter(of: function, receiver: object) : nil
    let outside =
      counters.isEmpty && implicit == nil && setsRates(function) ? outsideCounter(of: function) : nil
    if let counter = implicit ?? outside?.counter { counters.append(counter) }
    if let outside { outsideCounters[outside.key] = outside.counter.tree }
    defer { outsideCounters = [:] }
    self.counters += counters
    symbolDepth += counters.isEmpty ? 0 : 1
    let sets = handSets.count
    beginTraining(before: function, receiver: object)
    readTurn(of: function, id, arguments) { if let implicit { begin(implicit, receiver: object) } }
    // What is always the same may depend on what goes on in functions that are not read with it.
    if handSets.count > sets, handSets[sets...].allSatisfy(\.isConstant) {
      let constant = Array(handSets[sets...])
      let moves = moves(outside: function, receiver: object)
      if !moves.isEmpty {
        handSets.removeLast(handSets.count - sets)
        let depth = symbolDepth
        symbolDepth = max(1, depth)
        self.counters += moves.compactMap(\.counter)
        readTurn(of: function, id, arguments) { for move in moves { begin(move) } }
        self.counters.removeLast(moves.count { $0.counter != nil })
        symbolDepth = depth
        if handSets.count == sets { handSets += constant }
      }
    }
    noteHook(function, since: sets)
    symbolDepth -= counters.isEmpty ? 0 : 1
    self.counters.removeLast(counters.count)
    readRules()
  }

  /// Reads a call of a function whose rates are symbols as they are before it.
  ///
  /// - Parameter prepare: what is changed before.
  private func readTurn(
    of function: ScriptFunction, _ id: Int, _ arguments: [ScriptArgument], prepare: () -> Void
  ) {
    let count = counters.count
    let sets = handSets.count
    _ = readingTurn({ self.handSets.count > sets }) {
      let groups = beginRates()
      let known = definitions.count
      prepare()
      if setsRates(function), function.type != nil { countUpdates(of: function, arguments) }
      let isLate = Self.isEndHook(function.name)
      if isLate { keepTrainedRates() }
      let value = call(function, id, arguments, at: function.offset)
      endRates(groups, at: function.offset, isLate: isLate)
      counters.removeLast(counters.count - count)
      take(returned: value)
      take(rateFunction: value, of: function)
      // What it knows is forgotten with it.
      if foundNothing { readInner(from: known) }
      if foundNothing { readRateFunctions(from: known) }
      return .falls
    }
  }

  /// A function that gives the one that makes the rate of a step: `return partial(cosine_lr, lr, min_lr, total)`.
  private func take(rateFunction value: ScriptValue, of function: ScriptFunction) {
    guard foundNothing, !function.parameters.contains(where: isIndex), givesRule(function, value),
      let rule = lambdas(value, at: function.offset)
    else { return }
    var rates = ScriptRates(
      name: function.name, offset: function.offset,
      schedule: ConstantLR(factor: 1, totalIters: 0).schedule, lrs: [1], guards: [])
    switch rule {
    case .value(.lambda(let lambda)): rates.schedule = LambdaLR(.all(lambda)).schedule
    case .open(let open):
      // What else is a function of the text's is called by its users.
      if open.uses.isEmpty { return }
      rates.missing = [ScriptMissing(open: open, usedFor: "lr")]
    default: return
    }
    rates.notes = ["what it returns is taken for the rate of a step"]
    handSets.append(rates)
  }

  /// Whether what a function gives is a rule of rates, by its name or by what its rule is called with: `def schedule(step): …`.
  private func givesRule(_ function: ScriptFunction, _ value: ScriptValue) -> Bool {
    let name = function.name.lowercased()
    let isMaker = ["get_", "make_", "build_", "create_"].contains(where: name.hasPrefix)
    if isMaker, name.holds("lr") || name.holds("sched") { return true }
    guard Self.makesRates(name), let id = value.objectID, case .function(let rule) = objects[id] else {
      return false
    }
    return rule.parameters.contains(where: isIndex)
  }

  /// What `*args` and `**kwargs` stand for in a function that nobody calls: nothing, but for whom they are handed on to.
  func assumedRest(of parameter: PythonParameter) -> ScriptArgument {
    var open = OpenValue(OpenName(parameter.name), at: parameter.offset)
    open.isUnset = true
    return ScriptArgument(
      keyword: parameter.kind == .variadic ? "*" : "**", value: .open(open), offset: parameter.offset)
  }

  /// Whether a default leaves something out that is of interest now. A list that is empty stands for one that callers give.
  func isLeftOpen(_ standard: ScriptValue) -> Bool {
    if elements(of: standard)?.isEmpty ?? (dictionary(of: standard)?.count == 0) { return true }
    guard opensIdleDefaults, case .no = truth(of: standard) else { return false }
    return true
  }

  /// Attributes that a method counts up are symbols: `self.step_num += 1`.
  private func countUpdates(of function: ScriptFunction, _ arguments: [ScriptArgument]) {
    guard case .suite(let suite) = function.body, let first = function.parameters.first,
      let receiver = arguments.first
    else { return }
    var scope = ScriptScope()
    scope.parent = function.scope
    scope.kind = .function
    scope[first.name] = receiver.value
    scopes.append(scope)
    countUpdates(in: statements(of: suite), scopes.count - 1)
  }

  func setsRates(_ function: ScriptFunction) -> Bool {
    guard case .suite(let suite) = function.body, case .lines(let range) = suite else { return false }
    return words(in: suite).setsRates || text.calls(rateSetters, in: range)
  }

  // MARK: What is returned

  /// Lightning's dictionaries say when their schedulers step.
  func take(returned value: ScriptValue) {
    if case .object(let id) = value, case .function(let function) = objects[id] {
      return readReturned(function, id)
    }
    if let elements = elements(of: value) {
      for element in elements.prefix(50) { take(returned: element) }
      return
    }
    guard let dictionary = dictionary(of: value) else { return }
    guard let scheduler = dictionary["scheduler"], case .object(let id) = scheduler,
      case .scheduler(let index) = objects[id]
    else {
      for key in ["lr_scheduler", "lr_schedulers"] {
        if let inner = dictionary[key] { take(returned: inner) }
      }
      return
    }
    if let interval = dictionary["interval"]?.text { schedulers[index].interval = interval }
    if let frequency = dictionary["frequency"].flatMap(concrete)?.smallInteger {
      schedulers[index].frequency = frequency
    }
  }
}
