import LRSchedulers
import RunLogs
import Tracks

/// Compares the rates of a log with those of a plan, and says in which way they depart.
///
/// Every hypothesis predicts the rate of every row; one that explains all rows within their digits is an explanation. Where several
/// do, the simplest is the verdict and the others are told.
package enum RateCheck {
  /// - Parameters:
  ///   - plan: its `length` is only used where `options` give one.
  /// - Throws: a log without rates, or one whose x are times; a plan that PyTorch refuses.
  package static func report(
    _ run: LogRun, _ roles: LogRoles, against plan: Plan, _ options: CheckOptions = CheckOptions()
  ) throws(JudgeError) -> CheckReport {
    let groups = roles.lrGroups
    guard !groups.isEmpty else {
      throw JudgeError("holds no learning rate; --lr-name says what it is called")
    }
    var reports: [CheckReport] = []
    for (group, index) in groups.prefix(plan.groups.count).enumerated() {
      let rates = LoggedRates(run.series[index], group: group)
      guard rates.count > 0 else { continue }
      guard rates.axis != .time else {
        throw JudgeError("its rates stand over time, and a plan counts steps or epochs; give --x step or --x epoch")
      }
      let check = try makeCase(run, roles, rates, plan, options)
      var report =
        plan.schedule.needsMetric ? PlateauCheck(check, run, roles).report() : Self.report(check, run)
      report.group = group
      reports.append(report)
    }
    guard var report = reports.first(where: { !$0.isMatch }) ?? reports.first else {
      throw JudgeError("holds no finite learning rate")
    }
    if groups.count > plan.groups.count {
      report.notes.append(
        "the log has \(groups.count) parameter groups and the plan \(plan.groups.count): only the first \(plan.groups.count == 1 ? "is" : "are") compared; --lr A,B gives a rate for each")
    } else if groups.count < plan.groups.count {
      report.notes.append("the plan has \(plan.groups.count) parameter groups and the log only \(groups.count)")
    }
    if report.group > 0 {
      report.details.append((name: "group", value: .number(Double(report.group))))
      report.explanation = "Parameter group \(report.group): " + report.explanation
    }
    return report
  }

  private static func makeCase(
    _ run: LogRun, _ roles: LogRoles, _ rates: LoggedRates, _ plan: Plan, _ options: CheckOptions
  ) throws(JudgeError) -> CheckCase {
    var plan = plan
    let implied = impliedLength(plan.schedule)
    let known = options.length ?? implied
    let epochs = plan.interval == .epoch ? known : nil
    var steps = rates.axis == .line ? options.stepsPerEpoch
      : EpochLength.find(run, roles, rates, given: options.stepsPerEpoch, epochs: epochs)?.steps
    if steps == nil, rates.axis == .epoch, plan.interval == .step, let known, let last = rates.xs.max() {
      // As many steps as the plan has for the epochs that were logged.
      for count in [last + 1, last] where count > 0 && Double(known).truncatingRemainder(dividingBy: count) == 0 {
        steps = steps ?? Int(exactly: Double(known) / count)
      }
    }
    if steps == 1 { steps = nil }
    let reach = Int(min(max(0, rates.xs.max() ?? 0), 1e7)) * (rates.axis == .epoch ? min(steps ?? 1, 10_000) : 1)
    let placements = Placement.natural(rates, plan, producer: run.producer)
    plan.length = known ?? 1
    plan.stepsPerEpoch = steps
    do {
      try plan.validate()
      var table = try PlanTable(plan, group: rates.group, reach: reach)
      var check = CheckCase(
        logged: rates, plan: plan, group: rates.group, table: table, stepsPerEpoch: steps, placements: placements,
        lengthIsGiven: known != nil)
      guard known == nil else { return check }
      plan.length = max(1, (placements.map { check.units($0).max() ?? 0 }.min() ?? 0) + 1)
      table = try PlanTable(plan, group: rates.group, reach: reach)
      check = CheckCase(
        logged: rates, plan: plan, group: rates.group, table: table, stepsPerEpoch: steps, placements: placements,
        lengthIsGiven: false)
      return check
    } catch {
      throw JudgeError("\(plan.schedule.name): \(error.message)", isData: false)
    }
  }

  /// What the schedule itself says of its length, such as `T_max`.
  private static func impliedLength(_ schedule: Schedule) -> Int? {
    guard let length = schedule.length, let value = schedule.value(of: length.parameter.name)?.number?.doubleValue,
      value > 0, value < 1e9
    else { return nil }
    return Int(value.rounded(.up)) + length.start
  }

  static func report(_ check: CheckCase, _ run: LogRun) -> CheckReport {
    if let followed = Following(check) { return followed.report(run) }
    var found = Hypotheses.all.flatMap { $0.explanations(of: check) }
    preferRise(&found, check)
    guard let first = found.first else { return Unexplained(check).report(run) }
    var report = CheckReport(check, first)
    report.others = found.dropFirst().filter { $0.verdict != first.verdict }.map { ($0.verdict, $0.words) }
    report.addTies()
    return report
  }

  /// A cosine twice as fast as planned and one of half the length are the same. Where the schedule counts epochs, or the log has only the
  /// rest of a resumed run, nobody multiplies its steps: the length of a checkpoint or of the code is another.
  private static func preferRise(_ found: inout [Explanation], _ check: CheckCase) {
    guard found.first?.verdict == .tooFast, let rise = found.firstIndex(where: { $0.verdict == .risesAgain }) else { return }
    let first = check.logged.xs.first ?? 0
    guard check.plan.interval == .epoch || first > check.logged.interval && first > 1 else { return }
    found.insert(found.remove(at: rise), at: 0)
  }
}

