import LRSchedulers

/// The rate is the plan's times a constant.
struct Scaled: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    for placement in check.placements {
      let units = check.units(placement)
      guard let scale = check.scale(check.all, { check.planned(units[$0], placement) }), !check.isOne(scale)
      else {
        continue
      }
      if let fit = check.exactFit(check.all, { scale.factor * check.planned(units[$0], placement) }) {
        return [Self.explanation(scale.factor, fit, placement, check, from: startOfRest(check))]
      }
    }
    return rebuilt(check)
  }

  /// Where a log has only the rest of a run the scale came with the resume.
  private func startOfRest(_ check: CheckCase) -> Double? {
    guard let first = check.logged.xs.first, first > check.logged.interval, first > 1 else { return nil }
    return first
  }

  /// With another base rate, where the schedule has rates of its own beside it, such as `eta_min`.
  private func rebuilt(_ check: CheckCase) -> [Explanation] {
    guard let placement = check.placements.first, let first = check.logged.values.first else { return [] }
    let units = check.units(placement)
    let start = check.planned(units[0], placement)
    guard start > 0, first > 0, units[0] >= 0 else { return [] }
    let base = check.plan.groups[min(check.group, check.plan.groups.count - 1)].lr
    let room = check.logged.slack[0] / start
    let factor = RoundNumber.between(first / start - room, first / start + room)
    guard abs(factor - 1) > 2 * room + 1e-6,
      let rates = check.alternative(check.plan.schedule, lr: base * factor),
      let fit = check.exactFit(check.all, { rates.rate(at: units[$0]) })
    else { return [] }
    return [Self.explanation(factor, fit, placement, check, from: nil)]
  }

  static func explanation(
    _ factor: Double, _ fit: Fit, _ placement: Placement, _ check: CheckCase, from x: Double?
  ) -> Explanation {
    var details: [(String, Detail)] = [("factor", .number(factor))]
    if let x { details.append(("resumed_at", .number(x))) }
    let start = x.map { "From \(check.xName) \(NumberWords.place($0)) on the rate" } ?? "The rate"
    let cause = ScaleCause(factor, check, at: x)
    return Explanation(
      .scaled, "\(start) is \(NumberWords.rate(factor)) times the plan's throughout. \(cause.words)", fit,
      placement,
      remedy: cause.remedy, details: details)
  }
}

/// Where a constant factor may come from.
struct ScaleCause {
  let words: String
  let remedy: String

  init(_ factor: Double, _ check: CheckCase, at x: Double?) {
    guard let x, let placement = check.placements.first else {
      words =
        factor == factor.rounded() && factor > 1
        ? "The base rate was multiplied by \(NumberWords.rate(factor)), as the linear scaling rule does with \(NumberWords.rate(factor)) devices."
        : "The run's base rate is another than the plan's."
      remedy = "set the optimizer's lr to the plan's, or give --lr what the run used"
      return
    }
    let planned = check.planned(check.unit(at: x, placement), placement)
    let first = check.table.rate(at: 0)
    remedy =
      "after loading the states set each group's lr to scheduler.get_last_lr(), or build the scheduler before the optimizer's state is loaded"
    if planned > 0, abs(first / planned / factor - 1) < 0.01 {
      words =
        "The rate began from the schedule's first value, \(NumberWords.rate(first)), instead of the plan's \(NumberWords.rate(planned)): the scheduler was built after the optimizer's state was loaded, or that state was not loaded, and its recursion keeps the ratio."
    } else {
      words =
        "The counter of the schedule is right and its rate was another when the run went on; the recursion keeps the ratio."
    }
  }
}

extension CheckCase {
  /// The constant that all rows of a range are of what is predicted, with what it may be wrong by; nil where there is none, or where that cannot
  /// be said.
  func scale(_ range: Range<Int>, _ predicted: (Int) -> Double) -> (factor: Double, room: Double)? {
    var best: (factor: Double, room: Double)?
    for index in Self.samples(range) {
      let planned = predicted(index)
      guard planned > 0, logged.values[index] > 0 else { continue }
      let room = logged.slack[index] / planned
      if best.map({ room < $0.room }) ?? true { best = (logged.values[index] / planned, room) }
    }
    guard let best, best.factor.isFinite, best.room < 0.05 * best.factor else { return nil }
    // The roundest for the row that tells it best may be too far off for others.
    var (low, high) = (best.factor - best.room, best.factor + best.room)
    for index in range where low <= high {
      let planned = predicted(index)
      guard planned > 0 else { continue }
      low = max(low, (logged.values[index] - logged.slack[index]) / planned)
      high = min(high, (logged.values[index] + logged.slack[index]) / planned)
    }
    return low <= high ? (RoundNumber.between(low, high), best.room) : nil
  }

  /// Whether a scale is 1 as far as digits tell.
  func isOne(_ scale: (factor: Double, room: Double)) -> Bool {
    abs(scale.factor - 1) <= 2 * scale.room + 1e-6
  }
}
