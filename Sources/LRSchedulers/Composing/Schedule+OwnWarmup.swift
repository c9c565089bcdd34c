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
