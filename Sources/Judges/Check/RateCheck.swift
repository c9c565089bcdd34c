import LRSchedulers
import RunLogs
import Tracks

/// Compares the rates of a log with those of a plan, and says in which way they depart.
///
/// Every hypothesis predicts the rate of every row; one that explains all rows within their digits is an explanation. Where several
/// do, the simplest is the verdict and the others are told.
package enum RateCheck {
  /// - Parameters:
  ///   - plan: its `length` is only used where `options` give one, and its rates only where these do not say that they are to be assumed.
  /// - Throws: a log without rates, or one whose x are times; a plan that PyTorch refuses.
  package static func report(
    _ run: LogRun, _ roles: LogRoles, against plan: Plan, _ options: CheckOptions = CheckOptions()
  ) throws(JudgeError) -> CheckReport {
    guard options.assumesStart, let largest = largest(run, roles, options), largest > 0 else {
      return try given(run, roles, against: plan, options)
    }
    return try AssumedStart.report(plan, largest: largest, room: { room(of: largest, run, roles, options) }) {
      plan throws(JudgeError) in try given(run, roles, against: plan, options)
    }
  }

  /// The largest rate of the first group.
  private static func largest(_ run: LogRun, _ roles: LogRoles, _ options: CheckOptions) -> Double? {
    guard options.rows != nil else { return run.largestRate(roles) }
    return roles.lrGroups.first.flatMap { logged(run.series[$0], 0, options).values.max() }
  }

  /// How far a rate of the first group may be off, as a part of it.
  private static func room(
    of rate: Double, _ run: LogRun, _ roles: LogRoles, _ options: CheckOptions
  ) -> Double {
    guard let index = roles.lrGroups.first else { return 0 }
    let rates = logged(run.series[index], 0, options)
    return rates.values.firstIndex(of: rate).map { rates.slack[$0] / rate } ?? 0
  }

  private static func logged(_ series: LogSeries, _ group: Int, _ options: CheckOptions) -> LoggedRates {
    let rates = LoggedRates(series, group: group, most: options.mostRows)
    return options.rows.map { rates.part($0.clamped(to: 0..<rates.count)) } ?? rates
  }

  /// With the rates that the plan has.
  private static func given(
    _ run: LogRun, _ roles: LogRoles, against plan: Plan, _ options: CheckOptions
  ) throws(JudgeError) -> CheckReport {
    let groups = roles.lrGroups
    guard !groups.isEmpty else {
      throw JudgeError("holds no learning rate; --lr-name says what it is called")
    }
    let versions = TrainerVersion.all(plan, run, roles)
    var version = versions[0]
    if versions.count > 1 {
      for one in versions where try isFollowed(one, run, roles, options) {
        version = one
        break
      }
    }
    let reports = try reports(version, run, roles, options)
    guard var report = reports.first(where: { !$0.isMatch }) ?? reports.first else {
      throw JudgeError("holds no finite learning rate")
    }
    if groups.count > plan.groups.count {
      report.notes.append(
        "the log has \(groups.count) parameter groups and the plan \(plan.groups.count): only the first \(plan.groups.count == 1 ? "is" : "are") compared; --lr A,B gives a rate for each"
      )
    } else if groups.count < plan.groups.count {
      report.notes.append(
        "the plan has \(plan.groups.count) parameter groups and the log only \(groups.count)")
    }
    if report.group > 0 {
      report.details.append((name: "group", value: .number(Double(report.group))))
      report.explanation = "Parameter group \(report.group): " + report.explanation
    }
    return report
  }

  /// Whether every group has the plan's rates.
  private static func isFollowed(
    _ version: TrainerVersion, _ run: LogRun, _ roles: LogRoles, _ options: CheckOptions
  ) throws(JudgeError) -> Bool {
    for (group, own) in version.groups.enumerated() {
      let rates = logged(run.series[roles.lrGroups[group]], own, options)
      guard rates.count > 0, rates.axis != .time else { continue }
      if Following(try makeCase(run, roles, rates, version.plan, options)) == nil { return false }
    }
    return true
  }

  /// The groups of a log, each with the plan's rates of its own.
  private static func reports(
    _ version: TrainerVersion, _ run: LogRun, _ roles: LogRoles, _ options: CheckOptions
  ) throws(JudgeError) -> [CheckReport] {
    var reports: [CheckReport] = []
    for (group, own) in version.groups.enumerated() {
      let series = run.series[roles.lrGroups[group]]
      let rates = logged(series, own, options)
      guard rates.count > 0 else { continue }
      guard rates.axis != .time else {
        throw JudgeError(
          "its rates stand over time, and a plan counts steps or epochs; give --x step or --x epoch")
      }
      let check = try makeCase(run, roles, rates, version.plan, options)
      var report =
        version.plan.schedule.needsMetric ? PlateauCheck(check, run, roles).report() : Self.report(check, run)
      report.group = group
      if report.isMatch || report.verdict == .endsEarly { report.notes += version.words }
      if let most = options.mostRows, series.track.count > most {
        report.notes.append("\(most) of \(series.track.count) rows were compared, at even distances")
      }
      reports.append(report)
    }
    return reports
  }

  private static func makeCase(
    _ run: LogRun, _ roles: LogRoles, _ rates: LoggedRates, _ plan: Plan, _ options: CheckOptions
  ) throws(JudgeError) -> CheckCase {
    var plan = plan
    let implied = impliedLength(plan.schedule)
    let known = options.length ?? implied
    let epochs = plan.interval == .epoch ? known : nil
    var found =
      rates.axis == .line
      ? nil : EpochLength.find(run, roles, rates, given: options.stepsPerEpoch, epochs: epochs)
    if found?.source == .plateaus, !changesEveryEpoch(plan, rates.group) { found = nil }
    let isGuessed = found?.source == .plateaus
    var steps = rates.axis == .line ? options.stepsPerEpoch : found?.steps
    if steps == nil, rates.axis == .epoch, plan.interval == .step, let known, let last = rates.xs.max() {
      // As many steps as the plan has for the epochs that were logged.
      for count in [last + 1, last]
      where count > 0 && Double(known).truncatingRemainder(dividingBy: count) == 0 {
        steps = steps ?? Int(exactly: Double(known) / count)
      }
    }
    var rates = rates
    if rates.hasPartsOfEpochs, !plan.schedule.needsMetric, let length = steps ?? rates.stepsOfParts {
      (rates, steps) = (rates.inSteps(length), length)
    }
    if steps == 1 { steps = nil }
    let reach =
      Int(min(max(0, rates.xs.max() ?? 0), 1e7)) * (rates.axis == .epoch ? min(steps ?? 1, 10_000) : 1)
    let placements = Placement.natural(rates, plan, stepsPerEpoch: steps, producer: run.producer)
    plan.length = known ?? 1
    plan.stepsPerEpoch = steps
    do {
      try plan.validate()
      var table = try PlanTable(plan, group: rates.group, reach: reach)
      var check = CheckCase(
        logged: rates, plan: plan, group: rates.group, table: table, stepsPerEpoch: steps,
        isEpochGuessed: isGuessed, placements: placements,
        lengthIsGiven: known != nil)
      guard known == nil else { return check }
      plan.length = max(1, (placements.map { check.units($0).max() ?? 0 }.min() ?? 0) + 1)
      table = try PlanTable(plan, group: rates.group, reach: reach)
      check = CheckCase(
        logged: rates, plan: plan, group: rates.group, table: table, stepsPerEpoch: steps,
        isEpochGuessed: isGuessed, placements: placements,
        lengthIsGiven: false)
      return check
    } catch {
      throw JudgeError("\(plan.schedule.name): \(error.message)", isData: false)
    }
  }

  /// Whether stretches of one rate in the log can be epochs. Those of a schedule that keeps its rate for some epochs say nothing of
  /// how long an epoch is; what the log calls steps may as well be epochs then.
  private static func changesEveryEpoch(_ plan: Plan, _ group: Int) -> Bool {
    guard plan.interval == .epoch else { return true }
    var plan = plan
    plan.length = 4
    guard let table = try? PlanTable(plan, group: group, reach: 4) else { return true }
    return (0..<3).allSatisfy { table.rate(at: $0) != table.rate(at: $0 + 1) }
  }

  /// What the schedule itself says of its length, such as `T_max`.
  private static func impliedLength(_ schedule: Schedule) -> Int? {
    guard let length = schedule.length,
      let value = schedule.value(of: length.parameter.name)?.number?.doubleValue,
      value > 0, value < 1e9
    else { return nil }
    return Int(saturating: value.rounded(.up)) + length.start
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
    guard found.first?.verdict == .tooFast, let rise = found.firstIndex(where: { $0.verdict == .risesAgain })
    else { return }
    let first = check.logged.xs.first ?? 0
    guard check.plan.interval == .epoch || first > check.logged.interval && first > 1 else { return }
    found.insert(found.remove(at: rise), at: 0)
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
      return units[index] < check.plan.length || explanation.verdict != .match
        ? rate : check.logged.values[index]
    }
    self.init(
      verdict: explanation.verdict, explanation: explanation.words, maxRelativeDeviation: deviation.worst,
      at: check.logged.xs[deviation.worstIndex], details: explanation.details, remedy: explanation.remedy,
      xName: check.xName)
    (self.logged, self.planned) = (logged, planned)
    if verdict != .match, deviation.misses > 0 {
      let row = deviation.worstIndex
      let (rate, plan) = NumberWords.pair(check.logged.values[row], check.planned(units[row], placement))
      self.explanation +=
        " The largest deviation is at \(check.xName) \(NumberWords.place(at)): \(rate) where the plan has \(plan)."
    }
  }

  mutating func addTies() {
    guard let other = others.first else { return }
    explanation += " The rows do not tell this from \(other.verdict.rawValue): \(other.words)"
  }
}
