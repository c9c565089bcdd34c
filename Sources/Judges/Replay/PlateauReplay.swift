import LRSchedulers

/// What a metric-driven schedule would have done on metrics that were logged.
///
/// The metrics are those of the run as it was: had the rate been another, they would have been others. That is what a replay cannot
/// know.
package struct PlateauReplay: Sendable {
  /// One metric, and where the scheduler stands behind it.
  package struct Row: Sendable {
    /// Counted from 1.
    package var epoch: Int
    package var metric: Double
    /// nil where the schedule has no plateau of its own to tell.
    package var status: PlateauStatus?
    /// The rates in force in the epoch, one for each group.
    package var lrs: [Double]
  }

  package private(set) var rows: [Row] = []
  /// Each with the first epoch at the new rate, counted from 1; what the last metric made stands behind the last row.
  package private(set) var cuts: [LRChange] = []
  /// The rates after the last metric.
  package private(set) var finalLRs: [Double]

  /// - Throws: what the library raises, and a schedule that follows no metric.
  package init(
    _ schedule: Schedule, groups: [ParameterGroup], metrics: [Double]
  ) throws(SchedulerError) {
    guard schedule.needsMetric else { throw Self.noMetric(schedule) }
    var run = try ScheduleRun(schedule, groups: groups)
    rows.reserveCapacity(metrics.count)
    for (index, metric) in metrics.enumerated() {
      let lrs = run.groups.map(\.lr)
      cuts += try run.step(metric: metric)
      rows.append(Row(epoch: index + 1, metric: metric, status: run.plateau, lrs: lrs))
    }
    finalLRs = run.groups.map(\.lr)
  }

  static func noMetric(_ schedule: Schedule) -> SchedulerError {
    SchedulerError(
      .type,
      "\(schedule.name) follows no metric; replay takes those that do, such as ReduceLROnPlateau(patience=5)")
  }
}
