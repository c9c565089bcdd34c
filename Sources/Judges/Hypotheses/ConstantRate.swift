/// The rate never changes although the plan's does: the scheduler is never stepped.
struct ConstantRate: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard check.logged.count > 1, check.logged.isConstant, let placement = check.placements.first,
      check.planVaries(check.all, check.units(placement), placement)
    else { return [] }
    let value = check.logged.values[0]
    let fit = check.fit(check.all) { _ in value }
    let isFirst = check.logged.isEqual(0, to: check.table.rate(at: 0))
    let start =
      isFirst
      ? "the plan's first rate"
      : "which is not the plan's first rate, \(NumberWords.rate(check.table.rate(at: 0)))"
    return [
      Explanation(
        .constant, "The rate stays at \(NumberWords.rate(value)), \(start), while the plan changes it.", fit,
        placement,
        remedy:
          "call scheduler.step() once \(check.plan.interval == .epoch ? "an epoch" : "after each optimizer.step()")",
        details: [("value", .number(value))])
    ] + imitations(check, placement)
  }

  /// What gives the logged rows one rate too: a schedule of epochs that is stepped with every batch and logged once a cycle, or one that starts over
  /// before it has changed anything.
  private func imitations(_ check: CheckCase, _ placement: Placement) -> [Explanation] {
    let (steps, units) = (check.steps(placement), check.units(placement))
    var found: [Explanation] = []
    if check.plan.interval == .epoch, steps != units, (steps.max() ?? 0) > 0,
      let fit = check.exactFit(check.all, { check.table.rate(at: steps[$0]) })
    {
      found.append(
        Explanation(
          .steppedPerBatch, "stepped with every batch the schedule has this rate in every row too.", fit,
          placement))
    }
    let first = check.table.rate(at: 0)
    if let change = (0..<check.plan.length).first(where: { check.table.rate(at: $0) != first }), change > 1,
      (units.max() ?? 0) < 2 * change, check.logged.isEqual(0, to: first)
    {
      let fit = check.fit(check.all) { _ in first }
      found.append(
        Explanation(
          .scheduleRestarted,
          "a run that was resumed without its schedule's state would have come no further than the first change either.",
          fit, placement))
    }
    return found
  }
}
