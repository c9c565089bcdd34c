/// Building schedulers of the catalog.
extension ScriptInterpreter {
  /// A scheduler or an optimizer that is known by its name; nil for other functions.
  ///
  /// - Parameter asked: the name under which what is called can be given.
  func call(
    knownByName last: String, _ path: String, _ arguments: [ScriptArgument], at offset: Int,
    written: PythonExpression?, asked: OpenName? = nil
  ) -> ScriptValue? {
    if let factory = factory(last, path, arguments, at: offset) { return factory }
    if let plateau = kerasPlateau(path, arguments, at: offset) { return plateau }
    if let entry = Catalog.entry(matching: shape(of: arguments, path)) {
      if isOwnClass(entry, path, arguments) { return nil }
      guard ScriptLibraries.isKnown(path) || isTorch(entry, path), !isElsewhere(entry, path, arguments) else {
        return foreign(path, arguments, asked, at: offset, written: written)
      }
      if let joined = joined(entry, arguments, at: offset) { return joined }
      return scheduler(entry, arguments, at: offset)
    }
    if ["LRScheduler", "_LRScheduler"].contains(last) {
      record(
        last,
        .refused(
          error(
            "\(last) is the abstract base class of the schedulers (PyTorch: NotImplementedError)", at: offset)
        ), arguments, at: offset)
      return .opaque
    }
    if ScriptLibraries.isOptimizer(path) {
      if let inner = wrapped(path, arguments) { return inner }
      return ScriptLibraries.isKeras(path)
        ? kerasOptimizer(last, arguments, at: offset) : optimizer(last, arguments, at: offset)
    }
    return nil
  }

  func error(_ message: String, at offset: Int, hint: String? = nil) -> SpecError {
    text.error(message, at: offset, hint: hint)
  }

  // MARK: One call

