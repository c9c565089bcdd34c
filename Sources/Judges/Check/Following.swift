import RunLogs

/// A plan that is followed row by row, perhaps not to its end, or beyond it.
struct Following {
  let check: CheckCase
  let placement: Placement
  let units: [Int]
  let fit: Fit

  init?(_ check: CheckCase) {
    self.check = check
    for placement in check.placements {
      let units = check.units(placement)
      let length = check.plan.length
      let fit = check.fit(check.all) { index in
        units[index] < length ? check.planned(units[index], placement) : check.logged.values[index]
      }
      if fit.isExact, units.contains(where: { $0 < length }) {
        (self.placement, self.units, self.fit) = (placement, units, fit)
        return
      }
    }
    return nil
  }

  func report(_ run: LogRun) -> CheckReport {
    if let rate = countedAsEpochs { return rate }
    if let rise = pastTheEnd { return CheckReport(check, rise) }
    if let early = endsEarly, run.status != .running {
      var report = CheckReport(check, early)
      if let label = placement.words { report.notes.append(label) }
      return report
    }
    var words = "The logged rate follows the plan in all \(check.logged.count) rows."
    if endsEarly != nil {
      words = "The logged rate follows the plan so far, in all \(check.logged.count) rows; the run goes on."
    }
    if check.logged.count == 1 { words = "The only row has the plan's rate." }
    let explanation = Explanation(.match, words, fit, placement)
    var report = CheckReport(check, explanation)
    if let label = placement.words { report.notes.append(label) }
    let beyond = units.count { $0 >= check.plan.length }
    if beyond > 0 { report.notes.append("the log goes on for \(beyond) rows after the plan's end") }
    if resumes > 0 {
      report.notes.append(
        "x falls \(resumes) times, where the run was resumed, and the rates go on as planned")
    }
    if !check.planVaries(check.all, units, placement), check.plan.length > 1, check.logged.count > 1 {
      report.notes.append(
        "the plan's rate is the same in every row that was logged: they say little about it")
    }
    return report
  }

  private var resumes: Int {
    zip(check.logged.xs, check.logged.xs.dropFirst()).count { $1 < $0 }
  }

  /// A plan of epochs that is followed step by step.
  private var countedAsEpochs: CheckReport? {
    guard check.plan.interval == .epoch, check.logged.axis == .step, check.stepsPerEpoch == nil,
      check.lengthIsGiven,
      Double(check.logged.xs.max() ?? 0) >= 1.5 * Double(check.plan.length),
      check.planVaries(check.all, units, placement)
    else { return nil }
    let explanation = Explanation(
      .steppedPerBatch,
      "The scheduler counts \(check.plan.length) epochs, and the rates are those of a step each: it is stepped with every batch.",
      fit, placement, remedy: "call scheduler.step() once an epoch, outside the loop over batches")
    return CheckReport(check, explanation)
  }

  private var pastTheEnd: Explanation? {
    let beyond = check.all.filter { units[$0] >= check.plan.length }
    guard let first = beyond.first, let last = check.all.last(where: { units[$0] < check.plan.length }) else {
      return nil
    }
    // A schedule that cycles anyway does not rise again.
    guard check.table.rate(at: check.plan.length - 1) < 0.5 * check.table.peak, check.lengthIsGiven else {
      return nil
    }
    let low = min(check.logged.values[last], check.logged.values[first])
    let rises = beyond.contains {
      check.logged.values[$0] > low + 0.01 * check.logged.peak + 2 * check.logged.slack[$0]
    }
    return rises ? RisesAgain.pastTheEnd(check, placement, fit) : nil
  }

  private var endsEarly: Explanation? {
    guard check.lengthIsGiven, let lastX = check.logged.xs.max() else { return nil }
    // A scheduler that is late does not end the run earlier.
    var onTime = placement
    onTime.lagsFrom = nil
    guard let last = check.units(onTime).max() else { return nil }
    let next = check.unit(at: lastX + check.logged.interval, onTime)
    guard max(last + 1, next) <= check.plan.length - 1 else { return nil }
    let fraction = Double(last + 1) / Double(check.plan.length)
    let unit = check.plan.interval == .epoch ? "epochs" : "steps"
    return Explanation(
      .endsEarly,
      "The rates are the plan's, but the run ends after \(last + 1) of \(check.plan.length) \(unit), at \(NumberWords.percent(fraction)) of the plan, with the rate at \(NumberWords.rate(check.logged.values[check.logged.count - 1])).",
      fit, placement,
      remedy:
        "size the schedule by the updates that are made: not batches where gradients are accumulated, and drop_last and the number of processes counted",
      details: [("fraction", .number(fraction)), ("last_x", .number(lastX))])
  }
}
