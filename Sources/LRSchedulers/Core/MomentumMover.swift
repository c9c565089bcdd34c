/// A scheduler that may move the optimizer's momentum, or beta1, along with the rate.
protocol MomentumMoving: Sendable {
  /// Whether it does so with its arguments.
  var movesMomentum: Bool { get }
}

/// A training of fastai's that cycles the momentum as well.
protocol MomentumCycling: MomentumMoving {}

extension MomentumCycling {
  var movesMomentum: Bool { true }
}

/// A schedule whose momentum is a function of the step, as its rate is.
protocol MomentumMover: FormulaScheduler, MomentumMoving {
  /// The momentum at a step; 0 is the first.
  func momentum(_ step: Int) throws(SchedulerError) -> Double

  /// Whether the momentum of a group is moved.
  func moves(_ group: ParameterGroup) -> Bool
}

extension MomentumMover {
  func moves(_ group: ParameterGroup) -> Bool { movesMomentum && group.momentum != nil }

  func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    for index in groups.indices {
      groups[index].lr = try rate(state.lastEpoch, base: state.baseLRs[index], defaultLR: state.baseLRs[0])
      if moves(groups[index]) { groups[index].momentum = try momentum(state.lastEpoch) }
    }
  }
}
