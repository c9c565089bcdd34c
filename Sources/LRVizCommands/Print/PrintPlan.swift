import LRSchedulers
import Training

/// What `lrviz print` was asked for, checked.
struct PrintPlan {
  /// The schedules, each with what it starts from.
  var items: [SpecSchedule]
  var epochs: Int
  var metrics: MetricSource?
  var assignments: [Assignment] = []
  var units = PlanUnits()
  /// Where `--load-state` goes on; nil for a fresh start.
  var resumed: ScheduleRun?
  /// Whether a metric-driven schedule among others stands still where there is no metric, instead of being refused.
  var drawsWithoutMetric = false
  /// What a loaded state says otherwise than the command line.
  var overriddenArguments: [String] = []

  var schedules: [Schedule] { items.map(\.schedule) }

  /// One of the schedules with what decides its rates.
  func plan(_ item: SpecSchedule) -> Plan {
    Plan(
      item.schedule, groups: item.groups, interval: units.interval, stepsPerEpoch: units.stepsPerEpoch,
      length: epochs)
  }

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
    for item in items {
      do { try plan(item).validate() } catch { throw .schedule(item.schedule, error) }
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
      for item in items {
        var single = self
        single.items = [item]
        try output.write("\(item.schedule.spec)\n")
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
        showsMomenta: items.first?.showsMomenta ?? false)
      return [walk]
    }
    var walks: [ScheduleWalk] = []
    for item in items {
      let fitting = assignments.filter { $0.fits(item.schedule) }
      var walk = try ScheduleWalk(
        plan(item), metrics: metrics, assignments: fitting, unit: units.word, showsMomenta: item.showsMomenta)
      do { try walk.apply(item.changes) } catch { throw .schedule(item.schedule, error) }
      walks.append(walk)
    }
    return walks
  }
}
