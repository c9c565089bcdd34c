/// A schedule that moves the optimizer's momentum, or beta1, along with the rate.
protocol MomentumMover: FormulaScheduler {
  /// Whether it does so with these arguments.
  var movesMomentum: Bool { get }

  /// The momentum at a step; 0 is the first.
  func momentum(_ step: Int) throws(SchedulerError) -> Double
}

extension MomentumMover {
  func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    for index in groups.indices {
      groups[index].lr = try rate(state.lastEpoch, base: state.baseLRs[index], defaultLR: state.baseLRs[0])
      if movesMomentum, groups[index].momentum != nil {
        groups[index].momentum = try momentum(state.lastEpoch)
      }
    }
  }
}
