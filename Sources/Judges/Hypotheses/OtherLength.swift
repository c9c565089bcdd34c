/// The run's schedule is shorter than the run: it comes to its end and climbs again.
struct RisesAgain: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard let turn = Turn(check) else { return [] }
    return LengthInForce.all(check).compactMap { found in
      guard found.factor > 1, turn.comesNear(found, check) else { return nil }
      return Self.explanation(found, check)
    }
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
      .risesAgain, "The rate is at its lowest at \(check.xName) \(NumberWords.place(x)) and climbs again. \(cause)", found.fit,
      found.placement,
      remedy: isRest
        ? "after load_state_dict set the scheduler's length anew, as scheduler.T_max = …"
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
  /// The row with the lowest rate before the rise.
  let index: Int

  init?(_ check: CheckCase) {
    guard let placement = check.placements.first else { return nil }
    let logged = check.logged
    // The warm-up's rise does not count: look from the first of the highest rates on.
    let first = logged.values.indices.max { logged.values[$0] < logged.values[$1] } ?? 0
    let from = first < logged.count / 2 ? first : 0
    var (lowest, turn): (Int, Int?) = (from, nil)
    for index in from..<logged.count {
      if logged.values[index] < logged.values[lowest] { lowest = index }
      if logged.values[index] > logged.values[lowest] + 2 * logged.slack[index] + 0.001 * logged.peak, lowest > from || from == 0 {
        turn = lowest
        break
      }
    }
    guard let turn else { return nil }
    let planned = check.planned(check.unit(at: logged.xs[turn], placement), placement)
    let last = check.planned(check.unit(at: logged.xs[logged.count - 1], placement), placement)
    guard last <= planned + 1e-6 * check.table.peak else { return nil }
    index = turn
  }

  /// Whether the end of a schedule lies where the rates turn.
  func comesNear(_ found: LengthInForce, _ check: CheckCase) -> Bool {
    let unit = check.unit(at: check.logged.xs[index], found.placement)
    let after = check.logged.xs[min(index + 1, check.logged.count - 1)]
    let before = check.logged.xs[max(index - 1, 0)]
    let room = max(1, check.unit(at: after, found.placement) - check.unit(at: before, found.placement))
    return abs(unit - found.end) <= room
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
      var details: [(String, Detail)] = [("factor", .number(factor)), ("actual_spec", .text(found.schedule.spec))]
      if !isFast { details.append(("reached_fraction", .number(reached))) }
      return Explanation(
        isFast ? .tooFast : .tooSlow,
        isFast
          ? "The schedule runs through \(NumberWords.rate(factor)) times as fast as planned: \(found.schedule.spec) is in force, sized for fewer steps than the plan."
          : "The schedule is stretched: \(found.schedule.spec) is in force, sized for \(NumberWords.rate(1 / factor)) times as many steps as the plan. The length of the loader before it was divided among processes, or batches instead of updates, make it so.",
        found.fit, found.placement, remedy: "size the schedule by the optimizer steps of this run", details: details)
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
