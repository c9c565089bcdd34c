import LRSchedulers

extension RunConfiguration {
  /// Notes about the schedule in this run; none for most.
  ///
  /// - Parameter hasNegativeMetrics: whether a metric below 0 has been seen.
  package func notes(hasNegativeMetrics: Bool = false) -> [ScheduleNote] {
    let plan = Plan(
      schedule, groups: parameterGroups, interval: interval, stepsPerEpoch: stepsPerEpoch,
      length: epochs * (interval == .step ? stepsPerEpoch : 1))
    return plan.notes(hasNegativeMetrics: hasNegativeMetrics, lacksMomentum: !optimizer.hasMomentum)
  }
}
