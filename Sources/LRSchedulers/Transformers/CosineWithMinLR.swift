extension Transformers {
  /// The part of the rate that stays, given as a rate or as a fraction: exactly one of the two.
  struct Floor: Equatable, Sendable {
    var rate: Double?
    var fraction: Double?

    func validate() throws(SchedulerError) {
      if rate != nil, fraction != nil {
        throw SchedulerError(.value, "Only one of min_lr or min_lr_rate should be set", parameter: "min_lr")
      }
      if rate == nil, fraction == nil {
        throw SchedulerError(
          .value, "One of min_lr or min_lr_rate should be set through the `lr_scheduler_kwargs`",
          parameter: "min_lr")
      }
    }

    func factor(defaultLR: Double) throws(SchedulerError) -> Double {
      guard let rate else { return fraction ?? 0 }
      return try PythonMath.divide(rate, by: defaultLR)
    }

    /// Squeezes a factor between 0 and 1 into what is above the floor.
    func lifted(_ factor: Double, defaultLR: Double) throws(SchedulerError) -> Double {
      let least = try self.factor(defaultLR: defaultLR)
      return max(0, factor * (1 - least) + least)
    }
  }
}

/// The cosine schedules with a lowest rate.
protocol FlooredSchedule: TrainingSchedule {
  var numCycles: Double { get set }
  var floor: Transformers.Floor { get set }
}

extension FlooredSchedule {
  func validate() throws(SchedulerError) { try floor.validate() }
}

extension Parameter where S: FlooredSchedule {
  static var cycles: Parameter {
    .float("num_cycles", \.numCycles, in: 0...100, step: .linear(0.5), help: "whole waves; 0.5 ends lowest")
  }

  static var minLR: Parameter {
    .optionalFloat("min_lr", \.floor.rate, .noneByDefault, help: "the lowest rate after the warm-up")
  }

  static var minLRRate: Parameter {
    .optionalFloat(
      "min_lr_rate", \.floor.fraction, in: 0...1, step: .linear(0.05), help: "the same as a fraction")
  }
}

extension Transformers {
  /// A warm-up from 0, then a cosine to the floor and up again.
  struct CosineWithMinLR: FlooredSchedule, CatalogScheduler {
    var numWarmupSteps: PythonNumber
    var numTrainingSteps: PythonNumber
    var numCycles = 0.5
    var floor: Floor
    var lastEpoch = -1

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let step = Double(step)
      if step < warmup { return ramp(step, warmup) }
      let wave = try wave(numCycles, progress(step, warmup, training))
      return try floor.lifted(wave, defaultLR: defaultLR)
    }

    var extent: ScheduleExtent {
      ScheduleExtent(
        warmup: warmupMark, completion: trainingMark, endsWithRun: true, turn: trainingMark)
    }

    static let declaration = SchedulerDeclaration(
      "get_cosine_with_min_lr_schedule_with_warmup", library: .transformers,
      summary: "Warms up from 0, then follows a cosine to min_lr and, past the end, up again; counts steps.",
      formula: "lr[t] = base_lr * (cosine(t) * (1 - r) + r), r = min_lr / base_lr or min_lr_rate",
      quirks: [
        "The warm-up begins at 0, below min_lr; after num_training_steps the rate rises again.",
        "min_lr is divided by the rate of the optimizer's defaults; exactly one of min_lr and min_lr_rate is required.",
      ],
      example: CosineWithMinLR(numWarmupSteps: 10, numTrainingSteps: 100, floor: Floor(rate: 0.01)),
      parameters: [.warmupSteps, .trainingSteps, .cycles, .resuming, .minLR, .minLRRate])
  }

  /// The same one step ahead: the peak is the last step of the warm-up.
  struct CosineWithMinLRWarmupRate: FlooredSchedule, CatalogScheduler {
    var numWarmupSteps: PythonNumber
    var numTrainingSteps: PythonNumber
    var numCycles = 0.5
    var floor: Floor
    /// The factor of step 0; nil for one step's share of the warm-up.
    var warmupLRRate: Double?
    var lastEpoch = -1

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let step = Double(step)
      if step < warmup { return rise(step) }
      let progress = (step - warmup + 1) / max(1, training - warmup)
      return try floor.lifted(wave(numCycles, progress), defaultLR: defaultLR)
    }

    private func rise(_ step: Double) -> Double {
      guard let start = warmupLRRate else { return ramp(step + 1, warmup) }
      return start + (1 - start) * step / max(1, warmup - 1)
    }

    var extent: ScheduleExtent {
      ScheduleExtent(
        warmup: warmupMark, completion: trainingMark, endsWithRun: true, turn: trainingMark)
    }

    static let declaration = SchedulerDeclaration(
      "get_cosine_with_min_lr_schedule_with_warmup_lr_rate", library: .transformers,
      summary: "Like the cosine with min_lr, but a step ahead and with a first rate above 0; counts steps.",
      formula: "lr[t] = base_lr * ((t + 1) / w if t < w else cosine(t + 1) * (1 - r) + r)",
      quirks: [
        "It runs a step ahead of the schedule without the warm-up rate: peak at w - 1, lowest at N - 1.",
        "With one warm-up step and a warm-up rate the full rate never comes.",
      ],
      example: CosineWithMinLRWarmupRate(
        numWarmupSteps: 10, numTrainingSteps: 100, floor: Floor(rate: 0.01)),
      parameters: [
        .warmupSteps, .trainingSteps, .cycles, .resuming, .minLR, .minLRRate,
        .optionalFloat(
          "warmup_lr_rate", \.warmupLRRate, in: 0...1, step: .linear(0.05), help: "the factor of step 0"),
      ])
  }
}
