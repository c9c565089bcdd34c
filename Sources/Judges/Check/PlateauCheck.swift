import LRSchedulers
import RunLogs
import Tracks

/// The check of a schedule that follows a metric: it is fed with what the log has, once for each row of the metric.
struct PlateauCheck {
  private let check: CheckCase
  private let metrics: [Metric]
  /// Whether the run goes on, so that it has not ended early.
  private let isLive: Bool
  /// Of so many values each is tried as the first behind a resume.
  private static let mostResumes = 2_000

  /// A series that the scheduler may have been fed with.
  private struct Metric {
    var name: String
    /// On the x of the rates.
    var xs: [Double]
    var values: [Double]
  }

  init(_ check: CheckCase, _ run: LogRun, _ roles: LogRoles) {
    self.check = check
    isLive = run.status == .running
    let planned = [LogRole.valLoss, .testLoss, .trainLoss].compactMap { roles[$0] }
    let named = planned + [LogRole.valAccuracy, .trainAccuracy].compactMap { roles[$0] }
    let taken = Set(named + roles.lrGroups)
    let others = run.series.indices.filter { !taken.contains($0) }.prefix(32)
    metrics = (named + others).compactMap { Self.metric(run.series[$0], check) }
  }

  private static func metric(_ series: LogSeries, _ check: CheckCase) -> Metric? {
    let track = series.track
    guard track.count > 1 else { return nil }
    var xs = (0..<track.count).map { track.x(at: $0) }
    if series.axis != check.logged.axis {
      guard let steps = check.stepsPerEpoch.map(Double.init) else { return nil }
      let first = min(xs[0], 1)
      if series.axis == .epoch, check.logged.axis == .step {
        xs = xs.map { ($0 + 1 - first) * steps - 0.5 }
      } else if series.axis == .step, check.logged.axis == .epoch {
        xs = xs.map { ($0 + 0.5) / steps }
      } else {
        return nil
      }
    }
    return Metric(name: series.name, xs: xs, values: (0..<track.count).map { track[$0] })
  }

  func report() -> CheckReport {
    guard let planned = metrics.first else { return unfed() }
    let own = explained(planned, check.plan.schedule)
    if let own { return followed(own, planned) }
    if var constant = constant(planned) {
      // A metric that always improves leaves the rate where it is, too.
      if let other = metrics.dropFirst().first(where: { explained($0, check.plan.schedule) != nil }) {
        constant.others = [
          (.plateauWrongMetric, "'\(other.name)' would not have cut it, if the scheduler is fed with that.")
        ]
        constant.addTies()
      }
      return constant
    }
    for metric in metrics.dropFirst() {
      if let rates = explained(metric, check.plan.schedule) { return wrong(metric, rates, planned) }
    }
    if let scaled = scaled(planned) { return scaled }
    if let emptied = emptied(planned) { return emptied }
    return unexplained(planned)
  }

  // MARK: Predictions

  /// What the plan gives for each row when it is fed with a metric.
  ///
  /// - Parameters:
  ///   - isAfter: whether a row at the metric's own x has the rate that the metric made.
  ///   - emptied: the value before which all but the rate is forgotten.
  private func prediction(
    _ metric: Metric, _ schedule: Schedule, isAfter: Bool, emptiedAt emptied: Int? = nil
  ) -> [Double]? {
    var plan = check.plan
    plan.schedule = schedule
    guard var run = try? plan.run() else { return nil }
    let group = check.group
    var rates = [run.groups[group].lr]
    for (row, value) in metric.values.enumerated() {
      if row == emptied {
        let lrs = run.groups.map(\.lr)
        guard let fresh = try? plan.run() else { return nil }
        run = fresh
        guard (try? run.setLR(lrs)) != nil else { return nil }
      }
      guard (try? run.step(metric: value)) != nil else { return nil }
      rates.append(run.groups[group].lr)
    }
    let sorted = metric.xs.sorted()
    return check.logged.xs.map { x in
      let fed = sorted.partitionIndex { isAfter ? $0 <= x : $0 < x }
      return rates[fed]
    }
  }

  private struct Explained {
    var rates: [Double]
    var fit: Fit
  }

