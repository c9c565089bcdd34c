import LRSchedulers

extension TrainingPane {
  /// The phases of the schedule with the count of the scheduler, from 1, at which they begin.
  ///
  /// A SequentialLR that resumes after `last_epoch` is ahead of the run by as much.
  var phaseStarts: [(phase: SchedulePhase, count: Int)] {
    let phases = schedule.phases
    guard !phases.isEmpty else { return [] }
    let ahead = aheadOfRun
    return phases.map { ($0, $0.start - min(ahead, $0.start) + 1) }
  }

  private var aheadOfRun: Int {
    guard case .int(let epoch)? = schedule.value(of: "last_epoch") else { return 0 }
    return max(0, epoch.addingReportingOverflow(1).partialValue)
  }

  /// The phase at a count of the scheduler; nil for a schedule without member schedulers.
  func phase(at count: Int) -> SchedulePhase? {
    phaseStarts.last { $0.count <= count }?.phase
  }

  /// The phase of the rate that the readout shows: the last one that was trained with.
  var phase: SchedulePhase? { phase(at: max(1, epoch * (stepsPerEpoch ?? 1))) }
}
