import LRSchedulers
import RunLogs

/// What those see who judge a log.
extension LogPane {
  /// A plan over a log, for a judge.
  package struct JudgedPlan: Sendable {
    package var schedule: Schedule
    package var groups: [ParameterGroup]
    /// Whether nobody says what it starts from.
    package var assumesStart: Bool
    package var interval: Interval
    /// Rows of the rate.
    package var rows: Int
    /// Whether rows are still expected, so that a plan that is not at its end is followed so far.
    package var goesOn: Bool
    /// Another one where another plan lies over the log, or the log is another: what was found before is of no use then.
    package var subject: Int
    /// Another one where something else is to be judged than before, and not only more rows of it.
    package var key: Int
  }

  /// nil where there is no plan, or nothing to compare it with.
  package var judgedPlan: JudgedPlan? {
    guard let plan, let rate = rates.first, !rate.isEmpty, let groups = plan.groups else { return nil }
    var hasher = Hasher()
    hasher.combine(plan.text)
    hasher.combine(plan.stand.interval.rawValue)
    hasher.combine(followed.beginning)
    var details = hasher
    details.combine(plan.givenLRs)
    details.combine(plan.deviation.stretches.count)
    details.combine(run.status)
    details.combine(goesOn)
    return JudgedPlan(
      schedule: plan.schedule, groups: groups, assumesStart: plan.givenLRs == nil,
      interval: plan.stand.interval, rows: rate.count,
      goesOn: goesOn, subject: hasher.finalize(), key: details.finalize())
  }

  private var goesOn: Bool {
    switch state {
    case .live, .stalled: run.status == .unknown || run.status == .running
    default: false
    }
  }

  /// In which way the rate is not the planned one; nil where it is, and before the judge has had a say: what lies beside the plan
  /// row by row may still follow it, as the producer counts.
  package var planDeparture: String? {
    guard let plan, plan.isJudged || plan.failure != nil, let verdict = plan.verdict, !verdict.isGood else {
      return nil
    }
    return verdict.text
  }

  package var lastLoggedX: Double? { lastX }

  /// The last value of a role.
  package func last(_ role: LogRole) -> Double? { track(role)?.last }

  /// How it ended, in a word; nil while it goes on.
  package var endingWords: String? {
    switch state {
    case .finished: "finished"
    case .failed: "failed"
    case .diverged(let x): "diverged at \(axis.rawValue) \(CountText.of(x))"
    case .vanished: "the file is gone"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .noLog(let reason): reason
    case .waiting, .live, .stalled, .quiet: nil
    }
  }
}

extension Lab {
  /// How the runs do that are followed.
  package var logStates: [LogState] {
    panes.indices.compactMap { index in
      panes[index].log.flatMap { $0.followed.id == Watch.nobody ? nil : $0.state }
    }
  }

  /// Whether all logs have been looked at, and there is one.
  package var hasLogs: Bool { watch?.isSettled ?? false && !logStates.isEmpty }
}
