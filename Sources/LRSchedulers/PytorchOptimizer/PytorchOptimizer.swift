/// The schedulers of pytorch_optimizer 4.1 (`pytorch_optimizer.lr_scheduler`).
///
/// Its own leave the lowest rate in the optimizer until their first step, whose rate is that of t = 0.
enum PytorchOptimizer {
  /// What all with a warm-up take.
  struct Warmup: Equatable, Sendable {
    var total: PythonNumber
    var maxLR: Double
    var minLR = 0.0
    var initLR = 0.0
    var steps: PythonNumber = 0
  }
}

/// A line up to a highest rate, then a curve.
protocol PytorchOptimizerWarmup: AbsoluteScheduler {
  var warmup: PytorchOptimizer.Warmup { get set }

  /// The rate so many steps behind the warm-up, of so many to the end.
  func curve(_ n: Double, of length: Double) throws(SchedulerError) -> Double
}

extension PytorchOptimizerWarmup {
  func validate() throws(SchedulerError) { try validateWarmup() }

  func validateWarmup() throws(SchedulerError) {
    for (name, value) in [("min_lr", warmup.minLR), ("max_lr", warmup.maxLR), ("init_lr", warmup.initLR)]
    where value < 0 {
      throw SchedulerError(
        .value, "{'\(name)': \(PythonNumber.repr(value))} must be non-negative", parameter: name)
    }
    for (name, value) in [("t_max", warmup.total), ("warmup_steps", warmup.steps)] where value.doubleValue < 0
    {
      throw SchedulerError(.value, "{'\(name)': \(value)} must be non-negative", parameter: name)
    }
  }

  func rate(_ step: Int) throws(SchedulerError) -> Double {
    if step == 0 { return warmup.minLR }
    let (t, w) = (Double(step - 1), warmup.steps.doubleValue)
    if t < w { return warmup.initLR + (warmup.maxLR - warmup.initLR) * t / w }
    if t == w { return warmup.maxLR }
    return try curve(t - w, of: warmup.total.doubleValue - w)
  }

  var rise: ScheduleExtent.Mark? {
    warmup.steps.isZero ? nil : .init("warmup_steps", warmup.steps, offset: 1)
  }

  var end: ScheduleExtent.Mark { .init("t_max", warmup.total, offset: 1) }
}

extension Parameter where S: PytorchOptimizerWarmup {
  static var ordinary: [Parameter] {
    [
      .steps("t_max", \.warmup.total, .required, help: "all steps, the warm-up's included"),
      .rate("max_lr", \.warmup.maxLR, .required, help: "the rate behind the warm-up"),
      .rate("min_lr", \.warmup.minLR, help: "the lowest rate, which the first step has"),
      .rate("init_lr", \.warmup.initLR, help: "the rate that the warm-up begins with"),
      .steps("warmup_steps", \.warmup.steps, help: "steps of the rise"),
    ]
  }
}