/// A plan that is followed row by row, perhaps not to its end, or beyond it.
private struct Following {
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
    if let early = endsEarly, run.status != .running { return CheckReport(check, early) }
    var words = "The logged rate follows the plan in all \(check.logged.count) rows."
    if endsEarly != nil { words = "The logged rate follows the plan so far, in all \(check.logged.count) rows; the run goes on." }
    if check.logged.count == 1 { words = "The only row has the plan's rate." }
    let explanation = Explanation(.match, words, fit, placement)
    var report = CheckReport(check, explanation)
    if let label = placement.words { report.notes.append(label) }
    let beyond = units.count { $0 >= check.plan.length }
    if beyond > 0 { report.notes.append("the log goes on for \(beyond) rows after the plan's end") }
    if resumes > 0 { report.notes.append("x falls \(resumes) times, where the run was resumed, and the rates go on as planned") }
    if !check.planVaries(check.all, units, placement), check.plan.length > 1, check.logged.count > 1 {
      report.notes.append("the plan's rate is the same in every row that was logged: they say little about it")
    }
    return report
  }

  private var resumes: Int {
    zip(check.logged.xs, check.logged.xs.dropFirst()).count { $1 < $0 }
  }

  /// A plan of epochs that is followed step by step.
  private var countedAsEpochs: CheckReport? {
    guard check.plan.interval == .epoch, check.logged.axis == .step, check.stepsPerEpoch == nil, check.lengthIsGiven,
      Double(check.logged.xs.max() ?? 0) >= 1.5 * Double(check.plan.length), check.planVaries(check.all, units, placement)
    else { return nil }
    let explanation = Explanation(
      .steppedPerBatch,
      "The scheduler counts \(check.plan.length) epochs, and the rates are those of a step each: it is stepped with every batch.",
      fit, placement, remedy: "call scheduler.step() once an epoch, outside the loop over batches")
    return CheckReport(check, explanation)
  }

  private var pastTheEnd: Explanation? {
    let beyond = check.all.filter { units[$0] >= check.plan.length }
    guard let first = beyond.first, let last = check.all.last(where: { units[$0] < check.plan.length }) else { return nil }
    // A schedule that cycles anyway does not rise again.
    guard check.table.rate(at: check.plan.length - 1) < 0.5 * check.table.peak, check.lengthIsGiven else { return nil }
    let low = min(check.logged.values[last], check.logged.values[first])
    let rises = beyond.contains { check.logged.values[$0] > low + 0.01 * check.logged.peak + 2 * check.logged.slack[$0] }
    return rises ? RisesAgain.pastTheEnd(check, placement, fit) : nil
  }

  private var endsEarly: Explanation? {
    guard check.lengthIsGiven, let last = units.max(), let lastX = check.logged.xs.max() else { return nil }
    let next = check.unit(at: lastX + check.logged.interval, placement)
    guard max(last + 1, next) <= check.plan.length - 1 else { return nil }
    let fraction = Double(last + 1) / Double(check.plan.length)
    let unit = check.plan.interval == .epoch ? "epochs" : "steps"
    return Explanation(
      .endsEarly,
      "The rates are the plan's, but the run ends after \(last + 1) of \(check.plan.length) \(unit), at \(NumberWords.percent(fraction)) of the plan, with the rate at \(NumberWords.rate(check.logged.values[check.logged.count - 1])).",
      fit, placement,
      remedy: "size the schedule by the updates that are made: not batches where gradients are accumulated, and drop_last and the number of processes counted",
      details: [("fraction", .number(fraction)), ("last_x", .number(lastX))])
  }
}

