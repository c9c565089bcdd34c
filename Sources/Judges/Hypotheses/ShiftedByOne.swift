/// The whole run is a step of the scheduler ahead of the plan or behind it.
struct ShiftedByOne: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    var found: [Explanation] = []
    for shift in [1, -1] {
      for placement in check.placements {
        let units = check.units(placement)
        guard let fit = check.exactFit(check.all, { check.planned(units[$0] + shift, placement) }),
          check.planVaries(check.all, units, placement)
        else { continue }
        found.append(Self.explanation(shift, fit, placement, check, at: nil))
        break
      }
    }
    return found
  }

  /// - Parameter at: the x where it begins; nil for the whole run.
  static func explanation(
    _ shift: Int, _ fit: Fit, _ placement: Placement, _ check: CheckCase, at x: Double?
  ) -> Explanation {
    let unit = check.plan.interval == .epoch ? "epoch" : "step"
    let place = x.map { "From \(check.xName) \(NumberWords.place($0)) on every" } ?? "Every"
    let words =
      shift > 0
      ? "\(place) rate is the plan's of one \(unit) later: the scheduler is one step ahead. It is stepped before the optimizer, or the rate is logged after scheduler.step()."
      : "\(place) rate is the plan's of one \(unit) earlier: the scheduler is one step behind. It missed a step, as where a gradient scaler skips an update."
    let remedy =
      shift > 0
      ? (unit == "epoch" ? "move scheduler.step() to the end of the epoch" : "call optimizer.step() before scheduler.step()")
      : "call scheduler.step() whether or not the optimizer's step was skipped"
    var details: [(String, Detail)] = [("shift", .number(Double(shift))), ("shift_unit", .text(unit))]
    if let x { details.append(("at", .number(x))) }
    return Explanation(.offByOne, words, fit, placement, remedy: remedy, details: details)
  }
}
