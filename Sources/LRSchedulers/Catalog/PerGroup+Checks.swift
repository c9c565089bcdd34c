extension PerGroup<Double> {
  /// PyTorch's `_format_param`: a list must have a value for each group.
  func check(_ name: String, _ groups: [ParameterGroup]) throws(SchedulerError) {
    guard let count, count != groups.count else { return }
    throw SchedulerError(
      .value,
      """
      \(name) must have the same length as optimizer.param_groups. \(name) has \(count) values, \
      param_groups has \(groups.count).
      """, parameter: name)
  }
}

extension Scheduler {
  /// For the schedulers that cycle the momentum, which the optimizer must have.
  func checkMomenta(
    _ base: PerGroup<Double>, _ highest: PerGroup<Double>, _ groups: [ParameterGroup]
  ) throws(SchedulerError) {
    if groups.contains(where: { $0.momentum == nil }) {
      throw SchedulerError(
        .value, "optimizer must support momentum or beta1 with `cycle_momentum` option enabled",
        parameter: "cycle_momentum")
    }
    try base.check("base_momentum", groups)
    try highest.check("max_momentum", groups)
  }
}
