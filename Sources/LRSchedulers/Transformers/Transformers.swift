/// The schedules of transformers 5.23 (`transformers.optimization`): `LambdaLR`s whose factor counts optimizer steps.
///
/// With a warm-up the factor is 0 in step 0, so that the first update does nothing.
enum Transformers {
  /// The linear rise from 0 in the first steps.
  static func ramp(_ step: Double, _ warmup: Double) -> Double { step / max(1, warmup) }

  /// How much of the training after the warm-up is done.
  static func progress(_ step: Double, _ warmup: Double, _ training: Double) -> Double {
    (step - warmup) / max(1, training - warmup)
  }

  /// `cycles` waves of a cosine over the progress from 0 to 1.
  static func wave(_ cycles: Double, _ progress: Double) throws(SchedulerError) -> Double {
    0.5 * (1 + (try PythonMath.cosine(.pi * cycles * 2 * progress)))
  }
}

/// What all schedules with a warm-up take.
protocol WarmupSchedule: FactorScheduler {
  var numWarmupSteps: PythonNumber { get set }
  var lastEpoch: Int { get set }
}

extension WarmupSchedule {
  var warmup: Double { numWarmupSteps.doubleValue }

  var warmupMark: ScheduleExtent.Mark? {
    warmup > 0 ? .init("num_warmup_steps", warmup) : nil
  }
}

/// What all schedules that last the training take.
protocol TrainingSchedule: WarmupSchedule {
  var numTrainingSteps: PythonNumber { get set }
}

extension TrainingSchedule {
  var training: Double { numTrainingSteps.doubleValue }

  var trainingMark: ScheduleExtent.Mark { .init("num_training_steps", training) }
}

extension Parameter where S: WarmupSchedule {
  static var warmupSteps: Parameter {
    .steps("num_warmup_steps", \.numWarmupSteps, .required, help: "steps in which the rate rises from 0")
  }

  static var resuming: Parameter { .lastEpoch(\.lastEpoch) }
}

extension Parameter where S: TrainingSchedule {
  static var trainingSteps: Parameter {
    .steps("num_training_steps", \.numTrainingSteps, .required, help: "all steps, the warm-up's included")
  }
}
