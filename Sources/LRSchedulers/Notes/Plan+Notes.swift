extension Plan {
  /// What a user may not expect of the schedule in this run, and where the two do not fit; empty for most.
  ///
  /// - Parameters:
  ///   - hasNegativeMetrics: whether a metric-driven schedule will see metrics below 0.
  ///   - lacksMomentum: whether it trains with an optimizer that was built without momentum.
  public func notes(hasNegativeMetrics: Bool = false, lacksMomentum: Bool = false) -> [ScheduleNote] {
    schedule.notes(
      epochs: length, groups: groups, hasNegativeMetrics: hasNegativeMetrics, lacksMomentum: lacksMomentum,
      unit: interval.rawValue, stepsPerEpoch: stepsPerEpoch)
  }
}
