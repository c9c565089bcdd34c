/// Rates that a script sets itself: `param_group["lr"] = …` in a loop, or in a function that a loop calls.
extension ScriptInterpreter {
  /// The symbol of the rate in force of a group, while a loop or function is read.
  private static func symbol(_ group: Int) -> String { "rate\u{0}\(group)" }

  /// Puts symbols in the places of all rates.
  ///
  /// - Returns: the groups' objects, in order.
  func beginRates() -> [Int] {
    let groups = groupIDs.sorted()
    for id in groups { putSymbol(id) }
    rateGroups.append(groups)
    return groups
  }

  private func putSymbol(_ id: Int) {
    guard case .dictionary(var group) = objects[id] else { return }
    group["lr"] = .symbolic(PythonExpression(offset: 0, node: .name(Self.symbol(id))), isClosed: false)
    replace(id, with: .dictionary(group))
  }

  /// Groups of an optimizer that is first named within a loop.
  func joinRates(_ groups: [Int]) {
    guard !rateGroups.isEmpty else { return }
    for id in groups { putSymbol(id) }
    for index in rateGroups.indices { rateGroups[index] += groups }
  }

  /// Looks at which rates have been set since.
  func endRates(_ begun: [Int], at offset: Int) {
    let groups = rateGroups.popLast() ?? begun
    for (id, optimizer) in optimizers {
      let own = (items(of: .object(optimizer.groups)) ?? []).compactMap(\.objectID)
      guard !own.isEmpty, own.allSatisfy({ groups.contains($0) || groupIDs.contains($0) }) else { continue }
      let values = own.map { id -> ScriptValue in
        if case .dictionary(let group) = objects[id] { return group["lr"] ?? .opaque }
        return .opaque
      }
      let isSet = zip(own, values).contains { id, value in
        // The groups of an optimizer that the loop is the first to name.
        guard groups.contains(id) else {
          if case .symbolic(_, false) = value { return true }
          return false
        }
        if case .symbolic(let tree, _) = value, tree.node == .name(Self.symbol(id)) { return false }
        return true
      }
      if isSet { noteRates(values, own, of: id, at: offset) }
    }
  }

  private var optimizers: [(Int, ScriptOptimizer)] {
    var result: [(Int, ScriptOptimizer)] = []
    for id in objects.indices {
      if case .optimizer(let optimizer) = objects[id] { result.append((id, optimizer)) }
      if result.count > 50 { break }
    }
    return result
  }

  private func noteRates(_ values: [ScriptValue], _ groups: [Int], of optimizer: Int, at offset: Int) {
    let place = lastRate ?? (name: "", offset: offset, function: -1)
    if handSets.contains(where: { $0.offset == place.offset }) || handSets.count > 20 { return }
    var missing: [ScriptMissing] = []
    var refusal: SpecError?
    for value in values {
      switch value {
      case .open(let open): missing.append(ScriptMissing(open: opened(.open(open), at: place.offset), usedFor: "lr"))
      case .failure(let failure): refusal = error(failure.message, at: failure.offset, hint: failure.hint)
      default: break
      }
    }
    var rates = ScriptRates(
      name: place.name, offset: place.offset, schedule: ConstantLR(factor: 1, totalIters: 0).schedule, lrs: [],
      guards: guards, missing: missing, refusal: refusal)
    if missing.isEmpty, refusal == nil {
      let base = options.lrs ?? lrs(of: optimizer, groups)
      do { try read(values, groups, base, into: &rates) } catch { rates.refusal = error }
    }
    if rates.refusal == nil || !rates.missing.isEmpty || isSurelyRead { handSets.append(rates) }
  }

  private var isSurelyRead: Bool { true }

  /// The rates before the loop.
  private func lrs(of optimizer: Int, _ groups: [Int]) -> [Double] {
    let standard = options.lrs ?? options.defaultLRs
    return groups.enumerated().map { index, id in
      for frame in journal.reversed() {
        if case .object(.dictionary(let group))? = frame[.object(id)],
          let value = try? group["lr"].flatMap(concrete)?.float()
        {
          return value
        }
      }
      return standard[min(index, standard.count - 1)]
    }
  }

