extension DeepSpeed {
  /// A rise, then half a cosine, as ratios of the optimizer's rate.
  struct WarmupCosineLR: DeepSpeedWarmup, FactorScheduler, CatalogScheduler {
    var totalSteps: PythonNumber
    var minRatio = 0.0
    var warmup = Warmup()
    var cosineMinRatio = 0.0001

    func validate() throws(SchedulerError) { try warmup.validate() }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let t = Double(step) - 1
      if t < 0 { return 0 }
      if t < warmup.length { return minRatio + (1 - minRatio) * warmup.progress(t) }
      let length = max(1, totalSteps.doubleValue - warmup.length)
      let progress = min(1, (t - warmup.length + 1) / length)
      let wave = (1 + (try PythonMath.cosine(.pi * progress))) / 2
      return max(0, cosineMinRatio + (1 - cosineMinRatio) * wave)
    }

    var extent: ScheduleExtent {
      .descent(.init("total_num_steps", totalSteps), warmup: warmup.mark, endsWithRun: true)
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard warmup.isLinear, context.reaches(warmup.length + 1) else { return [] }
      return [ScheduleNote("WarmupCosineLR never reaches the full LR with warmup_type='linear'")]
    }

    static let declaration = SchedulerDeclaration(
      "WarmupCosineLR", library: .deepspeed,
      summary: "Warms up, then lowers the learning rate along a cosine to cos_min_ratio of it; counts steps.",
      formula:
        "lr[t] = base_lr * (c + (1 - c) * (1 + cos(pi * min(1, (t - w) / (N - w)))) / 2) behind the warm-up",
      quirks: [
        "The first step is made at rate 0, whatever warmup_min_ratio is.",
        "With warmup_type='linear' the full rate never comes: the cosine begins one step in.",
      ],
      example: WarmupCosineLR(totalSteps: 10_000),
      parameters: [
        .steps("total_num_steps", \.totalSteps, .required, help: "all steps, the warm-up's included"),
        .fraction("warmup_min_ratio", \.minRatio, help: "the factor that the warm-up begins with"),
        .warmupSteps,
        .float(
          "cos_min_ratio", \.cosineMinRatio, in: 0...1, step: .decade(from: 1e-6), help: "the last factor"),
        .warmupType, .counter("last_batch_iteration"),
      ])
  }
}
