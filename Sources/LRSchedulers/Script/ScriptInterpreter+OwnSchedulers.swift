/// Schedulers whose class the text defines: what their `get_lr` gives is read as a function of `last_epoch`.
extension ScriptInterpreter {
  func isScheduler(_ type: ScriptType, depth: Int = 0) -> Bool {
    guard depth < 20 else { return false }
    return type.bases.contains { base in
      switch base {
      case .library(let path): isSchedulerBase(path)
      case .open(let open): open.name.map { isSchedulerBase($0.key) } ?? false
      case .object(let id):
        if case .type(let parent) = objects[id] { isScheduler(parent, depth: depth + 1) } else { false }
      default: false
      }
    }
  }

  private func isSchedulerBase(_ path: String) -> Bool {
    let last = path.lastPart
    return ["LRScheduler", "_LRScheduler"].contains(last)
      || (Catalog.entry(named: last)?.library == .pytorch && ScriptLibraries.isKnown(path))
  }

  /// `super().__init__(optimizer, last_epoch)`
  func callSchedulerBase(_ id: Int, _ arguments: [ScriptArgument], at offset: Int) {
    guard case .instance(var instance) = objects[id] else { return }
    baseCalls[id] = offset
    let optimizer = arguments.first { $0.keyword == "optimizer" } ?? arguments.first { $0.keyword == nil }
    let last = arguments.first { $0.keyword == "last_epoch" } ?? arguments.dropFirst().first { $0.keyword == nil }
    if let optimizer { instance.attributes["optimizer"] = optimizer.value }
    instance.attributes["last_epoch"] = last?.value ?? .int(-1)
    let rates = lrs(of: optimizer.flatMap { self.optimizer($0.value) })
    instance.attributes["base_lrs"] = make(.list(rates.map { .constant(.double($0)) }))
    replace(id, with: .instance(instance))
  }

  private static let epoch = "epoch"
  private static func base(_ group: Int) -> String { "base\u{0}\(group)" }
  private static func rate(_ group: Int) -> String { "rate\u{0}own\(group)" }

  func noteOwnScheduler(
    _ id: Int, _ type: ScriptType, _ typeID: Int, _ arguments: [ScriptArgument], at offset: Int
  ) {
    guard case .instance(let instance) = objects[id] else { return }
    let offset = baseCalls[id] ?? offset
    let optimizer = instance.attributes["optimizer"]
    guard case .bound(let function, _)? = member("get_lr", of: type, typeID, receiver: id, at: offset),
      case .function(let definition) = objects[function]
    else {
      record(
        type.name, .refused(error("'\(type.name)' has no get_lr() that could be read", at: offset)), arguments,
        at: offset, optimizer: optimizer)
      return
    }
    var outcome: ScriptScheduler.Outcome
    var rates: [Double]?
    do {
      let read = try read(id, definition, function, optimizer, at: offset)
      (outcome, rates) = (read.outcome, read.lrs)
    } catch { outcome = .refused(error) }
    record(type.name, outcome, arguments, at: offset, optimizer: optimizer)
    if let last = schedulers.indices.last, schedulers[last].offset == offset { schedulers[last].lrs = rates }
  }

  /// The schedule that `get_lr` describes, and the rates it begins with where they are not the optimizer's.
  private func read(
    _ id: Int, _ definition: ScriptFunction, _ function: Int, _ optimizer: ScriptValue?, at offset: Int
  ) throws(SpecError) -> (outcome: ScriptScheduler.Outcome, lrs: [Double]?) {
    let known = lrs(of: optimizer.flatMap { self.optimizer($0) })
    var values: [ScriptValue]?
    var result = ScriptValue.opaque
    symbolDepth += 1
    let outer = symbolFunction
    symbolFunction = function
    _ = trying {
      prepare(id, groups: known.count, optimizer)
      result = call(
        definition, function, [ScriptArgument(keyword: nil, value: .object(id), offset: offset)], at: offset)
      values = items(of: result)
      return .falls
    }
    symbolFunction = outer
    symbolDepth -= 1
    if let open = result.openValue {
      return (.missing([ScriptMissing(open: opened(.open(open), at: definition.offset), usedFor: "get_lr")]), nil)
    }
    if case .failure(let failure) = result { throw error(failure.message, at: failure.offset, hint: failure.hint) }
    guard let values, values.count == known.count || values.count == 1 else {
      throw error("get_lr() gives what could not be read as a list of rates", at: definition.offset)
    }
    for value in values {
      if let open = value.openValue {
        return (.missing([ScriptMissing(open: opened(.open(open), at: definition.offset), usedFor: "get_lr")]), nil)
      }
      if case .failure(let failure) = value { throw error(failure.message, at: failure.offset, hint: failure.hint) }
    }
    return try schedule(values, known, at: definition.offset)
  }

