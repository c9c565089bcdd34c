import RunLogs

/// Rates that no hypothesis explains.
struct Unexplained {
  let check: CheckCase

  init(_ check: CheckCase) { self.check = check }

  func report(_ run: LogRun) -> CheckReport {
    let followed = PlanFollowed.of(check)
    let placement = followed?.placement ?? check.placements.first ?? Placement()
    let units = check.units(placement)
    let fit = check.fit(check.all) { check.planned(units[$0], placement) }
    let row = followed?.departure ?? fit.firstMiss ?? 0
    var details: [(String, Detail)] = [("at", .number(check.logged.xs[row]))]
    let (rate, planned) = NumberWords.pair(check.logged.values[row], check.planned(units[row], placement))
    var words =
      "The rate departs from the plan at \(check.xName) \(NumberWords.place(check.logged.xs[row])): it is \(rate) and not \(planned)."
    if let only = onlyMisses(fit, units, placement) {
      words += only
    } else if !Findings.areTooFew(check.logged.count),
      let actual = Identification.candidates(
        check.logged, producer: run.producer, stepsPerEpoch: check.stepsPerEpoch
      )
      .first(where: \.isExact)
    {
      details.append(("actual_spec", .text(actual.schedule.spec)))
      details.append(("actual_lr", .number(actual.lr)))
      words += " The rates are those of \(actual.schedule.spec) with lr \(NumberWords.rate(actual.lr))."
    } else if row > check.logged.count / 50, let then = rest(from: row, run) {
      details.append(("then", .text(then)))
      words += " What follows looks like \(then)."
    }
    let peak = check.logged.values.max() ?? 0
    if peak < check.table.peak * (1 - 1e-3) { details.append(("peak_reached", .number(peak))) }
    return CheckReport(check, Explanation(.other, words, fit, placement, details: details))
  }

  /// A few rows that are off among many that are not, as the first after a resume.
  private func onlyMisses(_ fit: Fit, _ units: [Int], _ placement: Placement) -> String? {
    guard fit.misses <= max(1, check.logged.count / 50) else { return nil }
    return fit.misses == 1
      ? " It is the only row; before and behind it the plan is followed, as with a scheduler that is rebuilt on resuming and right from its next step on."
      : " Only \(fit.misses) of \(fit.count) rows are off."
  }

  private func rest(from row: Int, _ run: LogRun) -> String? {
    if let sibling = Siblings.first(of: check, row..<check.logged.count) { return sibling.spec }
    if Findings.areTooFew(check.logged.count - row) { return nil }
    return Identification.candidates(
      check.logged, rows: row..<check.logged.count, producer: run.producer, stepsPerEpoch: check.stepsPerEpoch
    ).first(where: \.isExact)?.schedule.spec
  }
}
