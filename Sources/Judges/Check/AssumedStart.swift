import LRSchedulers
import RunLogs

/// The rate that a plan starts from of which nobody says it, as the log's rates say.
package struct AssumedStart: Sendable, Equatable {
  package var rate: Double
  /// Whether it is the largest rate of the log, as nothing tells more. Else every row is the plan's with it: its peak was not logged, as
  /// the run is still warming up or the log begins later.
  package var isLargest: Bool

  package init(rate: Double, isLargest: Bool) { (self.rate, self.isLargest) = (rate, isLargest) }

  typealias Judge = (Plan) throws(JudgeError) -> CheckReport

  /// Judges a plan that starts from the log's largest rate; where every row is a constant part of that plan, what was assumed of the rate is no
  /// deviation of the run, and it starts from what that part says.
  ///
  /// - Parameters:
  ///   - largest: the largest rate of the log.
  ///   - room: how far that may be off, as a part of it; asked for where it matters.
  static func report(
    _ plan: Plan, largest: Double, room: () -> Double, _ judge: Judge
  ) throws(JudgeError) -> CheckReport {
    var report = try judge(plan.starting(from: largest))
    report.start = AssumedStart(rate: largest, isLargest: true)
    guard let factor = report.factorOfAll else { return report }
    let (rate, room) = (largest * factor, room())
    for rate in [RoundNumber.between(rate * (1 - room), rate * (1 + room)), rate] {
      var again = try judge(plan.starting(from: rate))
      guard again.verdict != .scaled else { continue }
      again.start = AssumedStart(rate: rate, isLargest: false)
      return again
    }
    return report
  }
}

extension Plan {
  fileprivate func starting(from rate: Double) -> Plan {
    var plan = self
    plan.groups = groups.map { ParameterGroup(lr: rate, momentum: $0.momentum) }
    return plan
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
