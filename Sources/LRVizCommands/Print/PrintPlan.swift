import LRSchedulers
import Training

/// What `lrviz print` was asked for, checked.
struct PrintPlan {
  var schedules: [Schedule]
  var lrs: [Double]
  var epochs: Int
  /// nil if none was named; then momenta are not shown.
  var optimizer: OptimizerConfiguration?
  var metrics: MetricSource?
  var assignments: [Assignment] = []
  var units = PlanUnits()
  /// Where `--load-state` goes on; nil for a fresh start.
  var resumed: ScheduleRun?
  /// Whether a metric-driven schedule among others stands still where there is no metric, instead of being refused.
  var drawsWithoutMetric = false
  /// What of the command line a loaded state has overruled.
  var overruled: [String] = []

  /// The optimizer's parameter groups before any scheduler has seen them.
  var groups: [ParameterGroup] {
    let momentum = (optimizer ?? OptimizerConfiguration(.sgd)).momentumForGroups
    return lrs.map { ParameterGroup(lr: $0, momentum: momentum) }
  }

  var optimizerSpec: String { optimizer?.spec ?? OptimizerConfiguration(.sgd).spec }

  /// The schedules whose steps would fail, as they need a metric and there is none.
  private var schedulesWithoutMetric: [Schedule] {
    metrics == nil && epochs > 1 ? schedules.filter(\.needsMetric) : []
  }

  /// What is said about schedules that are drawn without their metric.
  var metricNotes: [ScheduleNote] {
    schedulesWithoutMetric.map {
      ScheduleNote(
        "\($0.name) follows a metric and is drawn unchanged; give --metrics FILE, or --metrics 'lambda epoch: ...'"
      )
    }
  }

  /// Refuses what would fail later: schedules their groups do not suit, or that lack a metric, and assignments to
  /// nothing.
  func validate() throws(CommandError) {
    for schedule in schedules {
      do { try schedule.validate(groups: groups) } catch { throw .schedule(schedule, error) }
    }
    if let blind = schedulesWithoutMetric.first, !drawsWithoutMetric || schedules.allSatisfy(\.needsMetric) {
      throw .usage(
        """
        \(blind.name).step() missing 1 required positional argument: 'metrics'; \
        give --metrics FILE, or --metrics 'lambda epoch: ...', or use 'lrviz train'
        """)
    }
    for assignment in assignments where !schedules.contains(where: assignment.fits) {
      throw assignment.misfit(of: schedules)
    }
    for assignment in assignments where assignment.epoch >= epochs {
      throw .usage(
        "--set \(assignment.text): expected \(units.placeholder) from 0 to \(epochs - 1), as there are \(epochs) \(units.word)s"
      )
    }
  }

  /// Writes the schedules, never keeping more than a row if the format allows it.
  func write(as format: PrintFormat, to output: inout ByteSink) throws(CommandError) {
    if format.isSideBySide || schedules.count == 1 {
      try writeRows(as: format, to: &output)
    } else {
      for schedule in schedules {
        var single = self
        single.schedules = [schedule]
        try output.write("\(schedule.spec)\n")
        try single.writeRows(as: format, to: &output)
      }
    }
  }

  private func writeRows(as format: PrintFormat, to output: inout ByteSink) throws(CommandError) {
    var walks = try walks()
    var writer = format.writer(for: self)
    try writer.begin(&output)
    var rows = walks.map { _ in ScheduleRow() }
    for _ in firstEpoch..<epochs {
      for index in walks.indices {
        _ = try walks[index].next(into: &rows[index])
        rows[index].changes = units.located(rows[index].changes)
      }
      try writer.write(rows, to: &output)
    }
    try writer.end(&output)
    for note in walks.flatMap(\.endings.values) { StandardError.say("note: \(note)") }
  }

  func hasAssignment(to schedule: Schedule) -> Bool { assignments.contains { $0.fits(schedule) } }

  func walks() throws(CommandError) -> [ScheduleWalk] {
    if let resumed {
      let walk = ScheduleWalk(
        resumed, epochs: epochs, metrics: metrics, assignments: assignments, unit: units.word,
        showsMomenta: optimizer != nil)
      return [walk]
    }
    var walks: [ScheduleWalk] = []
    for schedule in schedules {
      let fitting = assignments.filter { $0.fits(schedule) }
      walks.append(
        try ScheduleWalk(
          schedule, groups: groups, epochs: epochs, metrics: metrics, assignments: fitting,
          unit: units.word, showsMomenta: optimizer != nil))
    }
    return walks
  }
}
