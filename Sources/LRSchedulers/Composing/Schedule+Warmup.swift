/// A warm-up to be put in front of a schedule.
package struct WarmupPlan: Sendable, Equatable {
  /// Epochs, or steps where the scheduler steps for each.
  package var steps: Int
  /// Where the rise begins, as a part of the rate it leads to.
  package var factor: Double
  /// The optimizer's rate.
  package var lr: Double

  package init(steps: Int, factor: Double = 0.1, lr: Double) {
    self.steps = steps
    self.factor = factor
    self.lr = lr
  }
}

extension Schedule {
  /// With a linear warm-up in front, the way its library has it.
  ///
  /// PyTorch: a LinearLR as the first stage of a SequentialLR, or in a ChainedScheduler as one more member. transformers,
  /// timm and Keras's CosineDecay have arguments for it; optax joins a `linear_schedule` to the schedule.
  package func warmedUp(_ plan: WarmupPlan) throws(SchedulerError) -> Schedule {
    if let warmup = ownWarmup { return try warmedUp(plan, with: warmup) }
    try requireStage(self)
    switch scheduler {
    case is Transformers.Constant:
      return Schedule(declared: Transformers.ConstantWithWarmup(numWarmupSteps: .int(plan.steps)))
    case let chain as ChainedScheduler: return try chain.warmedUp(plan)
    case let staged as any StagedScheduler:
      return try staged.prepending(rise(plan), steps: plan.steps).checked
    default: return try rise(plan).joined(with: self, at: plan.steps)
    }
  }

  /// The parameter that tells how long the warm-up in front lasts; nil if there is no warm-up.
  package var warmupParameter: String? {
    if let ownWarmup { return ownWarmup }
    let lengths = ["total_iters", "transition_steps", "num_warmup_steps"]
    return parameterPaths.first { path in
      let place = ParameterPath(path)
      return place.places.first == 0 && lengths.contains(place.name)
    }
  }

  /// From a part of the rate that the schedule begins with up to it.
  private func rise(_ plan: WarmupPlan) throws(SchedulerError) -> Schedule {
    guard entry.library == .optax else {
      return Schedule(declared: LinearLR(startFactor: plan.factor, totalIters: .int(plan.steps)))
    }
    let first = try ScheduleRun(self, groups: [ParameterGroup(lr: plan.lr)]).groups[0].lr
    return Schedule(
      declared: Optax.Linear(
        initValue: first * plan.factor, endValue: first, transitionSteps: .int(plan.steps)))
  }
}

extension ChainedScheduler {
  /// A ChainedScheduler cannot be a later stage of SequentialLR, but a warm-up multiplies like any other member.
  fileprivate func warmedUp(_ plan: WarmupPlan) throws(SchedulerError) -> Schedule {
    if let name = schedulers.first(where: \.scheduler.assignsLR)?.name {
      throw SchedulerError(.value, "\(name) assigns the LR: a warm-up chained to it is lost")
    }
    let rise = LinearLR(startFactor: plan.factor, totalIters: .int(plan.steps))
    return try ChainedScheduler(schedulers: [Schedule(declared: rise)] + schedulers).checked
  }
}

/// Schedules whose libraries gave them a warm-up of their own.
extension Schedule {
  /// The parameter that tells how long it lasts.
  var ownWarmup: String? {
    let names = ["num_warmup_steps", "warmup_t", "warmup_steps"]
    return entry.parameters.first { names.contains($0.name) }?.name
  }

  /// Sets the arguments of the warm-up; refuses if there is one already.
  func warmedUp(_ plan: WarmupPlan, with parameter: String) throws(SchedulerError) -> Schedule {
    if let steps = value(of: parameter)?.number, !steps.isZero, !isConstantByName {
      throw SchedulerError(.value, "it warms up already: \(parameter)=\(steps)", parameter: parameter)
    }
    var schedule = try replacing(parameter, with: .int(plan.steps))
    for (name, value) in try companions(of: plan) { schedule = try schedule.replacing(name, with: value) }
    return try schedule.checked
  }

  /// What else makes it a warm-up from a part of the rate to the rate.
  private func companions(of plan: WarmupPlan) throws(SchedulerError) -> [(String, ParameterValue)] {
    switch scheduler {
    case is any TimmScheduler:
      let rise = ParameterValue.double(plan.lr * plan.factor)
      return [("warmup_lr_init", rise)] + (hasPrefixArgument ? [("warmup_prefix", .bool(true))] : [])
    case let cosine as Keras.CosineDecay where cosine.warmupTarget == nil:
      return [
        ("warmup_target", .double(cosine.initialLR)),
        ("initial_learning_rate", .double(cosine.initialLR * plan.factor)),
      ]
    case is Transformers.GetScheduler where isConstantByName:
      return [("name", .string("constant_with_warmup"))]
    default: return []
    }
  }

  private var hasPrefixArgument: Bool { entry.parameter(named: "warmup_prefix") != nil }

  /// The one schedule of `get_scheduler` that has no warm-up, whatever `num_warmup_steps` says.
  private var isConstantByName: Bool { value(of: "name") == .string("constant") }
}
