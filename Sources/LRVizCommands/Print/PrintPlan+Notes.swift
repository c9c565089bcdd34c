import LRSchedulers

extension PrintPlan {
  /// What is odd about the schedules as they are printed, each said once.
  var notes: [ScheduleNote] {
    let all = schedules.flatMap { schedule in
      assigned(schedule).notes(epochs: epochs, groups: groups, hasNegativeMetrics: hasNegativeMetrics)
        + assignments.compactMap { $0.note(on: schedule) }
    }
    return all.enumerated().filter { !all[..<$0].contains($1) }.map(\.element)
  }

  /// The schedule as it is in the end.
  private func assigned(_ schedule: Schedule) -> Schedule {
    assignments.reduce(schedule) { schedule, assignment in
      guard case .attribute(let name, let value) = assignment.target else { return schedule }
      return (try? schedule.setting(name, to: value)) ?? schedule
    }
  }

  private var hasNegativeMetrics: Bool {
    guard let metrics, schedules.contains(where: \.needsMetric) else { return false }
    return (0..<max(0, epochs - 1)).contains { epoch in
      guard let value = try? metrics.value(epoch: epoch) else { return false }
      return value < 0
    }
  }
}