  func scheduler(_ entry: CatalogEntry, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue {
    let binder = SchedulerArguments(entry: entry, text: text)
    var (rest, optimizer) = withoutOptimizer(arguments, binder)
    var notes: [String] = []
    if entry.library == .pytorch, rest.contains(where: { $0.keyword == "verbose" }) {
      rest.removeAll { $0.keyword == "verbose" }
      notes.append("verbose is left out: it is gone from PyTorch since 2.7 and changes no rate")
    }
    let outcome: ScriptScheduler.Outcome
    do {
      rest = kerasArguments(try timmArguments(rest, of: entry, notes: &notes), of: entry, &notes, at: offset)
      outcome = try self.outcome(entry, rest, binder, at: offset)
    } catch { outcome = .refused(error) }
    if case .schedule(let schedule) = outcome,
      let old = renewedScheduler(schedule, on: self.optimizer(optimizer), at: offset)
    {
      return old
    }
    return record(entry.name, outcome, arguments, at: offset, optimizer: optimizer, notes: notes)
  }

  private func outcome(
    _ entry: CatalogEntry, _ arguments: [ScriptArgument], _ binder: SchedulerArguments, at offset: Int
  ) throws(SpecError) -> ScriptScheduler.Outcome {
    let spread = arguments.filter { $0.keyword == "**" || $0.keyword == "*" }
    var bound = try binder.bind(arguments.filter { $0.keyword != "**" && $0.keyword != "*" }, at: offset)
    if spread.isEmpty { try binder.requireAll(of: bound, at: offset) }
    var missing = try asking(behind: spread, binder, &bound, at: offset)
    var values: [(ParameterDeclaration, ParameterValue, ScriptArgument)] = []
    for (parameter, argument) in bound {
      switch rule(ofElsewhere: argument)
        ?? converted(argument.value, for: parameter, at: argument.valueOffset)
      {
      case .value(let value): values.append((parameter, value, argument))
      case .open(let open):
        // What a function of the text gives is a number.
        let isNumber = parameter.kind == .lambdas && isDefined(argument.value) && !open.isOfFunction
        let guess = isNumber ? .double(0.95) : guess(for: parameter)
        missing.append(ScriptMissing(open: open, usedFor: parameter.name, guess: guess))
      case .failure(let failure): throw error(failure.message, at: failure.offset, hint: failure.hint)
      case .refused(let error): throw error
      case .members(let others): missing += others
      }
    }
    if missing.isEmpty || spread.isEmpty {
      let schedule = try assembled(entry, values, missing: &missing, at: offset)
      if let schedule, missing.isEmpty { return .schedule(schedule) }
    }
    return .missing(missing)
  }

  /// `lr_lambda=LambdaLR(n_epochs, offset, decay).step` of a class that only has the name of PyTorch's: its method is asked for; nil for
  /// other arguments.
  private func rule(ofElsewhere argument: ScriptArgument) -> Converted? {
    guard case .method(.object(let id), _) = argument.value, isScheduler(id), let name = argument.name else {
      return nil
    }
    if let given = definition(of: name, at: argument.valueOffset) {
      return lambdas(given, at: argument.valueOffset) ?? converted(given, at: argument.valueOffset)
    }
    return .open(OpenValue(name, at: argument.valueOffset))
  }

  func guess(for parameter: ParameterDeclaration) -> ParameterValue? {
    ScriptGuesses.guess(for: parameter, epochs: expectedEpochs)
  }

  private func assembled(
    _ entry: CatalogEntry, _ values: [(ParameterDeclaration, ParameterValue, ScriptArgument)],
    missing: inout [ScriptMissing], at offset: Int
  ) throws(SpecError) -> Schedule? {
    var schedule: Schedule
    do { schedule = try Schedule(defaultsOf: entry) } catch { throw self.error(error.message, at: offset) }
    for (parameter, value, argument) in values {
      do { schedule = try schedule.replacing(parameter.name, with: value) } catch {
        if value == .null, let name = argument.name {
          missing.append(
            ScriptMissing(
              open: OpenValue(name, at: argument.valueOffset), usedFor: parameter.name,
              guess: guess(for: parameter)
            ))
          continue
        }
        throw self.error(error.message, at: argument.valueOffset)
      }
    }
    guard missing.isEmpty else { return nil }
    do { try schedule.scheduler.validate() } catch {
      let culprit = values.first { $0.0.name == error.parameter }
      if let argument = culprit?.2, culprit?.1 == .null, let name = argument.name {
        missing.append(
          ScriptMissing(open: OpenValue(name, at: argument.valueOffset), usedFor: error.parameter ?? ""))
        return nil
      }
      throw self.error(error.message, at: culprit?.2.valueOffset ?? offset)
    }
    return schedule
  }

  private static let maximumSchedulers = 5_000

  /// Notes a scheduler, which is then an object of the script.
  @discardableResult
  func record(
    _ name: String, _ outcome: ScriptScheduler.Outcome, _ arguments: [ScriptArgument], at offset: Int,
    optimizer: ScriptValue? = nil, notes: [String] = []
  ) -> ScriptValue {
    guard schedulers.count < Self.maximumSchedulers else {
      schedulersLeftOut += 1
      return .opaque
    }
    let given = optimizer ?? arguments.lazy.map(\.value).first { self.optimizer($0) != nil }
    var asked = asking(rateOf: given, asking(whichOf: given, outcome), at: offset)
    if let refusal = self.optimizer(given).flatMap(refusal(ofRatesOf:)) { asked = .refused(refusal) }
    schedulers.append(
      ScriptScheduler(
        name: name, outcome: asked, optimizer: self.optimizer(given), offset: offset, target: targetName,
        guards: guards, lrs: rates(givenFor: given) ?? rates(toldTo: given), loopDepth: loops.count,
        notes: notes + [noteOfRebuilding, note(ofOpenRate: given, at: offset)].compactMap { $0 }))
    schedulers[schedulers.count - 1].function = callStack.last?.function ?? -1
    beginCounting(schedulers.count - 1)
    return make(.scheduler(schedulers.count - 1))
  }

  // MARK: The optimizer among the arguments

  private func withoutOptimizer(
    _ arguments: [ScriptArgument], _ binder: SchedulerArguments
  ) -> (rest: [ScriptArgument], optimizer: ScriptValue?) {
    // What an entry calls so itself is no optimizer of PyTorch but the name of one.
    let isParameter = binder.entry.parameter(named: "optimizer") != nil
    let all = isParameter ? arguments : arguments.filter { $0.keyword != "optimizer" }
    if all.count != arguments.count { return (all, arguments.first { $0.keyword == "optimizer" }?.value) }
    guard let place = binder.optimizerPlace, all.indices.contains(place), all[place].keyword == nil else {
      return (all, nil)
    }
    var others = all
    let candidate = others.remove(at: place)
    if isOptimizer(candidate) || (mayBeOptimizer(candidate.value) && binder.isEnough(others)) {
      return (others, candidate.value)
    }
    return (all, nil)
  }

  func isOptimizer(_ argument: ScriptArgument) -> Bool {
    if argument.keyword != nil { return false }
    if optimizer(argument.value) != nil { return true }
    switch argument.value {
    case .open(let open): return open.name.map { isOptimizerName($0.key) } ?? false
    case .object(let id):
      guard case .instance(let instance) = objects[id], case .type(let type) = objects[instance.type] else {
        return false
      }
      return isOptimizer(type)
    default: return false
    }
  }

  private func isOptimizerName(_ name: String) -> Bool {
    guard name.holds(ignoringCase: "opt") else { return false }
    if let known = optimizerNames[name] { return known }
    let result = Self.namesOptimizer(name)
    optimizerNames[name] = result
    return result
  }

  /// Whether a name is an optimizer's, and not one of its options.
  private static func namesOptimizer(_ name: String) -> Bool {
    let lower = name.lowercased()
    let parts = lower.utf8.split(whereSeparator: ".['\"]()".utf8.contains).map { String(Substring($0)) }
    guard let last = parts.last(where: { Int($0) == nil }) else { return false }
    if last.holds("optim") && !ScriptLibraries.describesOptimizer(last) || last == "opt"
      || last.hasPrefix("opt_") || last.hasSuffix("_opt")
      || last.hasPrefix("opt") && !last.hasPrefix("option") && last.utf8.count < 6
    {
      return true
    }
    // An item of a collection of optimizers.
    return lower.holds("[") && parts.dropLast().contains { $0.holds("optim") && !$0.holds("option") }
  }

  private func mayBeOptimizer(_ value: ScriptValue) -> Bool {
    switch value {
    case .open, .method: true
    case .library(let path): ScriptLibraries.constant(path) == nil
    case .object(let id): if case .instance = objects[id] { true } else { false }
    default: false
    }
  }

  // MARK: Values

  enum Converted {
    case value(ParameterValue)
    case open(OpenValue)
    case failure(ScriptFailure)
    /// What is wrong with a member.
    case refused(SpecError)
    case members([ScriptMissing])
  }

  /// An open value with a name to ask for.
  func opened(_ value: ScriptValue, at offset: Int) -> OpenValue {
    if case .library(let path) = value { return OpenValue(OpenName(path), at: offset) }
    guard var open = value.openValue else {
      return OpenValue(OpenName(text.expression(at: offset)), at: offset)
    }
    if open.uses.isEmpty {
      let name = open.name ?? OpenName(text.expression(at: offset))
      open.uses = [OpenUse(name: name, offset: offset)]
    }
    return open
  }

  private func converted(
    _ value: ScriptValue, for parameter: ParameterDeclaration, at offset: Int
  ) -> Converted {
    if parameter.kind == .lambdas, !value.isNull, let lambdas = lambdas(value, at: offset) { return lambdas }
    return converted(value, at: offset)
  }

  func converted(_ value: ScriptValue, at offset: Int, depth: Int = 0) -> Converted {
    if depth > 40 || !canLook() { return .failure(ScriptFailure(message: "nested too deep", offset: offset)) }
    switch value {
    case .constant(let value):
      do { return .value(try ParameterValue(value)) } catch {
        return .failure(ScriptFailure(message: error.message, offset: offset))
      }
    case .symbolic, .library:
      if let number = concrete(value) { return converted(.constant(number), at: offset) }
      if case .library(let path) = value {
        if let word = Self.enumerated(path) { return .value(.string(word)) }
        return .open(OpenValue(OpenName(path), at: offset))
      }
      if let rate = rateInForce(value, at: offset) { return converted(rate, at: offset) }
      if let open = parameters(in: value) { return .open(open) }
      return .failure(ScriptFailure(message: "it depends on the variable of a loop", offset: offset))
    case .tuple(let elements): return converted(elements, at: offset, depth)
    case .object(let id): return converted(object: id, at: offset, depth)
    case .open(let open):
      // Whatever the condition is, the same comes out.
      return .open(opened(.open(open), at: offset))
    case .failure(let failure): return .failure(failure)
    case .method(.object(let id), let name) where isScheduler(id):
      return .failure(
        ScriptFailure(
          message: "'\(name)' is called on what only has the name of a scheduler of PyTorch", offset: offset,
          hint: "paste the definition of its class too"))
    case .method, .bound: return lambdas(value, at: offset) ?? .open(opened(value, at: offset))
    }
  }

  /// The parameters that a value is computed of, of a function that is read as if they counted: they are numbers of which a scheduler is made;
  /// nil for what depends on anything else.
  private func parameters(in value: ScriptValue) -> OpenValue? {
    guard case .symbolic(let tree, _) = value else { return nil }
    let used = counters.filter { tree.mentions($0.name) }
    guard !used.isEmpty, used.allSatisfy({ $0.isAssumed && $0.asked == nil }),
      tree.strayName(besides: used.map(\.name)) == nil
    else { return nil }
    let open = used.map { OpenValue(OpenName($0.name), at: $0.offset) }
    return open.count == 1 && tree.node == used[0].tree.node ? open[0] : OpenValue(over: open)
  }

  /// Whether an object is a scheduler of the catalog; a part of another call is then none of its own.
  private func isScheduler(_ id: Int) -> Bool {
    guard case .scheduler(let index) = objects[id] else { return false }
    schedulers[index].isMember = true
    return true
  }

  /// Members of enumerations of libraries, such as `SchedulerType.COSINE`, are texts.
  private static func enumerated(_ path: String) -> String? {
    let parts = path.split(separator: ".")
    guard parts.count > 1, parts[parts.count - 2] == "SchedulerType" else { return nil }
    return parts.last?.lowercased()
  }

  private func converted(_ elements: [ScriptValue], at offset: Int, _ depth: Int) -> Converted {
    var values: [ParameterValue] = []
    var open: [OpenValue] = []
    var missing: [ScriptMissing] = []
    spend(elements.count)
    for element in elements {
      switch converted(element, at: offset, depth: depth + 1) {
      case .value(let value): values.append(value)
      case .open(let value): open.append(value)
      case .failure(let failure): return .failure(failure)
      case .refused(let error): return .refused(error)
      case .members(let others): missing += others
      }
    }
    if !missing.isEmpty { return .members(missing + open.map { ScriptMissing(open: $0, usedFor: "") }) }
    return open.isEmpty ? .value(.list(values)) : .open(OpenValue(over: open))
  }

  private func converted(object id: Int, at offset: Int, _ depth: Int) -> Converted {
    switch objects[id] {
    case .list(let elements): return converted(elements, at: offset, depth)
    case .array(let array) where array.count <= Self.maximumItems:
      return converted(self.elements(of: array), at: offset, depth)
    case .range:
      return items(of: .object(id)).map { converted($0, at: offset, depth) }
        ?? .failure(
          ScriptFailure(message: "a range of more than \(Self.maximumItems) numbers", offset: offset))
    case .dictionary(let dictionary): return converted(dictionary, at: offset, depth)
    case .scheduler(let index):
      schedulers[index].isMember = true
      switch schedulers[index].outcome {
      case .schedule(let schedule): return .value(.schedule(schedule))
      case .missing(let missing): return .members(missing)
      case .refused(let error): return .refused(error)
      }
    case .function, .partial: return lambdas(.object(id), at: offset) ?? .open(opened(.opaque, at: offset))
    case .lost(let reason):
      var open = OpenValue(heldName(of: id) ?? OpenName(text.expression(at: offset)), at: offset)
      open.reason = reason
      return .open(open)
    case .type(let type):
      return .failure(ScriptFailure(message: "the class '\(type.name)' has no place here", offset: offset))
    default:
      return .open(OpenValue(OpenName(text.expression(at: offset)), at: offset))
    }
  }

  private func converted(_ dictionary: ScriptDictionary, at offset: Int, _ depth: Int) -> Converted {
    var items: [DictionaryItem] = []
    if dictionary.isPartial {
      // What is left out would be silently another schedule.
      let open = dictionary.openKeys + dictionary.values.compactMap(\.openValue)
      return .open(opened(.open(OpenValue(over: open)), at: offset))
    }
    for (key, value) in zip(dictionary.keys, dictionary.values) {
      switch (converted(key, at: offset, depth: depth + 1), converted(value, at: offset, depth: depth + 1)) {
      case (.value(let key), .value(let value)): items.append(DictionaryItem(key: key, value: value))
      case (.failure(let failure), _), (_, .failure(let failure)): return .failure(failure)
      case (.refused(let error), _), (_, .refused(let error)): return .refused(error)
      case (.open(let open), _), (_, .open(let open)): return .open(open)
      case (.members(let missing), _), (_, .members(let missing)): return .members(missing)
      }
    }
    return .value(.dictionary(items))
  }
}

extension ScriptArgument {
  /// The same with another value.
  func holding(_ value: ScriptValue) -> ScriptArgument {
    var argument = self
    argument.value = value
    return argument
  }

  var valueOffset: Int { place ?? offset }
}
