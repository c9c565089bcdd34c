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

/// Judges the rates of logs, by a plan or without one.
struct LogJudge {
  let plan: Plan?
  /// What `--epochs` says.
  var length: Int?
  let stepsPerEpoch: Int?
  /// Whether nothing says where the plan starts from, so that the largest rate of the log does.
  var takesPeak = false

  init(plan: Plan?, length: Int? = nil, stepsPerEpoch: Int?, takesPeak: Bool = false) {
    (self.plan, self.length, self.stepsPerEpoch, self.takesPeak) = (plan, length, stepsPerEpoch, takesPeak)
  }

  func finding(in log: LogPaths.Log) -> Result<LogFinding, JudgeError> {
    do throws(JudgeError) {
      guard var plan else { return .success(try identified(log)) }
      var assumed: String?
      if takesPeak, let peak = log.peak, peak > 0 {
        plan.groups = plan.groups.map { ParameterGroup(lr: peak, momentum: $0.momentum) }
        assumed =
          "the plan starts from the largest rate of the log, \(NumberText.general(peak)); --lr gives another"
      }
      let options = CheckOptions(stepsPerEpoch: stepsPerEpoch, length: length)
      var report = try RateCheck.report(log.run, log.roles, against: plan, options)
      if assumed != nil, let factor = report.factorOfAll {
        // The peak itself was not logged: what was assumed of the rate is no deviation of the run.
        plan.groups = plan.groups.map { ParameterGroup(lr: $0.lr * factor, momentum: $0.momentum) }
        let again = try RateCheck.report(log.run, log.roles, against: plan, options)
        if again.verdict != .scaled, let start = plan.groups.first?.lr {
          report = again
          assumed =
            "the plan starts from \(NumberText.general(start)), as the log's rates say; --lr gives another"
        }
      }
      if let assumed { report.notes.insert(assumed, at: 0) }
      return .success(.check(report))
    } catch {
      return .failure(error)
    }
  }

  private func identified(_ log: LogPaths.Log) throws(JudgeError) -> LogFinding {
    let (rates, steps) = try Identification.rates(log.run, log.roles, stepsPerEpoch: stepsPerEpoch)
    return .identified(
      Findings(
        rates, producer: log.run.producer, stepsPerEpoch: steps, skipped: SkippedUpdates(log.run, rates)))
  }
}

extension CheckReport {
  /// The constant that every row is of the plan's; nil where it is not so from the first row on.
  fileprivate var factorOfAll: Double? {
    guard verdict == .scaled, logged.count > 0 else { return nil }
    var found: Double?
    for (name, value) in details {
      guard case .number(let number) = value else { continue }
      if name == "resumed_at", number > logged.x(at: 0) { return nil }
      if name == "factor", number > 0 { found = number }
    }
    return found
  }
}

extension LogPaths.Log {
  /// The largest rate of the first parameter group.
  fileprivate var peak: Double? {
    roles.lrGroups.first.flatMap { run.series[$0].track.extremes.finiteRange?.upperBound }
  }
}
