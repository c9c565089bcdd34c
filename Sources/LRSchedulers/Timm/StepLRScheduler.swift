extension Timm {
  /// Decays every so many epochs.
  struct Step: TimmScheduler, CatalogScheduler {
    var decayT: PythonNumber
    var decayRate = 1.0
    var warmup = Warmup.prefix

    func validate() throws(SchedulerError) {
      if decayT.isZero {
        throw SchedulerError(
          .zeroDivision, "decay_t must not be 0: timm fails at the first step (ZeroDivisionError)",
          parameter: "decay_t")
      }
    }

    func curve(_ t: Double, base: Double) throws(SchedulerError) -> Double {
      let decays = PythonMath.floorDivision(t, decayT.doubleValue).quotient
      return base * (try PythonMath.power(decayRate, decays))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { isWarmingUp(state.lastEpoch) ? nil : .decay }

    var extent: ScheduleExtent {
      if decayRate == 1 { return ScheduleExtent().over(warmup.mark) }
      let period = ScheduleExtent.Mark("decay_t", decayT.doubleValue.magnitude)
      let extent = ScheduleExtent(firstChange: period, decay: .init(factor: decayRate, every: period))
      return warmup.isPrefix ? extent.delayed(by: warmup.mark) : extent.over(warmup.mark)
    }

    static let declaration = SchedulerDeclaration(
      "StepLRScheduler", library: .timm,
      summary: "Decays the learning rate by decay_rate every decay_t epochs, after a warm-up.",
      formula: "lr[t] = base_lr * decay_rate ** (t // decay_t)",
      quirks: [
        "warmup_prefix is true here: the decay counts from the end of the warm-up."
      ],
      example: Step(decayT: 30, decayRate: 0.1),
      parameters: [
        .number("decay_t", \.decayT, .required, in: 1...10_000_000, help: "epochs between two decays"),
        .decayRate(\.decayRate), .warmupT, .warmupLRInit, .warmupPrefix, .tInEpochs,
      ])
  }
}

extension Parameter {
  /// timm's default is 1, no decay at all; the example is not the default.
  static func decayRate(_ field: Field<S, Double>) -> Parameter {
    .fraction("decay_rate", field, .defaulting(.double(1)), help: "factor of each decay; 1 changes nothing")
  }
}
