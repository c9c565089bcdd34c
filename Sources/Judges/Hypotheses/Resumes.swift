import LRSchedulers

/// How far the plan is followed before it no longer is, which is where a run was resumed, mostly.
struct PlanFollowed {
  let placement: Placement
  let units: [Int]
  /// The first row that is not the plan's.
  let departure: Int
  /// Whether the log has only what came after a resume.
  let isRest: Bool

  /// nil where the plan is followed throughout, or not from the start.
  static func of(_ check: CheckCase) -> PlanFollowed? {
    if let known = check.memo.followed { return known }
    let found = PlanFollowed(check)
    check.memo.followed = .some(found)
    return found
  }

  private init?(_ check: CheckCase) {
    var best: (Placement, [Int], Int)?
    for placement in check.placements {
      let units = check.units(placement)
      let fit = check.fit(check.all) { check.planned(units[$0], placement) }
      guard let miss = fit.firstMiss else { return nil }
      if best.map({ miss > $0.2 }) ?? true { best = (placement, units, miss) }
    }
    guard let best else { return nil }
    (placement, units, departure) = best
    let first = check.logged.xs.first ?? 0
    isRest = first > check.logged.interval && first > 1
    guard departure > 0 || isRest else { return nil }
  }

  /// The rows from the departure on.
  func rest(_ check: CheckCase) -> Range<Int> { departure..<check.logged.count }

  /// The units at which the run may have been resumed.
  func resumes(back: Int = 0) -> [Int] {
    guard departure > 0 else { return [units[0]] }
    let (before, after) = (units[departure - 1], units[departure])
    guard after > before else { return Array(max(0, after - back)...after).reversed() }
    let low = max(0, before + 1 - back, after - 4_096)
    return Array(low...max(low, after)).reversed()
  }

  func place(_ check: CheckCase, _ index: Int) -> String {
    "\(check.xName) \(NumberWords.place(check.logged.xs[index]))"
  }
}

/// After a resume the schedule starts over: neither the scheduler's state nor the optimizer's was loaded.
struct Restarted: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard let followed = PlanFollowed.of(check), followed.departure > 2 || followed.isRest else { return [] }
    var starts: [(unit: Int, from: Int)] = []
    var next = followed.departure
    var units = followed.units
    while next < check.logged.count, starts.count < 16 {
      guard let (start, end) = restart(check, followed, at: next), end > next + 1 || end == check.logged.count
      else {
        return []
      }
      starts.append((start, next))
      for index in next..<end { units[index] = followed.units[index] - start }
      next = end
    }
    guard !starts.isEmpty, check.planVaries(followed.rest(check), units, followed.placement),
      let fit = check.exactFit(check.all, { check.planned(units[$0], followed.placement) })
    else { return [] }
    let x = check.logged.xs[starts[0].from]
    let again = starts.count > 1 ? ", and \(starts.count - 1) times more" : ""
    return [
      Explanation(
        .scheduleRestarted,
        "At \(followed.place(check, starts[0].from)) the schedule starts over from its first rates\(again): the run was resumed without the scheduler's state.",
        fit, followed.placement,
        remedy:
          "save scheduler.state_dict() and optimizer.state_dict() in the checkpoint, and load both on resuming",
        details: [("at", .number(x))])
    ]
  }

  /// From which unit on the plan is run again, and the first row that it no longer explains.
  private func restart(_ check: CheckCase, _ followed: PlanFollowed, at row: Int) -> (start: Int, end: Int)? {
    let units = followed.units
    let low = row > 0 ? units[row - 1] : units[row] - 1
    let candidates =
      low < units[row]
      ? Array(max(low, units[row] - 4_096)...units[row]).reversed() : [units[row], units[row] - 1]
    var best: (start: Int, end: Int)?
    for start in candidates {
      var end = row
      while end < check.logged.count,
        check.logged.isEqual(end, to: check.planned(units[end] - start, followed.placement))
      {
        end += 1
      }
      if end > (best?.end ?? row) { best = (start, end) }
      if end == check.logged.count { break }
    }
    return best
  }
}

