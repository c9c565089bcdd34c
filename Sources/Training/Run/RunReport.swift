import LRSchedulers

/// Where a run stands.
package enum RunState: Sendable, Equatable {
  case running
  case paused
  /// All epochs are trained.
  case done
  /// The run could not start, or the scheduler refused a step; the message is shown.
  case failed(String)

  /// Whether there is nothing left to train.
  package var isOver: Bool {
    switch self {
    case .running, .paused: false
    case .done, .failed: true
    }
  }
}

/// What a run has done since it was last asked.
package struct RunReport: Sendable {
  /// The epochs completed since the last report, in order.
  package var records: [EpochRecord]
  package var state: RunState
  /// Optimizer steps per second of wall time, lately; 0 before there is something to measure.
  package var stepsPerSecond: Double
  /// The schedules that were put in force since the last report, in order.
  package var assignments: [RunAssignment]
  /// Why the run did not accept a tweak, for each it refused since the last report; it goes on without them.
  package var refusals: [String]

  package init(
    records: [EpochRecord], state: RunState, stepsPerSecond: Double = 0, assignments: [RunAssignment] = [],
    refusals: [String] = []
  ) {
    self.assignments = assignments
    self.records = records
    self.state = state
    self.stepsPerSecond = stepsPerSecond
    self.refusals = refusals
  }
}

/// A schedule that a run took while it was under way.
package struct RunAssignment: Sendable, Equatable {
  /// The first epoch trained with it, counted from 1.
  package var epoch: Int
  package var schedule: Schedule

  package init(epoch: Int, schedule: Schedule) {
    self.epoch = epoch
    self.schedule = schedule
  }
}