  private func explained(
    _ metric: Metric, _ schedule: Schedule, emptiedAt emptied: Int? = nil
  ) -> Explained? {
    for isAfter in [false, true] {
      guard let rates = prediction(metric, schedule, isAfter: isAfter, emptiedAt: emptied) else { continue }
      let fit = check.fit(check.all) { rates[$0] }
      if fit.isExact { return Explained(rates: rates, fit: fit) }
    }
    return nil
  }

  // MARK: Reports

  private func followed(_ found: Explained, _ metric: Metric) -> CheckReport {
    let placement = check.placements.first ?? Placement()
    let last = check.units(placement).max() ?? 0
    let next = check.unit(at: (check.logged.xs.max() ?? 0) + check.logged.interval, placement)
    let isShort = check.lengthIsGiven && max(last + 1, next) <= check.plan.length - 1
    let isEarly = isShort && !isLive
    let fraction = Double(last + 1) / Double(check.plan.length)
    let explanation =
      isEarly
      ? Explanation(
        .endsEarly,
        "The rates are what the plan makes of '\(metric.name)', but the run ends after \(last + 1) of \(check.plan.length) epochs.",
        found.fit, placement,
        details: [("fraction", .number(fraction)), ("last_x", .number(check.logged.xs.max() ?? 0))])
      : Explanation(
        .match,
        "The logged rate is what the plan makes of '\(metric.name)', fed once for each of its \(metric.values.count) rows\(isShort ? "; the run goes on" : "").",
        found.fit, placement, details: [("metric_planned", .text(metric.name))])
    return report(explanation, planned: found.rates)
  }

  private func constant(_ metric: Metric) -> CheckReport? {
    guard check.logged.count > 1, check.logged.isConstant,
      let rates = prediction(metric, check.plan.schedule, isAfter: false)
    else {
      return nil
    }
    guard Set(rates).count > 1 else { return nil }
    let value = check.logged.values[0]
    return report(
      Explanation(
        .constant,
        "The rate stays at \(NumberWords.rate(value)), while the plan would have cut it by '\(metric.name)'.",
        check.fit(check.all) { _ in value }, Placement(),
        remedy: "call scheduler.step(val_loss) after each validation",
        details: [("value", .number(value))]), planned: rates)
  }

  private func wrong(_ metric: Metric, _ found: Explained, _ planned: Metric) -> CheckReport {
    let plan = prediction(planned, check.plan.schedule, isAfter: false) ?? []
    var details: [(String, Detail)] = []
    if let x = firstDrop(check.logged.values) { details.append(("first_drop_logged", .number(x))) }
    if let x = firstDrop(plan) { details.append(("first_drop_planned_on_val", .number(x))) }
    details += [("metric_planned", .text(planned.name)), ("metric_used", .text(metric.name))]
    return report(
      Explanation(
        .plateauWrongMetric,
        "The cuts are those that '\(metric.name)' makes, not '\(planned.name)': the scheduler is fed with another metric than planned.",
        found.fit, Placement(), remedy: "pass the validation loss: scheduler.step(val_loss)", details: details
      ),
      planned: plan)
  }

  private func scaled(_ metric: Metric) -> CheckReport? {
    guard let rates = prediction(metric, check.plan.schedule, isAfter: false),
      let scale = check.scale(check.all, { rates[$0] }), !check.isOne(scale),
      let fit = check.exactFit(check.all, { scale.factor * rates[$0] })
    else { return nil }
    return report(Scaled.explanation(scale.factor, fit, Placement(), check, from: nil), planned: rates)
  }

