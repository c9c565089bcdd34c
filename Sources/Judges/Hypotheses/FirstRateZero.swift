import LRSchedulers

/// The warm-up begins at 0, so that the first update does nothing: step / warm-up instead of (step + 1) / warm-up.
struct FirstRateZero: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    for placement in check.placements {
      let units = check.units(placement)
      guard let zero = units.firstIndex(of: 0), check.logged.isEqual(zero, to: 0),
        check.table.rate(at: 0) > check.logged.slack[zero]
      else { continue }
      for late in [0, 1] {
        if let found = explanation(check, units, zero, late, placement) { return [found] }
      }
    }
    return []
  }

  /// - Parameter late: how many steps the plan is behind after the warm-up.
  private func explanation(
    _ check: CheckCase, _ units: [Int], _ zero: Int, _ late: Int, _ placement: Placement
  ) -> Explanation? {
    // The rise: as long as the rows are a line through 0.
    guard let next = check.all.first(where: { units[$0] > 0 && check.logged.values[$0] > 0 }) else {
      return nil
    }
    var end = next
    var slope = check.logged.values[next] / Double(units[next])
    var bounds = (low: 0.0, high: Double.infinity)
    for index in check.all where units[index] > 0 {
      let unit = Double(units[index])
      let (value, room) = (check.logged.values[index], check.logged.slack[index])
      let (low, high) = (max(bounds.low, (value - room) / unit), min(bounds.high, (value + room) / unit))
      guard low <= high else { break }
      bounds = (low, high)
      (end, slope) = (index, (low + high) / 2)
    }
    let fit = check.fit(check.all) { index in
      index <= end ? slope * Double(units[index]) : check.planned(units[index] - late, placement)
    }
    // The line must reach what it leads to.
    guard fit.isExact,
      end + 1 < check.logged.count
        || abs(check.logged.values[end] - check.table.peak) <= check.logged.slack[end] * 2,
      check.logged.values[...end].max().map({ $0 >= 0.5 * check.table.peak }) ?? false
    else { return nil }
    let warmup = Int(saturating: (check.table.peak / slope).rounded())
    return Explanation(
      .firstLRZero,
      "The first update is made at rate 0: the warm-up counts step / \(warmup) from 0, where the plan begins at \(NumberWords.rate(check.table.rate(at: 0)))."
        + (late == 0
          ? " Behind the warm-up the rates are the plan's."
          : " Behind it the rates are the plan's of one step earlier."),
      fit, placement,
      remedy: "count the warm-up from 1, (step + 1) / warmup, or accept that the first update does nothing",
      details: [("first_lr", .number(0)), ("warmup_steps", .number(Double(warmup)))])
  }
}
