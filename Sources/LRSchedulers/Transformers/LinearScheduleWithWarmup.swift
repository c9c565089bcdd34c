extension Transformers {
  /// Up to the base rate and down to 0, both along a line.
  struct Linear: TrainingSchedule, CatalogScheduler {
    var numWarmupSteps: PythonNumber
    var numTrainingSteps: PythonNumber
    var lastEpoch = -1

    func factor(_ step: Int, defaultLR: Double) -> Double {
      if Double(step) < warmup { return ramp(Double(step), warmup) }
      return max(0, (training - Double(step)) / max(1, training - warmup))
    }

    var extent: ScheduleExtent { .descent(trainingMark, warmup: warmupMark, endsWithRun: true) }

    static let declaration = SchedulerDeclaration(
      "get_linear_schedule_with_warmup", library: .transformers,
      summary: "Raises the learning rate linearly from 0, then lowers it linearly to 0; counts steps.",
      formula: "lr[t] = base_lr * (t / w if t < w else max(0, (N - t) / (N - w)))",
      quirks: [
        "With a warm-up the first update is made at rate 0.",
        "The last update of the training still has a rate above 0; 0 is reached after it.",
      ],
      example: Linear(numWarmupSteps: 10, numTrainingSteps: 100),
      parameters: [.warmupSteps, .trainingSteps, .resuming])
  }
}
