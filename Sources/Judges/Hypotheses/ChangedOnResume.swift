import LRSchedulers

/// Until a resume another length of the schedule was in force, and from then on the plan is: its length was changed for the rest of the run.
struct ChangedOnResume: Hypothesis {
  private static let fewest = 4

  func explanations(of check: CheckCase) -> [Explanation] {
    for placement in check.placements where !placement.isMean {
      let units = check.units(placement)
      guard let row = takeover(check, units, placement), row >= Self.fewest,
        check.logged.count - row >= Self.fewest,
        check.planVaries(row..<check.logged.count, units, placement), let before = before(check, row)
      else { continue }
      let x = check.logged.xs[row]
      var fit = check.fit(row..<check.logged.count) { check.planned(units[$0], placement) }
      fit.count = check.logged.count
      return [
        Explanation(
          .other,
          "The plan is followed from \(check.xName) \(NumberWords.place(x)) on; until then the rates are those of \(before.spec): the length was changed when the run was resumed, and the counter went on.",
          fit, placement, details: [("at", .number(x)), ("before", .text(before.spec))])
      ]
    }
    return []
  }

  /// The first row from which on all are the plan's.
  private func takeover(_ check: CheckCase, _ units: [Int], _ placement: Placement) -> Int? {
    let last = check.all.last { !check.logged.isEqual($0, to: check.planned(units[$0], placement)) }
    return last.map { $0 + 1 }.flatMap { $0 < check.logged.count ? $0 : nil }
  }

  /// The schedule at the length by which the rows before one are explained.
  private func before(_ check: CheckCase, _ row: Int) -> Schedule? {
    LengthInForce.all(check.prefix(row)).first { !$0.isHeld }?.schedule
  }
}
