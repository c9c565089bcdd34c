/// A schedule that is a function of the step alone: no state but the count, and a rate set by hand lasts one step.
protocol FormulaScheduler: AssigningScheduler {
  /// The rate in force at a step; 0 is the first.
  ///
  /// - Parameters:
  ///   - base: the group's own rate when the schedule was made.
  ///   - defaultLR: the optimizer's `defaults["lr"]`, which some libraries use for every group.
  func rate(_ step: Int, base: Double, defaultLR: Double) throws(SchedulerError) -> Double
}

extension FormulaScheduler {
  /// Only what is a `LambdaLR` underneath can be told to resume.
  var lastEpoch: Int { -1 }

  func validate() throws(SchedulerError) {}

  func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    for index in groups.indices {
      groups[index].lr = try rate(state.lastEpoch, base: state.baseLRs[index], defaultLR: state.baseLRs[0])
    }
  }
}

/// A schedule that multiplies the optimizer's rate, as transformers' are.
protocol FactorScheduler: FormulaScheduler {
  func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double
}

extension FactorScheduler {
  func rate(_ step: Int, base: Double, defaultLR: Double) throws(SchedulerError) -> Double {
    base * (try factor(step, defaultLR: defaultLR))
  }
}

/// A schedule with rates of its own, whatever the optimizer's is, as those of optax and Keras.
protocol AbsoluteScheduler: FormulaScheduler {
  func rate(_ step: Int) throws(SchedulerError) -> Double
}

extension AbsoluteScheduler {
  func rate(_ step: Int, base: Double, defaultLR: Double) throws(SchedulerError) -> Double {
    try rate(step)
  }
}
