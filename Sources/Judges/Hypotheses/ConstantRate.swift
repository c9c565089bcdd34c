/// The rate never changes although the plan's does: the scheduler is never stepped.
struct ConstantRate: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard check.logged.count > 1, check.logged.isConstant, let placement = check.placements.first,
      check.planVaries(check.all, check.units(placement), placement)
    else { return [] }
    let value = check.logged.values[0]
    let fit = check.fit(check.all) { _ in value }
    let isFirst = check.logged.isEqual(0, to: check.table.rate(at: 0))
    let start = isFirst ? "the plan's first rate" : "which is not the plan's first rate, \(NumberWords.rate(check.table.rate(at: 0)))"
    return [
      Explanation(
        .constant, "The rate stays at \(NumberWords.rate(value)), \(start), while the plan changes it.", fit, placement,
        remedy: "call scheduler.step() once \(check.plan.interval == .epoch ? "an epoch" : "after each optimizer.step()")",
        details: [("value", .number(value))])
    ]
  }
}
