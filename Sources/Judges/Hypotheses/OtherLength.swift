/// The run's schedule is shorter than the run: it comes to its end and climbs again.
struct RisesAgain: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard !cycles(check), let turn = Turn(check) else { return [] }
    return LengthInForce.all(check).compactMap { found in
      guard found.factor > 1, !found.isHeld, turn.comesNear(found, check) else { return nil }
      return Self.explanation(found, check)
    }
  }

  /// Whether the plan itself falls and rises within its length.
  private func cycles(_ check: CheckCase) -> Bool {
    let rates = check.table.rates.prefix(max(1, check.plan.length))
    var lowest = Double.infinity
    let top = rates.max() ?? 0
    guard let first = rates.firstIndex(of: top) else { return false }
    for rate in rates[first...] {
      if rate > lowest + 0.01 * top { return true }
      lowest = min(lowest, rate)
    }
    return false
  }

  private static func explanation(_ found: LengthInForce, _ check: CheckCase) -> Explanation {
    let x = check.x(of: found.end, found.placement)
    let start = check.logged.xs.first ?? 0
    let isRest = start > check.logged.interval && start > 1
    var details: [(String, Detail)] = [("at", .number(x)), ("actual_spec", .text(found.schedule.spec))]
    if isRest { details.append(("resumed_at", .number(start))) }
    let cause =
      isRest
      ? "The checkpoint's \(found.schedule.spec) is in force: loading a scheduler's state brings its length back."
      : "What is in force is \(found.schedule.spec), shorter than the run."
    return Explanation(
      .risesAgain,
      "The rate is at its lowest at \(check.xName) \(NumberWords.place(x)) and climbs again. \(cause)",
      found.fit,
      found.placement,
      remedy: isRest
        ? "after load_state_dict set the scheduler's length again, as scheduler.T_max = …"
        : "make the schedule as long as the run, or stop stepping it at its end", details: details)
  }

  /// Where a plan is followed and the run goes on past its end, upwards.
  static func pastTheEnd(_ check: CheckCase, _ placement: Placement, _ fit: Fit) -> Explanation {
    let x = check.x(of: check.plan.length, placement)
    return Explanation(
      .risesAgain,
      "The plan is followed to its end and the run goes on: from \(check.xName) \(NumberWords.place(x)) on the rate climbs again.",
      fit, placement, remedy: "make the schedule as long as the run, or stop stepping it at its end",
      details: [("at", .number(x)), ("actual_spec", .text(check.plan.schedule.spec))])
  }
}

/// Where the logged rate turns from falling to rising although the plan does not.
struct Turn {
  /// The rows with the lowest rate before the rise, as far as digits tell.
  let lowest: ClosedRange<Int>

  init?(_ check: CheckCase) {
    guard let placement = check.placements.first else { return nil }
    let logged = check.logged
    var (bottom, turn): (Int, Int?) = (logged.firstPeak, nil)
    for index in logged.firstPeak..<logged.count {
      if logged.values[index] < logged.values[bottom] { bottom = index }
      if logged.values[index] > logged.values[bottom] + 2 * logged.slack[index] + 0.001 * logged.peak {
        turn = index
        break
      }
    }
    guard let turn, bottom > logged.firstPeak else { return nil }
    let last =
      (bottom..<turn).last { logged.values[$0] <= logged.values[bottom] + 2 * logged.slack[$0] } ?? bottom
    let planned = [bottom, turn].map { check.planned(check.unit(at: logged.xs[$0], placement), placement) }
    guard planned[1] <= planned[0] + 1e-6 * check.table.peak else { return nil }
    lowest = bottom...last
  }

  /// Whether the end of a schedule lies where the rates turn.
  func comesNear(_ found: LengthInForce, _ check: CheckCase) -> Bool {
    let rows = max(0, lowest.lowerBound - 1)...min(check.logged.count - 1, lowest.upperBound + 1)
    let first = check.unit(at: check.logged.xs[rows.lowerBound], found.placement)
    let last = check.unit(at: check.logged.xs[rows.upperBound], found.placement)
    return found.end >= first - 1 && found.end <= last + 1
  }
}

/// The run's schedule is longer or shorter than the plan's.
struct OtherLength: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    LengthInForce.all(check).map { found in
      let isFast = found.factor > 1
      let factor = RoundNumber.between(found.factor * (1 - 1e-9), found.factor * (1 + 1e-9))
      let last = (check.units(found.placement).max() ?? 0) + 1
      let reached = min(1, Double(last) * found.factor / Double(max(1, check.plan.length)))
      var details: [(String, Detail)] = [
        ("factor", .number(factor)), ("actual_spec", .text(found.schedule.spec)),
      ]
      if !isFast { details.append(("reached_fraction", .number(reached))) }
      let held =
        found.isHeld
        ? " From \(check.xName) \(NumberWords.place(check.x(of: found.end - 1, found.placement))) on the rate stays: an end that is shorter than the run, as a checkpoint brings it back, is in force too."
        : ""
      return Explanation(
        isFast ? .tooFast : .tooSlow,
        isFast
          ? "The schedule runs through \(NumberWords.rate(factor)) times as fast as planned: \(found.schedule.spec) is in force, sized for fewer steps than the plan."
            + held
          : "The schedule is stretched: \(found.schedule.spec) is in force, sized for \(NumberWords.rate(1 / factor)) times as many steps as the plan. The length of the loader before it was divided among processes, or batches instead of updates, make it so.",
        found.fit, found.placement, remedy: "size the schedule by the optimizer steps of this run",
        details: details)
    }
  }
}

extension CheckCase {
  /// The x of a unit of the plan.
  func x(of unit: Int, _ placement: Placement) -> Double {
    let steps = Double(stepsPerEpoch ?? 1)
    let unit = Double(unit - placement.extra)
    return (isEpochPlanOfSteps ? unit * steps : isStepPlanOfEpochs ? unit / steps : unit) - placement.offset
  }
}
