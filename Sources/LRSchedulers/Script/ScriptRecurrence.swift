/// Rates that go on from those in force, as functions of the index: one turn after the other.
struct ScriptRecurrence {
  /// The states of the turn.
  var states: [ScriptState]
  /// The trees of the states after a turn.
  private var trees: [PythonExpression?]
  /// Turns that come before the rate at index 0 is read.
  var turnsBefore = 1

  init(states: [ScriptState], in interpreter: ScriptInterpreter, turnsBefore: Int = 1) {
    self.states = states
    trees = states.map { state in
      state.after.flatMap { interpreter.tree(of: $0, at: 0) }
    }
    self.turnsBefore = turnsBefore
  }

  /// Exchanges a name in what the states become.
  mutating func replace(_ name: String, with other: PythonExpression) {
    trees = trees.map { $0?.replacing(name, with: other) }
  }

  /// What the states become that trees need, and that those need.
  func trees(behind first: [PythonExpression]) -> [PythonExpression] {
    var (found, pending) = ([Int](), first)
    while let next = pending.popLast() {
      for (index, state) in states.enumerated() where !found.contains(index) && next.mentions(state.symbol) {
        found.append(index)
        if let tree = trees[index] { pending.append(tree) }
      }
    }
    return found.compactMap { trees[$0] }
  }

  /// A state that only counts is a function of the index.
  func withoutCounts(_ tree: PythonExpression, index: String) -> PythonExpression {
    zip(states, trees).reduce(tree) { result, pair in
      let (state, after) = pair
      guard case .binary(.add, let name, let step)? = after?.node, case .name(state.symbol) = name.node,
        case .literal(.int(let by)) = step.node, case .int(let start) = state.start
      else { return result }
      let counter = ScriptCounter(name: index, start: start, step: by, isPaired: false, offset: 0)
      return result.replacing(state.symbol, with: .counted(counter))
    }
  }

  /// A state that is always the rate in force is that: `lr *= 0.5; group["lr"] = lr`.
  func withoutCopies(_ tree: PythonExpression, of rate: String, from base: Double) -> PythonExpression {
    let symbol = PythonExpression(offset: 0, node: .name(rate))
    return zip(states, trees).reduce(tree) { result, pair in
      let (state, after) = pair
      guard let after, result.mentions(state.symbol), (try? state.start.float()) == base,
        after.replacing(state.symbol, with: symbol).node == result.replacing(state.symbol, with: symbol).node
      else { return result }
      return result.replacing(state.symbol, with: symbol)
    }
  }

  /// The names in a tree of numbers that go on from turn to turn.
  func carried(in tree: PythonExpression) -> Bool { states.contains { tree.mentions($0.symbol) } }

  /// `functools.reduce(lambda lr, epoch: …, range(epoch + 1), start)`; with further numbers a list of all of them.
  ///
  /// - Parameters:
  ///   - tree: what a turn makes of the rate.
  ///   - seen: what it is within the turn, if that is to be given and not what it becomes.
  ///   - rate: the symbol of the rate in force.
  ///   - parameter: the index, which may stand in the trees.
  func lambda(
    _ tree: PythonExpression, seenAs seen: PythonExpression? = nil, rate: String, from base: Double,
    parameter: String
  ) throws(SchedulerError) -> LambdaExpression {
    let used = try involved(in: [tree] + (seen.map { [$0] } ?? []), index: parameter)
    let index = PythonExpression(offset: 0, node: .name(parameter))
    var count = index
    if turnsBefore > 0 {
      let one = PythonExpression(offset: 0, node: .literal(.int(turnsBefore)))
      count = PythonExpression(.binary(.add, index, one), at: 0, over: index, one)
    }
    let range = PythonExpression(
      .call(
        PythonCall(
          qualifiedName: "range", arguments: [.init(keyword: nil, value: count, offset: 0)], offset: 0)),
      at: 0, over: [count])
    let total = ["lr", "last", "total"].first { $0 != parameter } ?? "lr"
    let start = PythonExpression(offset: 0, node: .literal(.double(base)))
    guard !used.isEmpty || seen != nil else {
      let name = PythonExpression(offset: 0, node: .name(total))
      let fold = PythonFold(
        total: total, item: parameter, body: tree.replacing(rate, with: name).settled, items: range,
        start: start)
      return try lambda(fold.expression, parameter)
    }
    // What is seen comes first, as the first is what is given.
    var (bodies, starts) = (seen.map { [$0, tree] } ?? [tree], seen == nil ? [start] : [start, start])
    for state in used {
      bodies.append(state.tree)
      starts.append(PythonExpression(offset: 0, node: .literal(state.start)))
    }
    let symbols = [rate] + used.map(\.symbol)
    let first = seen == nil ? 0 : 1
    let replaced = bodies.map { body in
      symbols.enumerated().reduce(body) {
        $0.replacing($1.element, with: .element(first + $1.offset, of: total))
      }.settled
    }
    let fold = PythonFold(
      total: total, item: parameter, body: PythonExpression(.list(replaced), at: 0, over: replaced),
      items: range,
      start: PythonExpression(.list(starts), at: 0, over: starts))
    let zero = PythonExpression(offset: 0, node: .literal(.int(0)))
    let whole = fold.expression
    return try lambda(PythonExpression(.subscripted(whole, zero), at: 0, over: whole, zero), parameter)
  }

  private func lambda(
    _ body: PythonExpression, _ parameter: String
  ) throws(SchedulerError) -> LambdaExpression {
    if let stray = body.strayName(besides: [parameter]) {
      let name = stray.split(separator: "\0").first.map(String.init) ?? stray
      throw SchedulerError(.attribute, "the rate depends on '\(name)', which is not known")
    }
    if body.size > ScriptInterpreter.maximumTree || body.height > PythonParser.maximumHeight {
      throw SchedulerError(.overflow, "too large once the names' values are put in")
    }
    return LambdaExpression(parameter: parameter, body: body)
  }

  private struct Involved {
    var symbol: String
    var start: PythonValue
    var tree: PythonExpression
  }

  /// The states that a tree needs, and those that they need.
  private func involved(
    in trees: [PythonExpression], index: String
  ) throws(SchedulerError) -> [Involved] {
    var result: [Involved] = []
    var pending = trees
    while let next = pending.popLast() {
      for (state, after) in zip(states, self.trees)
      where next.mentions(state.symbol) && !result.contains(where: { $0.symbol == state.symbol }) {
        guard let after else {
          throw SchedulerError(.type, "what '\(state.name)' becomes in a turn could not be read as a number")
        }
        do { _ = try state.start.float() } catch {
          throw SchedulerError(error.kind, "'\(state.name)' is no number to begin with: \(error.message)")
        }
        let tree = withoutCounts(after, index: index)
        result.append(Involved(symbol: state.symbol, start: state.start, tree: tree))
        pending.append(tree)
      }
    }
    return result
  }
}

extension PythonExpression {
  /// `name[index]`
  fileprivate static func element(_ index: Int, of name: String) -> PythonExpression {
    let list = PythonExpression(offset: 0, node: .name(name))
    let place = PythonExpression(offset: 0, node: .literal(.int(index)))
    return PythonExpression(.subscripted(list, place), at: 0, over: list, place)
  }
}
