extension Timm {
  /// Decays at milestones, each one epoch early.
  struct MultiStep: TimmScheduler, CatalogScheduler {
    var decayT: [PythonNumber]
    var decayRate = 1.0
    var warmup = Warmup.prefix

    func curve(_ t: Double, base: Double) throws(SchedulerError) -> Double {
      let decays = decayT.insertionIndex { !(t + 1 < $0.doubleValue) }
      return base * (try PythonMath.power(decayRate, Double(decays)))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { isWarmingUp(state.lastEpoch) ? nil : .decay }

    var extent: ScheduleExtent {
      if decayRate == 1 { return ScheduleExtent().over(warmup.mark) }
      let extent = ScheduleExtent.milestones("decay_t", decayT.map { $0.doubleValue - 1 })
      return warmup.isPrefix ? extent.delayed(by: warmup.mark) : extent.over(warmup.mark)
    }

    static let declaration = SchedulerDeclaration(
      "MultiStepLRScheduler", library: .timm,
      summary: "Decays the learning rate by decay_rate one epoch before each milestone, after a warm-up.",
      formula: "lr[t] = base_lr * decay_rate ** count(m <= t + 1 for m in decay_t)",
      quirks: [
        "Milestones are compared with t + 1, so each acts one epoch early; one at 1 is not seen in epoch 0."
      ],
      example: MultiStep(decayT: [30, 60, 80], decayRate: 0.1),
      parameters: [
        .numbers("decay_t", \.decayT, .required, in: 1...10_000_000, help: "the milestones, ascending"),
        .decayRate(\.decayRate), .warmupT, .warmupLRInit, .warmupPrefix, .tInEpochs,
      ])
  }
}
