extension DeepSpeed {
  /// A rise to a rate that stays.
  struct WarmupLR: DeepSpeedWarmup, CatalogScheduler {
    var minLR: PerGroup<Double> = 0.0
    /// The rate of each group where it is None.
    var maxLR: PerGroup<Double>?
    var warmup = Warmup()

    func validate() throws(SchedulerError) { try warmup.validate() }

    func validateLists(groups: [ParameterGroup]) throws(SchedulerError) {
      try minLR.checkDeepSpeed("warmup_min_lr", groups)
      try maxLR?.checkDeepSpeed("warmup_max_lr", groups)
    }

    func rate(_ step: Int, base: Double, defaultLR: Double) throws(SchedulerError) -> Double {
      rate(step, minLR[0], maxLR?[0] ?? base)
    }

    func update(
      _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
    ) throws(SchedulerError) {
      for index in groups.indices {
        groups[index].lr = rate(state.lastEpoch, minLR[index], maxLR?[index] ?? state.baseLRs[index])
      }
    }

    private func rate(_ step: Int, _ lowest: Double, _ highest: Double) -> Double {
      lowest + (highest - lowest) * warmup.progress(Double(step) - 1)
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: warmup.mark) }

    static let declaration = SchedulerDeclaration(
      "WarmupLR", library: .deepspeed,
      summary:
        "Raises the learning rate to warmup_max_lr along a logarithm or a line, and keeps it; counts steps.",
      formula:
        "lr[t] = min + (max - min) * log(t) / log(w), or (t - 1) / w with 'linear', and max from w + 1 on",
      quirks: [
        "The rates of steps 0 and 1 are both warmup_min_lr.",
        "A warmup_type that is not known is taken for 'log', and a warm-up of one step for two.",
      ],
      example: WarmupLR(),
      parameters: [
        .floats(
          "warmup_min_lr", \.minLR, in: 0...10, step: .decade(from: 1e-8), help: "the first rate"),
        .optionalFloats(
          "warmup_max_lr", \.maxLR, in: 0...10, step: .decade(from: 1e-8),
          help: "the rate after the warm-up; None: the optimizer's"),
        .warmupSteps, .warmupType, .counter("last_batch_iteration"),
      ])
  }
}

extension PerGroup<Double> {
  /// DeepSpeed's `_format_param`.
  func checkDeepSpeed(_ name: String, _ groups: [ParameterGroup]) throws(SchedulerError) {
    guard let count, count != groups.count else { return }
    throw SchedulerError(
      .value, "expected \(groups.count) value for \(name), got \(count)", parameter: name)
  }
}