/// After a resume the schedule starts over, but its recursion goes on from the rate in force: the optimizer's state was
/// loaded and the scheduler's was not.
struct OldRate: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard let followed = PlanFollowed.of(check) else { return [] }
    let first = check.table.rate(at: 0)
    for start in followed.resumes(back: 4) where start > 0 && first > 0 {
      let rate = check.table.rate(at: start)
      let scale = rate / first
      guard abs(scale - 1) > 1e-6 else { continue }
      let units = followed.units
      var fit = check.exactFit(followed.rest(check)) { scale * check.table.rate(at: units[$0] - start) }
      if fit == nil, let rates = Self.goingOn(check, from: rate) {
        fit = check.exactFit(followed.rest(check)) {
          rates.indices.contains(units[$0] - start) ? rates[units[$0] - start] : .nan
        }
      }
      guard let fit else { continue }
      let row = units.firstIndex { $0 >= start } ?? followed.departure
      let x = followed.departure > 0 ? check.x(of: start, followed.placement) : check.logged.xs[0]
      return [
        Explanation(
          .resumedWithOldLR,
          "At \(followed.place(check, row)) the schedule starts over from the rate that was in force, \(NumberWords.rate(rate)): the optimizer's state was loaded and the scheduler's was not.",
          fit, followed.placement,
          remedy: "load scheduler.state_dict() too when resuming",
          details: [("at", .number(x)), ("lr_at_resume", .number(rate)), ("scale", .number(scale))])
      ]
    }
    return []
  }

  /// What PyTorch's recursion makes of a rate that is set on a fresh scheduler.
  private static func goingOn(_ check: CheckCase, from rate: Double) -> [Double]? {
    guard var run = try? check.plan.run() else { return nil }
    let group = check.group
    var lrs = run.groups.map(\.lr)
    lrs[group] = rate
    guard (try? run.setLR(lrs)) != nil else { return nil }
    let count = min(check.plan.length, 200_000)
    var (cursor, rates) = (PlanCursor(run, length: count), [Double]())
    cursor.advance(by: count) { rates.append($0[group].lr) }
    return rates
  }
}

/// After a resume the rate is a constant part of the plan's.
struct ScaledRest: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard let followed = PlanFollowed.of(check), followed.departure > 0 else { return [] }
    let units = followed.units
    let rest = followed.rest(check)
    guard rest.count > 1,
      let scale = check.scale(rest, { check.planned(units[$0], followed.placement) }), !check.isOne(scale),
      let fit = check.exactFit(rest, { scale.factor * check.planned(units[$0], followed.placement) })
    else { return [] }
    let x = check.logged.xs[followed.departure]
    return [Scaled.explanation(scale.factor, fit, followed.placement, check, from: x)]
  }
}

/// From some row on the schedule is a step or more ahead or behind.
struct ShiftedRest: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard let followed = PlanFollowed.of(check), followed.departure > 0 else { return [] }
    let (units, rest) = (followed.units, followed.rest(check))
    for shift in [-1, 1, -2, 2, -3, 3, -4, 4, -5, -6, -7, -8] {
      // As many steps behind as it had made: it has started over, which is said otherwise.
      let startsOver = followed.departure > 2 && shift < -1 && units[followed.departure] + shift == 0
      guard !startsOver, rest.count > 1, check.planVaries(rest, units, followed.placement),
        let fit = check.exactFit(rest, { check.planned(units[$0] + shift, followed.placement) })
      else { continue }
      let x = check.logged.xs[followed.departure]
      if abs(shift) == 1 {
        return [ShiftedByOne.explanation(shift, fit, followed.placement, check, at: x)]
      }
      return [
        Explanation(
          .other,
          "From \(followed.place(check, followed.departure)) on the schedule is \(abs(shift)) steps \(shift > 0 ? "ahead" : "behind").",
          fit, followed.placement,
          details: [("at", .number(x)), ("shift", .number(Double(shift)))])
      ]
    }
    return []
  }
}
