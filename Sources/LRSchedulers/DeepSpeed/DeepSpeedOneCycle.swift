extension DeepSpeed {
  /// Up, down, and on below the start, with a momentum that goes the other way.
  struct OneCycle: AbsoluteScheduler, MomentumMover, CatalogScheduler {
    var minLR: Double
    var maxLR: Double
    var decayLRRate = 0.0
    var firstStepSize: PythonNumber = 2000
    var secondStepSize: PythonNumber?
    var firstStairCount: PythonNumber = 0
    var secondStairCount: PythonNumber?
    var decayStepSize: PythonNumber = 0
    var cycleMomentum = true
    var minMomentum = 0.8
    var maxMomentum = 0.9
    var decayMomentumRate = 0.0

    var movesMomentum: Bool { cycleMomentum }

    /// Only betas are cycled.
    func moves(_ group: ParameterGroup) -> Bool {
      cycleMomentum && group.momentum != nil && group.beta2 != nil
    }

    private var first: Double { firstStepSize.doubleValue }
    private var second: Double { (secondStepSize ?? firstStepSize).doubleValue }

    func validate() throws(SchedulerError) {
      if first <= 0 {
        throw SchedulerError(
          .value, "cycle_first_step_size must be positive, got \(first.python)",
          parameter: "cycle_first_step_size")
      }
      if second < 0 {
        throw SchedulerError(
          .value, "cycle_second_step_size must be non-negative, got \(second.python)",
          parameter: "cycle_second_step_size")
      }
    }

    /// The fraction of the way from the lowest rate to the highest, in the cycle.
    private func scale(_ t: Double) -> Double {
      if t <= first { return Self.stairs(t, first, firstStairCount.doubleValue) }
      return Self.stairs(first + second - t, second, (secondStairCount ?? firstStairCount).doubleValue)
    }

    private static func stairs(_ t: Double, _ size: Double, _ count: Double) -> Double {
      count > 0 ? (t * count / size).rounded(.down) / count : t / size
    }

    /// Decay intervals since the cycle.
    private func decays(_ t: Double) -> Double {
      decayStepSize.isZero ? 0 : (t - first - second) / decayStepSize.doubleValue
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let t = Double(step)
      if t <= first + second { return minLR + (maxLR - minLR) * scale(t) }
      return try PythonMath.divide(minLR, by: 1 + decayLRRate * decays(t))
    }

    func momentum(_ step: Int) throws(SchedulerError) -> Double {
      let t = Double(step)
      if step == 0 { return minMomentum }
      if t <= first + second { return maxMomentum - (maxMomentum - minMomentum) * scale(t) }
      return maxMomentum * (1 + decayMomentumRate * decays(t))
    }

    var extent: ScheduleExtent {
      ScheduleExtent(completion: .init("cycle_first_step_size", first + second, offset: nil, value: first))
    }

    static let declaration = SchedulerDeclaration(
      "OneCycle", library: .deepspeed,
      summary:
        "Raises and lowers the learning rate once, the momentum the other way, then lets both decay; counts steps.",
      formula:
        "lr[t] = min + (max - min) * x, then min / (1 + decay_lr_rate * (t - a - b) / decay_step_size)",
      quirks: [
        "The momentum of the first step is cycle_min_mom; beyond the cycle it grows, even above 1.",
        "Only beta1 is cycled: the momentum of SGD is left alone.",
      ],
      example: OneCycle(minLR: 0.001, maxLR: 0.1),
      parameters: [
        .rate("cycle_min_lr", \.minLR, .required, help: "the rate at the ends of the cycle"),
        .rate("cycle_max_lr", \.maxLR, .required, help: "the rate in its middle"),
        .float(
          "decay_lr_rate", \.decayLRRate, in: 0...10, step: .linear(0.05),
          help: "how fast the rate falls behind it"),
        .steps("cycle_first_step_size", \.firstStepSize, help: "steps up"),
        .optionalNumber(
          "cycle_second_step_size", \.secondStepSize, in: 1...10_000_000, help: "steps down; as many as up"),
        .steps("cycle_first_stair_count", \.firstStairCount, help: "stairs up; 0 is a line"),
        .optionalNumber(
          "cycle_second_stair_count", \.secondStairCount, in: 0...10_000_000,
          help: "stairs down; as many as up"),
        .steps("decay_step_size", \.decayStepSize, help: "steps of one decay; 0 has none"),
        .bool("cycle_momentum", \.cycleMomentum, help: "cycle beta1 the other way"),
        .fraction("cycle_min_mom", \.minMomentum, help: "beta1 at the highest rate"),
        .fraction("cycle_max_mom", \.maxMomentum, help: "beta1 at the lowest rate"),
        .float(
          "decay_mom_rate", \.decayMomentumRate, in: 0...10, step: .linear(0.05),
          help: "how fast the momentum grows behind the cycle"),
        .counter("last_batch_iteration"),
      ])
  }
}
