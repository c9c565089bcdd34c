/// The schedulers of detectron2 0.6 (`detectron2.solver`), which are made of fvcore's.
enum Detectron2 {
  /// Multiplies the optimizer's rate by a schedule of fvcore.
  struct LRMultiplier: FactorScheduler, CatalogScheduler {
    var multiplier: Schedule { didSet { function = multiplier.resolvedFunction } }
    var maxIter: PythonNumber
    private var function: Resolved<(any FvcoreFunction)?>

    init(multiplier: Schedule, maxIter: PythonNumber) {
      (self.multiplier, self.maxIter) = (multiplier, maxIter)
      function = multiplier.resolvedFunction
    }

    func validate() throws(SchedulerError) {
      try multiplier.fvcoreFunction("multiplier").validate()
      if maxIter.doubleValue <= 0 {
        throw SchedulerError(.value, "max_iter must be above 0, but got \(maxIter)", parameter: "max_iter")
      }
    }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      guard let function = function.value else { return 1 }
      return try function.value(at: Double(step) / maxIter.doubleValue)
    }

    var extent: ScheduleExtent {
      ScheduleExtent(completion: .init("max_iter", maxIter), endsWithRun: true)
    }

    static let declaration = SchedulerDeclaration(
      "LRMultiplier", library: .detectron2,
      summary: "Multiplies the learning rate by a schedule of fvcore; counts steps.",
      formula: "lr[t] = base_lr * multiplier(t / max_iter)",
      example: LRMultiplier(
        multiplier: Schedule(declared: Fvcore.Cosine(startValue: 1, endValue: 0, maxIter: nil)), maxIter: 100),
      parameters: [
        .schedule("multiplier", \.multiplier, help: "the schedule of factors"),
        .steps("max_iter", \.maxIter, .required, help: "the steps of the run"), .counter("last_iter"),
      ])
  }

  /// A line up to where the schedule is at its end, then the schedule.
  struct WarmupParamScheduler: FvcoreFunction {
    enum Method: String, CaseIterable { case linear, constant }

    var scheduler: Schedule { didSet { function = scheduler.resolvedFunction } }
    var factor: Double
    var length: Double
    var method = Method.linear
    var rescales = false
    var maxIter: PythonNumber? = 100
    private var function: Resolved<(any FvcoreFunction)?>

    init(scheduler: Schedule, factor: Double, length: Double) {
      (self.scheduler, self.factor, self.length) = (scheduler, factor, length)
      function = scheduler.resolvedFunction
    }

    func validate() throws(SchedulerError) {
      try scheduler.fvcoreFunction("scheduler").validate()
      if !(0...1).contains(length) {
        throw SchedulerError(
          .value, "warmup_length must be from 0 to 1, but got \(length.python)", parameter: "warmup_length")
      }
    }

    func value(at position: Double) throws(SchedulerError) -> Double {
      guard let inner = function.value else { return 0 }
      if position + Fvcore.epsilon > length {
        guard rescales else { return try inner.value(at: position) }
        // Where the second part of a composite begins, which may be off the end of the first by a bit.
        let rest = 1 - length
        let start = (length + rest) - rest
        return try inner.value(at: PythonMath.divide(position - start, by: rest))
      }
      let start = factor * (try inner.value(at: 0))
      let end = try inner.value(at: rescales ? 0 : length)
      if method == .constant { return start }
      let x = try PythonMath.divide(position, by: length)
      return end * x + start * (1 - x)
    }

    static let declaration = SchedulerDeclaration(
      "WarmupParamScheduler", library: .detectron2,
      summary: "Warms up to the value that a schedule of fvcore has there, then follows it.",
      formula: "lr[t] = line from factor * s(0) to s(length), then s(where)",
      quirks: [
        "The warm-up aims at the schedule's value at its end, so that the full rate never comes with a cosine."
      ],
      example: WarmupParamScheduler(
        scheduler: Schedule(declared: Fvcore.Cosine(startValue: 0.1, endValue: 0, maxIter: nil)),
        factor: 0.001, length: 0.1),
      parameters: [
        .schedule("scheduler", \.scheduler, help: "the schedule"),
        .fraction(
          "warmup_factor", \.factor, .required,
          help: "what the warm-up begins with, of the schedule's first value"),
        .fraction("warmup_length", \.length, .required, help: "the part of the run"),
        .choice(
          "warmup_method", \.method, unknown: { "Unknown warmup method: \($0)" },
          help: "'linear', or 'constant'"),
        .bool("rescale_interval", \.rescales, help: "let the schedule begin behind the warm-up"), .maxIter,
      ], optimizer: OptimizerPlace.none)
  }
}
