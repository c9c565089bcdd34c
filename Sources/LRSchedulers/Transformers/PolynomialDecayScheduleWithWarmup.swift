extension Transformers {
  /// Down to an absolute rate along a power of the way left.
  struct Polynomial: TrainingSchedule, CatalogScheduler {
    var numWarmupSteps: PythonNumber
    var numTrainingSteps: PythonNumber
    /// The last rate; not a factor.
    var lrEnd = 1e-7
    var power = 1.0
    var lastEpoch = -1

    func validateLists(groups: [ParameterGroup]) throws(SchedulerError) {
      guard let rate = groups.first.map({ $0.initialLR ?? $0.lr }), rate <= lrEnd else { return }
      let (end, start) = (PythonNumber.repr(lrEnd), PythonNumber.repr(rate))
      throw SchedulerError(
        .value, "lr_end (\(end)) must be smaller than initial lr (\(start))", parameter: "lr_end")
    }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let step = Double(step)
      if step < warmup { return ramp(step, warmup) }
      if step > training { return lrEnd / defaultLR }
      if training == warmup { throw SchedulerError(.zeroDivision, "division by zero") }
      let left = 1 - (step - warmup) / (training - warmup)
      return ((defaultLR - lrEnd) * (try PythonMath.power(left, power)) + lrEnd) / defaultLR
    }

    var extent: ScheduleExtent { .descent(trainingMark, warmup: warmupMark, endsWithRun: true) }

    static let declaration = SchedulerDeclaration(
      "get_polynomial_decay_schedule_with_warmup", library: .transformers,
      summary: "Warms up from 0, then lowers the learning rate to lr_end along a polynomial; counts steps.",
      formula: "lr[t] = (base_lr - lr_end) * (1 - (t - w) / (N - w)) ** power + lr_end",
      quirks: [
        "With a warm-up the first update is made at rate 0.",
        "lr_end is a rate, not a factor, and must be below the rate of the optimizer's defaults.",
      ],
      example: Polynomial(numWarmupSteps: 10, numTrainingSteps: 100),
      parameters: [
        .warmupSteps, .trainingSteps,
        .rate("lr_end", \.lrEnd, help: "the rate at the end, below the optimizer's"),
        .float("power", \.power, in: 0...10, step: .linear(0.1), help: "1 is a line, 2 a parabola"),
        .resuming,
      ])
  }
}