/// Rates that no hypothesis explains.
private struct Unexplained {
  let check: CheckCase

  init(_ check: CheckCase) { self.check = check }

  func report(_ run: LogRun) -> CheckReport {
    let followed = PlanFollowed(check)
    let placement = followed?.placement ?? check.placements.first ?? Placement()
    let units = check.units(placement)
    let fit = check.fit(check.all) { check.planned(units[$0], placement) }
    let row = followed?.departure ?? fit.firstMiss ?? 0
    var details: [(String, Detail)] = [("at", .number(check.logged.xs[row]))]
    var words = "The rate departs from the plan at \(check.xName) \(NumberWords.place(check.logged.xs[row])): it is \(NumberWords.rate(check.logged.values[row])) and not \(NumberWords.rate(check.planned(units[row], placement)))."
    if let only = onlyMisses(fit, units, placement) {
      words += only
    } else if let actual = Identification.candidates(check.logged, producer: run.producer, stepsPerEpoch: check.stepsPerEpoch)
      .first(where: \.isExact)
    {
      details.append(("actual_spec", .text(actual.schedule.spec)))
      details.append(("actual_lr", .number(actual.lr)))
      words += " The rates are those of \(actual.schedule.spec) with lr \(NumberWords.rate(actual.lr))."
    } else if row > 0, let then = rest(from: row, run) {
      details.append(("then", .text(then)))
      words += " What follows looks like \(then)."
    }
    details.append(("peak_reached", .number(check.logged.values.max() ?? 0)))
    return CheckReport(check, Explanation(.other, words, fit, placement, details: details))
  }

  /// A few rows that are off among many that are not, as the first after a resume.
  private func onlyMisses(_ fit: Fit, _ units: [Int], _ placement: Placement) -> String? {
    guard fit.misses <= max(1, check.logged.count / 50) else { return nil }
    return fit.misses == 1
      ? " It is the only row; before and behind it the plan is followed, as with a scheduler that is built anew on resuming and right from its next step on."
      : " Only \(fit.misses) of \(fit.count) rows are off."
  }

  private func rest(from row: Int, _ run: LogRun) -> String? {
    Identification.candidates(
      check.logged, rows: row..<check.logged.count, producer: run.producer, stepsPerEpoch: check.stepsPerEpoch
    ).first(where: \.isExact)?.schedule.spec
  }
}

extension CheckReport {
  /// A report with the plan's curve, and where it is missed most.
  init(_ check: CheckCase, _ explanation: Explanation) {
    let placement = explanation.placement
    let units = check.units(placement)
    var (logged, planned) = (Track(), Track())
    let deviation = check.fit(check.all) { index in
      let rate = check.planned(units[index], placement)
      logged.append(x: check.logged.xs[index], check.logged.values[index])
      planned.append(x: check.logged.xs[index], rate)
      // Behind the plan's end nothing is planned, and only what climbs again departs.
      return units[index] < check.plan.length || explanation.verdict != .match ? rate : check.logged.values[index]
    }
    self.init(
      verdict: explanation.verdict, explanation: explanation.words, maxRelativeDeviation: deviation.worst,
      at: check.logged.xs[deviation.worstIndex], details: explanation.details, remedy: explanation.remedy,
      xName: check.xName)
    (self.logged, self.planned) = (logged, planned)
    if verdict != .match, deviation.misses > 0 {
      let row = deviation.worstIndex
      self.explanation +=
        " The largest deviation is at \(check.xName) \(NumberWords.place(at)): \(NumberWords.rate(check.logged.values[row])) where the plan has \(NumberWords.rate(check.planned(units[row], placement)))."
    }
  }

  mutating func addTies() {
    guard let other = others.first else { return }
    explanation += " The rows do not tell this from \(other.verdict.rawValue): \(other.words)"
  }
}
