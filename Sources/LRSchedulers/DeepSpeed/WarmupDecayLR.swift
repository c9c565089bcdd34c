extension DeepSpeed {
  /// A rise, then a line down to the lowest rate.
  struct WarmupDecayLR: DeepSpeedWarmup, CatalogScheduler {
    var totalSteps: PythonNumber
    var minLR = 0.0
    var maxLR = 0.001
    var warmup = Warmup()

    func validate() throws(SchedulerError) { try warmup.validate() }

    func rate(_ step: Int, base: Double, defaultLR: Double) throws(SchedulerError) -> Double {
      minLR + (maxLR - minLR) * gamma(Double(step) - 1)
    }

    private func gamma(_ t: Double) -> Double {
      if t < warmup.length { return warmup.progress(t) }
      let total = totalSteps.doubleValue
      return max(0, (total - t) / max(1, total - warmup.length))
    }

    var extent: ScheduleExtent {
      .descent(.init("total_num_steps", totalSteps), warmup: warmup.mark, endsWithRun: true)
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard totalSteps.doubleValue < warmup.length else { return [] }
      return [
        ScheduleNote(
          "WarmupDecayLR drops to warmup_min_lr behind its warm-up, which is longer than total_num_steps")
      ]
    }

    static let declaration = SchedulerDeclaration(
      "WarmupDecayLR", library: .deepspeed,
      summary:
        "Warms up as WarmupLR does, then lowers the learning rate along a line to warmup_min_lr; counts steps.",
      formula: "lr[t] = min + (max - min) * (log(t) / log(w), then (N + 1 - t) / (N - w))",
      quirks: [
        "warmup_max_lr is 0.001 where it is not given, whatever the optimizer's rate.",
        "The decay ends at warmup_min_lr, and one step after total_num_steps.",
      ],
      example: WarmupDecayLR(totalSteps: 10_000),
      parameters: [
        .steps("total_num_steps", \.totalSteps, .required, help: "all steps, the warm-up's included"),
        .rate("warmup_min_lr", \.minLR, help: "the first rate, and the last"),
        .rate("warmup_max_lr", \.maxLR, help: "the rate after the warm-up"),
        .warmupSteps, .warmupType, .counter("last_batch_iteration"),
      ])
  }
}