  private func read(
    _ values: [ScriptValue], _ groups: [Int], _ base: [Double], into rates: inout ScriptRates
  ) throws(SpecError) {
    var factors: [PythonExpression] = []
    var absolutes: [PythonExpression] = []
    for (index, value) in values.enumerated() {
      guard let tree = tree(of: value, at: rates.offset) else {
        throw error("what the rate is set to is no number", at: rates.offset)
      }
      let symbol = Self.symbol(groups[index])
      if let factor = tree.factor(of: symbol) {
        factors.append(factor)
      } else if !tree.mentions(symbol) {
        absolutes.append(tree)
      } else {
        throw error("the rate is set from the rate in force in a way that is no factor", at: rates.offset)
      }
    }
    if factors.count == values.count {
      let lambdas = try factors.map { (factor) throws(SpecError) in try lambda(factor, &rates) }
      rates.lrs = zip(base, lambdas).map { base, lambda in (try? lambda(0)).map { $0 * base } ?? base }
      rates.schedule = MultiplicativeLR(lambdas.allEqual).schedule
    } else if absolutes.count == values.count {
      let lambdas = try absolutes.map { (rate) throws(SpecError) in try lambda(rate, &rates) }
      rates.lrs = lambdas.map { _ in 1 }
      rates.schedule = LambdaLR(lambdas.allEqual).schedule
    } else {
      throw error("some groups' rates are set, and others multiplied", at: rates.offset)
    }
  }

  /// A rate as a function of the index: of epochs, or of steps where a loop over batches sets it.
  private func lambda(
    _ tree: PythonExpression, _ rates: inout ScriptRates
  ) throws(SpecError) -> LambdaExpression {
    let used = counters.filter { tree.mentions($0.name) }
    guard let inner = used.last else {
      if let stray = tree.strayName(besides: []) {
        throw error("the rate depends on '\(stray)', which is not known", at: rates.offset)
      }
      return LambdaExpression(parameter: "epoch", body: tree)
    }
    var body = tree
    var parameter = inner.name
    if used.count > 1, let outer = used.first {
      parameter = "step"
      if let steps = options.stepsPerEpoch, options.countsSteps {
        body = body.replacing(outer.name, with: .index("step", op: .floorDivide, steps, outer))
        body = body.replacing(inner.name, with: .index("step", op: .modulo, steps, inner))
      } else {
        // Seen once an epoch, as it begins.
        parameter = outer.name
        body = body.replacing(inner.name, with: PythonExpression(offset: 0, node: .literal(.int(inner.start))))
        if !rates.notes.contains(Self.batchNote) { rates.notes.append(Self.batchNote) }
      }
    } else if !inner.isAssumed, inner.start != 0 || inner.step != 1 {
      if lastRate?.function ?? -1 >= 0 {
        let note = "'\(inner.name)' is counted from 0; the loop of line \(line(of: inner.offset)) begins at \(inner.start)"
        if !rates.notes.contains(note) { rates.notes.append(note) }
      } else {
        body = body.replacing(inner.name, with: .counted(inner))
      }
    }
    if let stray = body.strayName(besides: [parameter]) {
      throw error("the rate depends on '\(stray)', which is not known", at: rates.offset)
    }
    return LambdaExpression(parameter: parameter, body: body)
  }

  private static let batchNote = "the rate is set with every batch; shown is that of each epoch's first (--interval step --steps-per-epoch K shows all)"
}

extension [LambdaExpression] {
  /// One for all groups where they are alike.
  fileprivate var allEqual: PerGroup<LambdaExpression> {
    if let first, allSatisfy({ $0 == first }) { return .all(first) }
    return .each(self)
  }
}

extension PythonExpression {
  func mentions(_ name: String) -> Bool {
    if case .name(let own) = node { return own == name }
    return branches.contains { $0.mentions(name) }
  }

