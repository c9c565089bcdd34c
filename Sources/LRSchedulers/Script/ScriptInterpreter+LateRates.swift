/// Rates that a turn sets after its training: they hold from the next turn on, and the first trains with the rate of the optimizer.
extension ScriptInterpreter {
  /// Whether rates change from turn to turn of the loop that ends here, and not only with one around it: after the last batch of an
  /// epoch what goes by epochs alone may be set as well as before the first.
  func goesByTurns(_ values: [ScriptValue]) -> Bool {
    let used = counters.filter { counter in
      values.contains { if case .symbolic(let tree, _) = $0 { tree.mentions(counter.name) } else { false } }
    }
    return used.isEmpty || used.contains { $0.loop == loops.count }
  }

  /// - Parameter bodies: of each group what a turn makes of its rate, and behind them what it trains with.
  /// - Returns: whether the schedule is one without memory: a factor of the rate before, or a function of the turn before.
  func takeLate(
    _ bodies: [PythonExpression], _ recurrence: ScriptRecurrence, _ symbols: [String], _ base: [Double],
    _ parameter: String, into rates: inout ScriptRates
  ) -> Bool {
    let (after, seen) = (bodies.prefix(symbols.count), bodies.suffix(symbols.count))
    guard zip(seen, symbols).allSatisfy({ $0.isCopy(of: $1) }), !after.contains(where: recurrence.carried)
    else { return false }
    let factors = zip(after, symbols).compactMap { $0.factor(of: $1) }
    if factors.count == after.count {
      let lambdas = factors.map {
        LambdaExpression(parameter: parameter, body: $0.inTurnBefore(parameter).settled)
      }
      rates.lrs = base
      rates.schedule = MultiplicativeLR(lambdas.allEqual).schedule
      return true
    }
    if zip(after, symbols).contains(where: { $0.mentions($1) }) { return false }
    let lambdas = zip(after, base).map { body, base in
      LambdaExpression(
        parameter: parameter,
        body: .afterFirst(body.inTurnBefore(parameter).settled, of: parameter, first: .double(base)))
    }
    rates.lrs = symbols.map { _ in 1 }
    rates.schedule = LambdaLR(lambdas.allEqual).schedule
    return true
  }
}

extension PythonExpression {
  /// `body if epoch > 0 else first`
  static func afterFirst(
    _ body: PythonExpression, of name: String, first: PythonValue
  ) -> PythonExpression {
    let index = PythonExpression(offset: 0, node: .name(name))
    let zero = PythonExpression(offset: 0, node: .literal(.int(0)))
    let condition = PythonExpression(
      .comparison(index, [.init(op: .greater, operand: zero)]), at: 0, over: index, zero)
    let rest = PythonExpression(offset: 0, node: .literal(first))
    return PythonExpression(
      .conditional(condition: condition, then: body, otherwise: rest), at: 0, over: [condition, body, rest])
  }
}
