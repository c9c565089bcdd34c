/// What counts the rates that a script sets itself.
extension ScriptInterpreter {
  /// Trees as functions of the index: of epochs, or of steps where a loop over batches sets the rate. The rates in force and
  /// the numbers that are carried on stay symbols.
  func indexed(
    _ trees: [PythonExpression], _ recurrence: inout ScriptRecurrence, besides symbols: [String],
    _ rates: inout ScriptRates
  ) throws(SpecError) -> (parameter: String, bodies: [PythonExpression]) {
    let all = trees + recurrence.trees(behind: trees)
    let used = counters.filter { counter in all.contains { $0.mentions(counter.name) } }
    rates.taken += used.filter { !$0.isAssumed }.map {
      .init(kind: .loop, text: $0.name, line: line(of: $0.offset))
    }
    (rates.length, rates.stepsPerBatch) = extent(of: used, in: rates.isInLoop ? lastLoop : nil)
    var parameter = used.last?.name ?? "epoch"
    var bodies = trees
    func exchange(_ name: String, with other: PythonExpression) {
      bodies = bodies.map { $0.replacing(name, with: other) }
      recurrence.replace(name, with: other)
    }
    if used.count > 1, let outer = used.first, let inner = used.last {
      parameter = "step"
      ask(for: used, in: all, &rates)
      if let steps = inner.length ?? options.stepsPerEpoch, options.countsSteps {
        // One of the two may be called as the index of both.
        exchange(outer.name, with: .index("step\u{0}", op: .floorDivide, steps, outer))
        exchange(inner.name, with: .index("step\u{0}", op: .modulo, steps, inner))
        exchange("step\u{0}", with: PythonExpression(offset: 0, node: .name("step")))
      } else {
        // Seen once an epoch, as it begins.
        parameter = outer.name
        exchange(inner.name, with: PythonExpression(offset: 0, node: .literal(.int(inner.start))))
        if !rates.notes.contains(Self.batchNote) { rates.notes.append(Self.batchNote) }
      }
    } else if let counter = used.last, !counter.isAssumed, counter.start != 0 || counter.step != 1 {
      if lastRate?.function ?? -1 >= 0, !rates.isLate {
        let note =
          "'\(counter.name)' is counted from 0; the loop of line \(line(of: counter.offset)) begins at \(counter.start)"
        if !rates.notes.contains(note) { rates.notes.append(note) }
      } else {
        exchange(counter.name, with: .counted(counter))
      }
    }
    bodies = bodies.map { recurrence.withoutCounts($0, index: parameter) }
    let known = [parameter] + symbols + recurrence.states.map(\.symbol)
    for body in bodies + recurrence.trees(behind: bodies) {
      if let stray = body.strayName(besides: known) {
        let name = stray.split(separator: "\0").first.map(String.init) ?? stray
        throw error("the rate depends on '\(name)', which is not known", at: rates.offset)
      }
    }
    return (parameter, bodies)
  }

  /// Asks for what counts besides the epoch, where a function does not say how the two go together: `epoch * length + step` does, and of
  /// the others nobody knows whether they begin again with each epoch.
  private func ask(for used: [ScriptCounter], in trees: [PythonExpression], _ rates: inout ScriptRates) {
    guard let outer = used.first, used.allSatisfy(\.isAssumed) else { return }
    for inner in used.dropFirst()
    where used.count > 2 || !trees.contains(where: { $0.adds(inner.name, to: outer.name) }) {
      let open = OpenValue(inner.asked ?? OpenName(inner.name), at: inner.offset)
      rates.missing.append(ScriptMissing(open: open, usedFor: "lr", guess: .int(0)))
    }
  }

  /// How long the loops are that count the index of rates, and whether they count steps.
  ///
  /// - Parameter loop: the loop that sets them: rates that no variable counts go on with its turns.
  private func extent(
    of used: [ScriptCounter], in loop: ScriptLoop?
  ) -> (length: ScriptLength?, stepsPerBatch: Bool?) {
    guard let first = used.first else {
      let length = loop?.isBatch == true ? nil : loop?.length
      return (
        length.map { ScriptLength(count: $0, offset: loop?.offset ?? 0) }, loop?.interval.map { $0 == "step" }
      )
    }
    let length = first.length.map { ScriptLength(count: $0, offset: first.offset) }
    guard used.count > 1 else { return (length, interval(of: first).map { $0 == "step" }) }
    guard let steps = used.last?.length ?? options.stepsPerEpoch, options.countsSteps else {
      return (length, nil)
    }
    let (count, overflow) = (length?.count ?? 0).multipliedReportingOverflow(by: steps)
    let whole = ScriptLength(count: count, stepsPerEpoch: steps, offset: first.offset)
    return (length == nil || overflow ? nil : whole, true)
  }

  static let batchNote =
    "the rate is set with every batch; shown is that of each epoch's first (--interval step --steps-per-epoch K shows all)"
}

extension PythonExpression {
  /// Whether one name is added to another, or to what is made of it: `epoch * length + step`, `1 + step + epoch * length`.
  fileprivate func adds(_ name: String, to other: String) -> Bool {
    if case .binary(.add, _, _) = node {
      let terms = self.terms
      if terms.contains(where: { $0.mentions(name) && !$0.mentions(other) }),
        terms.contains(where: { $0.mentions(other) && !$0.mentions(name) })
      {
        return true
      }
    }
    return branches.contains { $0.adds(name, to: other) }
  }

  /// What a sum is of.
  private var terms: [PythonExpression] {
    if case .binary(.add, let left, let right) = node { return left.terms + right.terms }
    return [self]
  }
}