  /// The state after some steps, with symbols for the epoch and the rates.
  private func prepare(_ id: Int, groups count: Int, _ optimizer: ScriptValue?) {
    guard case .instance(var instance) = objects[id] else { return }
    let symbol = { (name: String) in
      ScriptValue.symbolic(PythonExpression(offset: 0, node: .name(name)), isClosed: false)
    }
    instance.attributes["last_epoch"] = symbol(Self.epoch)
    instance.attributes["_step_count"] = apply(.add, symbol(Self.epoch), .int(1), at: 0)
    instance.attributes["base_lrs"] = make(.list((0..<count).map { symbol(Self.base($0)) }))
    var groups: [ScriptValue] = []
    for index in 0..<count {
      var group = ScriptDictionary()
      if let old = optimizer.flatMap({ self.optimizer($0) }).map({ self.groups(of: $0) }), old.indices.contains(index) {
        group = old[index]
      }
      group["lr"] = symbol(Self.rate(index))
      group["initial_lr"] = symbol(Self.base(index))
      groups.append(make(.dictionary(group)))
    }
    let list = make(.list(groups)).objectID ?? 0
    instance.attributes["optimizer"] = make(
      .optimizer(ScriptOptimizer(name: "", arguments: [], groups: list, offset: 0, isBuilt: false)))
    replace(id, with: .instance(instance))
  }

  private func schedule(
    _ values: [ScriptValue], _ known: [Double], at offset: Int
  ) throws(SpecError) -> (outcome: ScriptScheduler.Outcome, lrs: [Double]?) {
    var trees: [PythonExpression] = []
    for value in values {
      guard let tree = tree(of: value, at: offset) else {
        throw error("get_lr() gives what is no number", at: offset)
      }
      trees.append(tree)
    }
    let byBase = trees.enumerated().compactMap { $1.factor(of: Self.base($0)) }
    if byBase.count == trees.count, byBase.allSatisfy({ $0.strayName(besides: [Self.epoch]) == nil }) {
      return (.schedule(LambdaLR(perGroup(byBase)).schedule), nil)
    }
    let byRate = trees.enumerated().compactMap { $1.factor(of: Self.rate($0)) }
    if byRate.count == trees.count, byRate.allSatisfy({ $0.strayName(besides: [Self.epoch]) == nil }) {
      let lambdas = byRate.map { LambdaExpression(parameter: Self.epoch, body: $0) }
      let first = zip(known, lambdas).map { base, lambda in (try? lambda(0)).map { $0 * base } ?? base }
      return (.schedule(MultiplicativeLR(perGroup(byRate)).schedule), first == known ? nil : first)
    }
    let absolute = trees.enumerated().map { index, tree in
      tree.replacing(Self.base(index), with: PythonExpression(offset: offset, node: .literal(.double(known[min(index, known.count - 1)]))))
    }
    guard absolute.allSatisfy({ $0.strayName(besides: [Self.epoch]) == nil }) else {
      throw error("get_lr() goes on from the rate in force in a way that is no factor", at: offset)
    }
    return (.schedule(LambdaLR(perGroup(absolute)).schedule), known.map { _ in 1 })
  }

  private func perGroup(_ trees: [PythonExpression]) -> PerGroup<LambdaExpression> {
    let lambdas = trees.map { LambdaExpression(parameter: Self.epoch, body: $0) }
    if let first = lambdas.first, lambdas.allSatisfy({ $0 == first }) { return .all(first) }
    return .each(lambdas)
  }

  // MARK: What is not known

  /// A call of something unknown that may build a scheduler.
  func noteUnknown(_ callee: OpenValue, _ arguments: [ScriptArgument], at offset: Int, name: String) {
    if ScriptLibraries.isOtherScheduler(name) || unknownCalls.count > 100 { return }
    let last = name.lastPart
    let isAssigned = targetName.map(ScriptLibraries.holdsScheduler) ?? false
    guard ScriptLibraries.looksLikeScheduler(last) || isAssigned else { return }
    let wraps = arguments.contains { argument in
      if case .object(let id) = argument.value, case .scheduler = objects[id] { true } else { false }
    }
    unknownCalls.append(
      ScriptUnknown(
        name: name.isEmpty ? text.expression(at: offset) : name, offset: offset,
        isAssigned: isAssigned || ScriptLibraries.looksLikeScheduler(last), wraps: wraps && !last.hasPrefix("Accelerated"),
        open: callee.name == nil ? [callee] + arguments.filter { !isOptimizer($0) }.compactMap(\.value.openValue) : [],
        order: schedulers.count))
  }
}
