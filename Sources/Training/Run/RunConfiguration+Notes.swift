import LRSchedulers

extension RunConfiguration {
  /// Notes about the schedule in this run; none for most.
  ///
  /// - Parameter hasNegativeMetrics: whether a metric below 0 has been seen.
  package func notes(hasNegativeMetrics: Bool = false) -> [ScheduleNote] {
    let isPerBatch = interval == .step
    return schedule.notes(
      epochs: epochs * (isPerBatch ? stepsPerEpoch : 1), groups: parameterGroups,
      hasNegativeMetrics: hasNegativeMetrics, lacksMomentum: optimizer.momentumForGroups == 0,
      unit: isPerBatch ? "step" : "epoch", stepsPerEpoch: stepsPerEpoch)
  }
}