  /// `x` in a tree that is `name * x`; nil where it is nothing of the kind.
  func factor(of name: String) -> PythonExpression? {
    switch node {
    case .name(let own):
      return own == name ? PythonExpression(offset: offset, node: .literal(.int(1))) : nil
    case .binary(.multiply, let left, let right):
      if let factor = left.factor(of: name), !right.mentions(name) { return product(factor, right) }
      if let factor = right.factor(of: name), !left.mentions(name) { return product(left, factor) }
      return nil
    case .binary(.divide, let left, let right):
      guard let factor = left.factor(of: name), !right.mentions(name) else { return nil }
      return PythonExpression(.binary(.divide, factor, right), at: offset, over: factor, right)
    case .conditional(let condition, let then, let otherwise):
      guard !condition.mentions(name), let a = then.factor(of: name), let b = otherwise.factor(of: name) else { return nil }
      return PythonExpression(
        .conditional(condition: condition, then: a, otherwise: b), at: offset, over: [condition, a, b])
    default: return nil
    }
  }

  private func product(_ a: PythonExpression, _ b: PythonExpression) -> PythonExpression {
    if case .literal(.int(1)) = a.node { return b }
    if case .literal(.int(1)) = b.node { return a }
    return PythonExpression(.binary(.multiply, a, b), at: offset, over: a, b)
  }

  func replacing(_ name: String, with other: PythonExpression) -> PythonExpression {
    mapped { expression in
      if case .name(let own) = expression.node, own == name { return other }
      return nil
    }
  }

  /// The tree with some parts exchanged.
  private func mapped(_ change: (PythonExpression) -> PythonExpression?) -> PythonExpression {
    if let changed = change(self) { return changed }
    let children = branches
    if children.isEmpty { return self }
    func all(_ expressions: [PythonExpression]) -> [PythonExpression] { expressions.map { $0.mapped(change) } }
    func made(_ node: Node) -> PythonExpression {
      var copy = self
      copy.node = node
      return PythonExpression(node, at: offset, over: copy.branches)
    }
    switch node {
    case .list(let elements): return made(.list(all(elements)))
    case .tuple(let elements): return made(.tuple(all(elements)))
    case .call(var call):
      for index in call.arguments.indices { call.arguments[index].value = call.arguments[index].value.mapped(change) }
      return made(.call(call))
    case .unary(let op, let value): return made(.unary(op, value.mapped(change)))
    case .binary(let op, let a, let b): return made(.binary(op, a.mapped(change), b.mapped(change)))
    case .comparison(let first, let rest):
      return made(.comparison(first.mapped(change), rest.map { .init(op: $0.op, operand: $0.operand.mapped(change)) }))
    case .conditional(let condition, let then, let otherwise):
      return made(.conditional(condition: condition.mapped(change), then: then.mapped(change), otherwise: otherwise.mapped(change)))
    case .subscripted(let a, let b): return made(.subscripted(a.mapped(change), b.mapped(change)))
    case .comprehension(var comprehension):
      comprehension.element = comprehension.element.mapped(change)
      for index in comprehension.clauses.indices {
        comprehension.clauses[index].iterable = comprehension.clauses[index].iterable.mapped(change)
        comprehension.clauses[index].conditions = all(comprehension.clauses[index].conditions)
      }
      return made(.comprehension(comprehension))
    default: return self
    }
  }

  /// `start + step * index`
  fileprivate static func counted(_ counter: ScriptCounter) -> PythonExpression {
    let index = PythonExpression(offset: 0, node: .name(counter.name))
    return shifted(index, counter)
  }

  fileprivate static func index(
    _ name: String, op: PythonOperator, _ steps: Int, _ counter: ScriptCounter
  ) -> PythonExpression {
    let (index, count) = (
      PythonExpression(offset: 0, node: .name(name)), PythonExpression(offset: 0, node: .literal(.int(steps)))
    )
    return shifted(PythonExpression(.binary(op, index, count), at: 0, over: index, count), counter)
  }

  private static func shifted(_ index: PythonExpression, _ counter: ScriptCounter) -> PythonExpression {
    var result = index
    if counter.step != 1 {
      let step = PythonExpression(offset: 0, node: .literal(.int(counter.step)))
      result = PythonExpression(.binary(.multiply, step, result), at: 0, over: step, result)
    }
    if counter.start != 0 {
      let start = PythonExpression(offset: 0, node: .literal(.int(counter.start)))
      result = PythonExpression(.binary(.add, result, start), at: 0, over: result, start)
    }
    return result
  }
}
