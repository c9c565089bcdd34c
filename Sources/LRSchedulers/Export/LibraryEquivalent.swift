/// Schedules of one library that may have the rates of another's; which of them do is for ``ScheduleComparison``.
enum LibraryEquivalent {
  /// The shapes that the libraries share, as far as the schedule has one of them.
  static func candidates(
    for schedule: Schedule, in library: Library, _ context: CodeContext
  ) -> [Schedule] {
    guard !schedule.needsMetric, let base = context.lrs.first else { return [] }
    let specs =
      warmupCosines(schedule, base, library) + exponentials(schedule, base, library)
      + polynomials(schedule, base, library) + pieces(schedule, base, library)
    return specs.compactMap { try? Schedule(parsing: $0) }
  }

  private static func warmupCosines(_ schedule: Schedule, _ base: Double, _ library: Library) -> [String] {
    guard let cosine = SharedCosine(schedule.scheduler, base: base) else { return [] }
    return cosine.specs(in: library, base: base)
  }

  private static func exponentials(_ schedule: Schedule, _ base: Double, _ library: Library) -> [String] {
    guard let (rate, steps, factor, staircase) = exponential(schedule.scheduler, base) else { return [] }
    let stairs = staircase ? "True" : "False"
    switch library {
    case .optax: return ["exponential_decay(\(rate), \(steps), \(factor), staircase=\(stairs))"]
    case .keras: return ["ExponentialDecay(\(rate), \(steps), \(factor), staircase=\(stairs))"]
    case .timm: return staircase && rate == base ? ["StepLRScheduler(\(steps), \(factor))"] : []
    default: return []
    }
  }

  private static func exponential(
    _ scheduler: any CataloguedScheduler, _ base: Double
  ) -> (rate: Double, steps: PythonNumber, factor: Double, staircase: Bool)? {
    switch scheduler {
    case let step as StepLR: (base, step.stepSize, step.gamma, true)
    case let decay as ExponentialLR: (base, 1, decay.gamma, false)
    case let step as Timm.Step: (base, step.decayT, step.decayRate, true)
    case let decay as Optax.ExponentialDecay:
      (decay.initValue, decay.transitionSteps, decay.decayRate, decay.staircase)
    case let decay as Keras.ExponentialDecay:
      (decay.initialLR, decay.decaySteps, decay.decayRate, decay.staircase)
    default: nil
    }
  }

  private static func polynomials(_ schedule: Schedule, _ base: Double, _ library: Library) -> [String] {
    guard let (from, to, power, steps) = polynomial(schedule.scheduler, base) else { return [] }
    switch library {
    case .optax: return ["polynomial_schedule(\(from), \(to), \(power), \(steps))"]
    case .keras: return ["PolynomialDecay(\(from), \(steps), \(to), \(power))"]
    case .timm: return ["PolyLRScheduler(\(steps), \(power), \(to))"]
    case .transformers:
      return [
        "get_polynomial_decay_schedule_with_warmup(0, \(steps), \(to), \(power))"
      ]
    case .pytorch: return []
    }
  }

  private static func polynomial(
    _ scheduler: any CataloguedScheduler, _ base: Double
  ) -> (from: Double, to: Double, power: Double, steps: PythonNumber)? {
    switch scheduler {
    case let decay as PolynomialLR: (base, 0, decay.power, decay.totalIters)
    case let decay as Timm.Poly: (base, decay.cycles.lowest, decay.power, decay.cycles.length)
    case let decay as Transformers.Polynomial: (base, decay.lrEnd, decay.power, decay.numTrainingSteps)
    case let decay as Transformers.Linear: (base, 0, 1, decay.numTrainingSteps)
    case let decay as Optax.Polynomial:
      (decay.initValue, decay.endValue, decay.power, decay.transitionSteps)
    case let decay as Optax.Linear: (decay.initValue, decay.endValue, 1, decay.transitionSteps)
    case let decay as Keras.PolynomialDecay: (decay.initialLR, decay.endLR, decay.power, decay.decaySteps)
    default: nil
    }
  }

  /// Drops at steps, from Keras or PyTorch to optax.
  private static func pieces(_ schedule: Schedule, _ base: Double, _ library: Library) -> [String] {
    guard library == .optax else { return [] }
    if let stable = schedule.scheduler as? Transformers.WarmupStableDecay { return joined(stable, base) }
    if let steps = schedule.scheduler as? MultiStepLR {
      let items = steps.milestones.map { "\($0): \(steps.gamma)" }
      return ["piecewise_constant_schedule(\(base), {\(items.joined(separator: ", "))})"]
    }
    guard let decay = schedule.scheduler as? Keras.PiecewiseConstantDecay, let first = decay.values.first
    else {
      return []
    }
    let factors = zip(decay.values.dropFirst(), decay.values).map { $0.doubleValue / $1.doubleValue }
    let items = zip(decay.boundaries, factors).map {
      "\(Int(clamping: $0.doubleValue.rounded(.towardZero)) &+ 1): \($1)"
    }
    return ["piecewise_constant_schedule(\(first), {\(items.joined(separator: ", "))})"]
  }

  /// Warm-up, plateau and decay: the line of the warm-up stays flat until the decay.
  private static func joined(_ schedule: Transformers.WarmupStableDecay, _ base: Double) -> [String] {
    let (low, length) = (base * schedule.minLRRatio, schedule.numDecaySteps)
    let rise = "linear_schedule(\(low), \(base), \(schedule.numWarmupSteps))"
    let start = schedule.warmup + schedule.stable
    return [
      "linear_schedule(\(base), \(low), \(length))",
      "cosine_decay_schedule(\(base), \(length), \(schedule.minLRRatio))",
    ].map { "join_schedules([\(rise), \($0)], [\(Int(clamping: start))])" }
  }
}
