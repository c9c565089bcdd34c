import LRSchedulers

extension PrintPlan {
  /// Notes about the schedules as they are printed, and about changes in mid-run.
  var notes: [ScheduleNote] {
    items.flatMap { item in
      var schedule = item.schedule
      let changes = assignments.filter { $0.fits(schedule) }.sorted { $0.epoch < $1.epoch }
        .flatMap { $0.notes(on: &schedule) }
      return plan(item).notes(hasNegativeMetrics: hasNegativeMetrics) + changes
    }
  }

  private var hasNegativeMetrics: Bool {
    guard let metrics, schedules.contains(where: \.needsMetric) else { return false }
    return (0..<max(0, epochs - 1)).contains { epoch in
      guard let value = try? metrics.value(at: epoch, unit: units.word) else { return false }
      return value < 0
    }
  }
}
