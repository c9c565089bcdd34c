import Judges
import LRSchedulers
import RunLogs

/// What `check` finds in a log.
enum LogFinding {
  case check(CheckReport)
  /// The schedules that may have been.
  case identified(Findings)

  var isMatch: Bool {
    if case .check(let report) = self { report.isMatch } else { true }
  }
}

/// A finding and what it is about.
struct JudgedRun {
  let run: LogRun
  let finding: LogFinding
  /// Which of the starts of the log, where these are judged one by one.
  var start: (number: Int, count: Int)?
}

/// Judges the rates of logs, by a plan or without one.
struct LogJudge {
  let plan: Plan?
  /// What `--epochs` says.
  var length: Int?
  let stepsPerEpoch: Int?
  /// Whether nothing says where the plan starts from, so that the rates of the log do.
  var assumesStart = false

  init(plan: Plan?, length: Int? = nil, stepsPerEpoch: Int?, assumesStart: Bool = false) {
    (self.plan, self.length, self.stepsPerEpoch, self.assumesStart) = (
      plan, length, stepsPerEpoch, assumesStart
    )
  }

  /// One for the whole log, or where no schedule explains it and it starts several times one for each start.
  func findings(in log: LogPaths.Log) -> Result<[JudgedRun], JudgeError> {
    do throws(JudgeError) {
      let whole = try finding(in: log)
      let parts = try startsApart(log, whole)
      guard !parts.isEmpty else { return .success([JudgedRun(run: log.run, finding: whole)]) }
      return .success(
        parts.enumerated().map { number, finding in
          JudgedRun(run: log.run, finding: finding, start: (number + 1, parts.count))
        })
    } catch {
      return .failure(error)
    }
  }

  private func finding(in log: LogPaths.Log) throws(JudgeError) -> LogFinding {
    guard let plan else { return .identified(try identified(log)) }
    return .check(try checked(log, against: plan))
  }

  private func checked(
    _ log: LogPaths.Log, against plan: Plan, rows: Range<Int>? = nil
  ) throws(JudgeError) -> CheckReport {
    var options = CheckOptions(stepsPerEpoch: stepsPerEpoch, length: length, assumesStart: assumesStart)
    options.rows = rows
    var report = try RateCheck.report(log.run, log.roles, against: plan, options)
    if let start = report.start { report.notes.insert(start.words, at: 0) }
    return report
  }

  private func identified(_ log: LogPaths.Log) throws(JudgeError) -> Findings {
    let (rates, steps) = try Identification.rates(log.run, log.roles, stepsPerEpoch: stepsPerEpoch)
    return Findings(rates, Findings.Context(log.run, log.roles, rates, stepsPerEpoch: steps))
  }

  /// Of a log that as a whole is no schedule's; none where that is nothing but a schedule that is not known.
  private func startsApart(_ log: LogPaths.Log, _ whole: LogFinding) throws(JudgeError) -> [LogFinding] {
    switch whole {
    case .identified(let findings):
      guard !findings.isFound else { return [] }
      let (rates, steps) = try Identification.rates(log.run, log.roles, stepsPerEpoch: stepsPerEpoch)
      let parts = Findings.of(
        LoggedStarts.of(rates), rates, producer: log.run.producer, stepsPerEpoch: steps)
      return parts.contains(where: \.isFound) ? parts.map { .identified($0) } : []
    case .check(let report):
      guard let plan, report.verdict == .other, !plan.schedule.needsMetric,
        let index = log.roles.lrGroups.first
      else { return [] }
      let starts = LoggedStarts.of(LoggedRates(log.run.series[index]))
      var parts: [LogFinding] = []
      for rows in starts { parts.append(.check(try checked(log, against: plan, rows: rows))) }
      return parts
    }
  }
}

extension AssumedStart {
  /// What is said of it.
  var words: String {
    isLargest
      ? "the plan starts from the largest rate of the log, \(NumberText.general(rate)); --lr gives another"
      : "the plan starts from \(NumberText.general(rate)), as the log's rates say; --lr gives another"
  }
}
