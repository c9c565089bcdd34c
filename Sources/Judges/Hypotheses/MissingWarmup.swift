import LRSchedulers

/// The plan warms up and the run does not.
struct MissingWarmup: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard let warmup = WarmupOfPlan(check.plan.schedule), warmup.steps > 0 else { return [] }
    for placement in check.placements {
      let units = check.units(placement)
      guard let first = units.min(), first < warmup.steps else { continue }
      // As the rest of the plan from its own beginning, or with the plan's length but no warm-up, or at the peak until the warm-up would end.
      if let fit = check.exactFit(check.all, { check.planned(units[$0] + warmup.steps, placement) }) {
        return [explanation(fit, warmup, placement, check, spec: warmup.rest?.spec)]
      }
      if let spec = warmup.without, let rates = check.alternative(spec) {
        if let fit = check.exactFit(check.all, { rates.rate(at: units[$0]) }) {
          return [explanation(fit, warmup, placement, check, spec: spec.spec)]
        }
      }
      let peak = check.table.rate(at: warmup.steps)
      let fit = check.exactFit(check.all) {
        units[$0] < warmup.steps ? peak : check.planned(units[$0], placement)
      }
      if let fit { return [explanation(fit, warmup, placement, check, spec: nil)] }
    }
    return []
  }

  private func explanation(
    _ fit: Fit, _ warmup: WarmupOfPlan, _ placement: Placement, _ check: CheckCase, spec: String?
  ) -> Explanation {
    var details: [(String, Detail)] = [("warmup_steps", .number(Double(warmup.steps)))]
    if let spec { details.append(("actual_spec", .text(spec))) }
    let unit = check.plan.interval == .epoch ? "epochs" : "steps"
    return Explanation(
      .warmupMissing,
      "There is no warm-up: the first rate is \(NumberWords.rate(check.logged.values[0])) where the plan rises from \(NumberWords.rate(check.table.rate(at: 0))) in \(warmup.steps) \(unit); the rest is the plan's.",
      fit, placement, remedy: warmup.remedy, details: details)
  }
}

/// The warm-up that a schedule begins with.
struct WarmupOfPlan {
  /// In steps of the scheduler.
  let steps: Int
  /// What follows the warm-up, from its own beginning; nil where it cannot stand alone.
  let rest: Schedule?
  /// The schedule without the warm-up, as long as before; nil where there is no such.
  let without: Schedule?
  let remedy: String

  init?(_ schedule: Schedule) {
    guard let path = schedule.warmupParameter, let number = schedule.value(of: path)?.number else { return nil }
    if schedule.members.isEmpty {
      guard let count = Int(exactly: number.doubleValue.rounded()), count > 0 else { return nil }
      steps = count
      rest = nil
      without = try? schedule.setting(path, to: .int(0))
      remedy = "pass \(path)=\(count)"
    } else {
      guard schedule.phases.count > 1, schedule.phases[1].start > 0 else { return nil }
      steps = schedule.phases[1].start
      rest = try? schedule.removing([0])
      without = nil
      remedy = "step the \(schedule.name) that begins with the warm-up, not the scheduler within it"
    }
  }
}

extension CheckCase {
  /// The rates of another schedule under the plan's optimizer; nil if it cannot be built.
  func alternative(_ schedule: Schedule, lr: Double? = nil) -> PlanTable? {
    var plan = plan
    plan.schedule = schedule
    if let lr { plan.groups = plan.groups.map { ParameterGroup(lr: lr, momentum: $0.momentum) } }
    let reach = min(max(plan.length, Int(min(logged.xs.max() ?? 0, 1e7))), 10_000_000)
    return try? PlanTable(plan, group: min(group, plan.groups.count - 1), reach: reach)
  }
}
