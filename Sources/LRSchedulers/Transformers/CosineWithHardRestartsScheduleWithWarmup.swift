extension Transformers {
  /// Half waves that each begin at the full rate, and 0 after the end.
  struct CosineWithHardRestarts: TrainingSchedule, CatalogScheduler {
    var numWarmupSteps: PythonNumber
    var numTrainingSteps: PythonNumber
    /// Half waves.
    var numCycles: PythonNumber = 1
    var lastEpoch = -1

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let step = Double(step)
      if step < warmup { return ramp(step, warmup) }
      let progress = progress(step, warmup, training)
      if progress >= 1 { return 0 }
      let phase = PythonMath.floorDivision(numCycles.doubleValue * progress, 1).remainder
      return max(0, 0.5 * (1 + (try PythonMath.cosine(.pi * phase))))
    }

    var extent: ScheduleExtent { .descent(trainingMark, warmup: warmupMark, endsWithRun: true) }

    static let declaration = SchedulerDeclaration(
      "get_cosine_with_hard_restarts_schedule_with_warmup", library: .transformers,
      summary:
        "Warms up from 0, then falls along a cosine several times, each from the full rate; counts steps.",
      formula: "lr[t] = base_lr * 0.5 * (1 + cos(pi * (num_cycles * (t - w) / (N - w) % 1)))",
      quirks: [
        "With a warm-up the first update is made at rate 0.",
        "num_cycles counts falls, not waves, and the rate stays 0 after num_training_steps.",
      ],
      example: CosineWithHardRestarts(numWarmupSteps: 10, numTrainingSteps: 100),
      parameters: [
        .warmupSteps, .trainingSteps,
        .number("num_cycles", \.numCycles, in: 1...1000, help: "falls from the full rate to 0"),
        .resuming,
      ])
  }
}
