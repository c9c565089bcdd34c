extension Transformers {
  /// The front door: a schedule by its name. What the named schedule has no use for is dropped, as in the library.
  struct GetScheduler: FactorScheduler, CatalogScheduler {
    /// `SchedulerType`, without those that need a metric.
    enum Kind: String, CaseIterable {
      case linear, cosine, polynomial, constant
      case cosineWithRestarts = "cosine_with_restarts"
      case constantWithWarmup = "constant_with_warmup"
      case inverseSqrt = "inverse_sqrt"
      case cosineWithMinLR = "cosine_with_min_lr"
      case cosineWarmupWithMinLR = "cosine_warmup_with_min_lr"
      case warmupStableDecay = "warmup_stable_decay"
    }

    var name: Kind
    var numWarmupSteps: PythonNumber?
    var numTrainingSteps: PythonNumber?
    var specific: [DictionaryItem] = []

    func validate() throws(SchedulerError) { try named().validate() }

    func validateLists(groups: [ParameterGroup]) throws(SchedulerError) {
      try named().validateLists(groups: groups)
    }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      try named().factor(step, defaultLR: defaultLR)
    }

    var extent: ScheduleExtent { (try? named().extent) ?? ScheduleExtent() }

    static let declaration = SchedulerDeclaration(
      "get_scheduler", library: .transformers,
      summary: "Any of transformers' schedules by its name; counts steps.",
      formula: "lr[t] = base_lr * factor of the named schedule",
      quirks: [
        "Arguments that the named schedule does not take are dropped silently: constant ignores the warm-up."
      ],
      example: GetScheduler(name: .cosine, numWarmupSteps: 10, numTrainingSteps: 100),
      parameters: [
        .choice("name", \.name, .required, unknown: unknownName, help: "which schedule"),
        .optionalNumber(
          "num_warmup_steps", \.numWarmupSteps, .noneByDefault, in: 0...10_000_000, help: "steps of the rise"),
        .optionalNumber(
          "num_training_steps", \.numTrainingSteps, .noneByDefault, in: 0...10_000_000,
          help: "all steps, the warm-up's included"),
        .dictionary("scheduler_specific_kwargs", \.specific, help: "further arguments of the schedule"),
      ], optimizer: .second)

    private static func unknownName(_ name: String) -> String {
      if name == "reduce_lr_on_plateau" || name == "greedy" {
        return "'\(name)' needs a metric: write ReduceLROnPlateau(...) of torch instead"
      }
      let known = Kind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      return "\(name) is not a valid SchedulerType, please select one of [\(known)]"
    }
  }
}

extension Transformers.GetScheduler {
  /// The schedule that the library would make.
  func named() throws(SchedulerError) -> any FactorScheduler & CatalogScheduler {
    if name == .constant { return Transformers.Constant() }
    let warmup = try required(numWarmupSteps, "num_warmup_steps")
    if name == .constantWithWarmup { return Transformers.ConstantWithWarmup(numWarmupSteps: warmup) }
    if name == .inverseSqrt { return try configured(Transformers.InverseSqrt(numWarmupSteps: warmup)) }
    if name == .warmupStableDecay { return try stable(warmup) }
    let training = try required(numTrainingSteps, "num_training_steps")
    return try lasting(warmup, training)
  }

  private func lasting(
    _ warmup: PythonNumber, _ training: PythonNumber
  ) throws(SchedulerError) -> any FactorScheduler & CatalogScheduler {
    switch name {
    case .cosine:
      try configured(Transformers.Cosine(numWarmupSteps: warmup, numTrainingSteps: training))
    case .cosineWithRestarts:
      try configured(Transformers.CosineWithHardRestarts(numWarmupSteps: warmup, numTrainingSteps: training))
    case .polynomial:
      try configured(Transformers.Polynomial(numWarmupSteps: warmup, numTrainingSteps: training))
    case .cosineWithMinLR:
      try configured(
        Transformers.CosineWithMinLR(
          numWarmupSteps: warmup, numTrainingSteps: training, floor: .init()))
    case .cosineWarmupWithMinLR:
      try configured(
        Transformers.CosineWithMinLRWarmupRate(
          numWarmupSteps: warmup, numTrainingSteps: training, floor: .init()))
    default:
      try configured(Transformers.Linear(numWarmupSteps: warmup, numTrainingSteps: training))
    }
  }

  private func stable(
    _ warmup: PythonNumber
  ) throws(SchedulerError) -> any FactorScheduler & CatalogScheduler {
    guard specific.contains(where: { $0.key == .string("num_decay_steps") }) else {
      throw SchedulerError(
        .type, "get_wsd_schedule() missing 1 required positional argument: 'num_decay_steps'",
        parameter: "scheduler_specific_kwargs")
    }
    return try configured(
      Transformers.WarmupStableDecay(
        numWarmupSteps: warmup, numDecaySteps: 0, numTrainingSteps: numTrainingSteps))
  }

  private func configured<S: FactorScheduler & CatalogScheduler>(
    _ schedule: S
  ) throws(SchedulerError) -> S {
    var schedule = schedule
    for item in specific {
      let keyword = try item.key.string(for: "scheduler_specific_kwargs")
      guard let parameter = S.declaration.parameters.first(where: { $0.name == keyword }) else {
        throw SchedulerError(
          .type, "\(S.declaration.name)() got an unexpected keyword argument '\(keyword)'",
          parameter: "scheduler_specific_kwargs")
      }
      try parameter.write(&schedule, item.value)
    }
    return schedule
  }

  private func required(
    _ steps: PythonNumber?, _ parameter: String
  ) throws(SchedulerError) -> PythonNumber {
    if let steps { return steps }
    let type = "SchedulerType." + name.rawValue.uppercased()
    throw SchedulerError(
      .value, "\(type) requires `\(parameter)`, please provide that argument.", parameter: parameter)
  }
}
