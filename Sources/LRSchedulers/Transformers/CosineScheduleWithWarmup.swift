extension Transformers {
  /// A cosine that nothing holds at the end: it rises again.
  struct Cosine: TrainingSchedule, CatalogScheduler {
    var numWarmupSteps: PythonNumber
    var numTrainingSteps: PythonNumber
    /// Whole waves; half a wave ends at 0.
    var numCycles = 0.5
    var lastEpoch = -1

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let step = Double(step)
      if step < warmup { return ramp(step, warmup) }
      return max(0, try wave(numCycles, progress(step, warmup, training)))
    }

    var extent: ScheduleExtent {
      ScheduleExtent(
        warmup: warmupMark, completion: trainingMark, endsWithRun: true, turn: trainingMark)
    }

    static let declaration = SchedulerDeclaration(
      "get_cosine_schedule_with_warmup", library: .transformers,
      summary: "Warms up from 0, then follows a cosine to 0 and, past the end, up again; counts steps.",
      formula: "lr[t] = base_lr * 0.5 * (1 + cos(2 * pi * num_cycles * (t - w) / (N - w)))",
      quirks: [
        "With a warm-up the first update is made at rate 0.",
        "Past num_training_steps the rate rises again; num_cycles counts whole waves, so 1 ends at the full rate.",
      ],
      example: Cosine(numWarmupSteps: 10, numTrainingSteps: 100),
      parameters: [
        .warmupSteps, .trainingSteps,
        .float(
          "num_cycles", \.numCycles, in: 0...100, step: .linear(0.5),
          help: "whole waves; 0.5 ends at 0, 1 at the full rate"),
        .resuming,
      ])
  }
}
