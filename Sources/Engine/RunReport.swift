import Training

/// Where a run stands.
package enum RunState: Sendable, Equatable {
  case running
  case paused
  /// All epochs are trained.
  case done
  /// The scheduler refused a step.
  case failed(String)
}

/// What a run has done since it was last asked.
package struct RunReport: Sendable {
  /// The epochs completed since the last report, in order.
  package var records: [EpochRecord]
  package var state: RunState
  /// Optimizer steps per second of wall time, lately; 0 before there is something to measure.
  package var stepsPerSecond: Double
  /// Tweaks the run could not accept since the last report; it goes on without them.
  package var refusals: [String]
}