  /// Resumed with the rate and without the memory: best, bad rows and cooldown begin again.
  private func emptied(_ metric: Metric) -> CheckReport? {
    guard (2...Self.mostResumes).contains(metric.values.count) else { return nil }
    let resumes = (1..<metric.values.count).compactMap { row in
      explained(metric, check.plan.schedule, emptiedAt: row).map { (row: row, found: $0) }
    }
    guard let first = resumes.first, let last = resumes.last else { return nil }
    let (from, to) = (NumberWords.place(metric.xs[first.row]), NumberWords.place(metric.xs[last.row]))
    let place =
      first.row == last.row ? "at \(check.xName) \(from)" : "somewhere from \(check.xName) \(from) to \(to)"
    let planned = prediction(metric, check.plan.schedule, isAfter: false) ?? []
    return report(
      Explanation(
        .scheduleRestarted,
        "The cuts are those of a plateau whose memory was empty again \(place): the run was resumed with its rate and without the scheduler's state, so that best value and bad rows were counted from nothing.",
        first.found.fit, Placement(),
        remedy: "save and load the state of the scheduler, or of the callback, too",
        details: [
          ("at", .number(metric.xs[first.row])), ("at_most", .number(metric.xs[last.row])),
          ("metric_planned", .text(metric.name)),
        ]), planned: planned)
  }

  private func unexplained(_ metric: Metric) -> CheckReport {
    let rates = prediction(metric, check.plan.schedule, isAfter: false) ?? []
    let fit = check.fit(check.all) { rates.indices.contains($0) ? rates[$0] : .nan }
    let row = fit.firstMiss ?? 0
    var details: [(String, Detail)] = [
      ("at", .number(check.logged.xs[row])), ("metric_planned", .text(metric.name)),
    ]
    var words =
      "The rate departs from what the plan makes of '\(metric.name)' at \(check.xName) \(NumberWords.place(check.logged.xs[row])): it is \(NumberWords.rate(check.logged.values[row]))"
    words += rates.indices.contains(row) ? " and not \(NumberWords.rate(rates[row]))." : "."
    if let actual = otherArguments() {
      details.append(("actual_spec", .text(actual.schedule.spec)))
      words += " The cuts are those of \(actual.schedule.spec) on '\(actual.metric)'."
    }
    return report(Explanation(.other, words, fit, Placement(), details: details), planned: rates)
  }

  /// Other patience and factor with which a metric explains the rates.
  private func otherArguments() -> (schedule: Schedule, metric: String)? {
    guard let factor = cutFactor else { return nil }
    for metric in metrics.prefix(3) {
      for patience in 0...60 {
        guard let first = try? check.plan.schedule.setting("patience", to: .int(patience)),
          let schedule = try? first.setting("factor", to: .double(factor)), explained(metric, schedule) != nil
        else { continue }
        return (schedule, metric.name)
      }
    }
    return nil
  }

  /// What the first cut multiplies by.
  private var cutFactor: Double? {
    let logged = check.logged
    for index in logged.xs.indices.dropFirst() {
      let (before, after) = (logged.values[index - 1], logged.values[index])
      guard before - after > logged.slack[index] + logged.slack[index - 1] else { continue }
      let room = (logged.slack[index] + logged.slack[index - 1]) / before
      return RoundNumber.between(after / before - room, after / before + room)
    }
    return nil
  }

  private func firstDrop(_ rates: [Double]) -> Double? {
    for index in rates.indices.dropFirst() where rates[index] < rates[index - 1] * (1 - 1e-6) {
      return check.logged.xs[index]
    }
    return nil
  }

  /// There is nothing to feed it with.
  private func unfed() -> CheckReport {
    let isConstant = check.logged.isConstant
    let words =
      isConstant
      ? "The rate never changes, and the log has no metric by which the plan could have cut it."
      : "The log has no metric: what the plan would have done cannot be said."
    let value = check.logged.values[0]
    let fit = check.fit(check.all) { _ in value }
    return report(
      Explanation(isConstant ? .match : .other, words, fit, Placement()),
      planned: check.logged.xs.map { _ in check.table.rate(at: 0) })
  }

  private func report(_ explanation: Explanation, planned: [Double]) -> CheckReport {
    let fit = check.fit(check.all) { planned.indices.contains($0) ? planned[$0] : .nan }
    var report = CheckReport(
      verdict: explanation.verdict, explanation: explanation.words, maxRelativeDeviation: fit.worst,
      at: check.logged.xs[fit.worstIndex], details: explanation.details, remedy: explanation.remedy,
      xName: check.xName)
    for index in check.all {
      report.logged.append(x: check.logged.xs[index], check.logged.values[index])
      if planned.indices.contains(index) { report.planned.append(x: check.logged.xs[index], planned[index]) }
    }
    return report
  }
}
