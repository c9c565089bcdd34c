extension PytorchOptimizer {
  struct REX: AbsoluteScheduler, CatalogScheduler {
    var totalSteps: PythonNumber
    var maxLR = 1.0
    var minLR = 0.0

    /// The constructor makes a step and then puts the lowest rate in its place, so that the highest never comes.
    func rate(_ step: Int) throws(SchedulerError) -> Double {
      if step == 0 || Double(step) >= totalSteps.doubleValue { return minLR }
      let progress = Double(step) / totalSteps.doubleValue
      return minLR + (maxLR - minLR) * ((1 - progress) / (1 - progress / 2))
    }

    var extent: ScheduleExtent { .descent(.init("total_steps", totalSteps), endsWithRun: true) }

    static let declaration = SchedulerDeclaration(
      "REXScheduler", library: .pytorchOptimizer,
      summary: "Lowers the rate along the REX curve, slowly at first; counts steps.",
      formula: "lr[t] = min_lr + (max_lr - min_lr) * (1 - t / N) / (1 - t / N / 2)",
      quirks: ["The first step has min_lr, and max_lr never comes; the optimizer's rate is not used."],
      example: REX(totalSteps: 100, maxLR: 0.1),
      parameters: [
        .steps("total_steps", \.totalSteps, .required, help: "all steps"),
        Parameter.rate("max_lr", \.maxLR, help: "what the curve begins with").defaulting(.double(1)),
        .rate("min_lr", \.minLR, help: "the last rate"),
      ])
  }

  /// Cosines with a warm-up each, every one of its own length and height.
  struct WarmupRestarts: AbsoluteScheduler, CatalogScheduler {
    var firstCycle: PythonNumber
    var cycleMult = 1.0
    var maxLR = 1e-4
    var minLR = 1e-6
    var warmupSteps: PythonNumber = 0
    var gamma = 0.9

    func validate() throws(SchedulerError) {
      if warmupSteps.doubleValue < 0 {
        throw SchedulerError(
          .value, "warmup_steps must not be below 0, but got \(warmupSteps)", parameter: "warmup_steps")
      }
      if warmupSteps.doubleValue >= firstCycle.doubleValue {
        throw SchedulerError(
          .value, "warmup_steps must be smaller than first_cycle_steps. \(warmupSteps) < \(firstCycle)",
          parameter: "warmup_steps")
      }
    }

    /// Where the last step is: in which cycle, how far in it, and how long that is.
    private func place(_ t: Double) -> (cycle: Double, step: Double, length: Double) {
      var (cycle, step, length) = (0.0, t, firstCycle.doubleValue)
      let w = warmupSteps.doubleValue
      while step >= length {
        let next = max(1, ((length - w) * cycleMult).rounded(.towardZero)) + w
        if next == length {
          let rounds = (step / length).rounded(.down)
          return (cycle + rounds, step - rounds * length, length)
        }
        (cycle, step, length) = (cycle + 1, step - length, next)
      }
      return (cycle, step, length)
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      if step == 0 { return minLR }
      let (place, w) = (place(Double(step)), warmupSteps.doubleValue)
      let highest = maxLR * (try PythonMath.power(gamma, place.cycle))
      if place.step < w { return (highest - minLR) * place.step / w + minLR }
      let wave = 1 + (try PythonMath.cosine(.pi * (place.step - w) / (place.length - w)))
      return minLR + (highest - minLR) * wave / 2
    }

    var extent: ScheduleExtent { ScheduleExtent(cycle: .init("first_cycle_steps", firstCycle)) }

    static let declaration = SchedulerDeclaration(
      "CosineAnnealingWarmupRestarts", library: .pytorchOptimizer,
      summary: "Cosines with a warm-up each, of growing length and falling height; counts steps.",
      formula:
        "lr[t] = min_lr + (max_lr * gamma**cycle - min_lr) * (1 + cos(pi * (t_cur - w) / (T_cur - w))) / 2",
      quirks: ["The first step has min_lr, also without a warm-up; the optimizer's rate is not used."],
      example: WarmupRestarts(firstCycle: 50, maxLR: 0.1, minLR: 0.001, warmupSteps: 5),
      parameters: [
        .steps("first_cycle_steps", \.firstCycle, .required, help: "length of the first cycle"),
        .float(
          "cycle_mult", \.cycleMult, in: 0.1...10, step: .linear(0.5),
          help: "by which each cycle is longer, without its warm-up"),
        Parameter.rate("max_lr", \.maxLR, help: "the highest rate").defaulting(.double(1e-4)),
        Parameter.rate("min_lr", \.minLR, help: "the lowest rate").defaulting(.double(1e-6)),
        Parameter.steps("warmup_steps", \.warmupSteps, help: "steps of the rise in each cycle").defaulting(0),
        .fraction("gamma", \.gamma, help: "factor of the highest rate in each cycle"), .counter("last_epoch"),
      ])
  }
}
