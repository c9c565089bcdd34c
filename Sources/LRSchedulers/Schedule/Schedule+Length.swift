extension Schedule {
  /// The parameter that says how long the schedule is meant to run, such as `T_max` or `num_training_steps`, and the step
  /// from which it counts: that of the last phase, where phases follow each other. nil where none does.
  package var length: (parameter: ParameterDeclaration, start: Int)? {
    if let own = entry.parameters.first(where: isLength) { return (own, 0) }
    guard let last = phases.last, let list = entry.parameters.first(where: { $0.kind == .schedules })?.name,
      let inner = member(list, last.index)?.length,
      let parameter = parameter(at: ParameterPath.text(list, last.index, inner.parameter.name))
    else { return nil }
    return (parameter, last.start + inner.start)
  }

  private func isLength(_ parameter: ParameterDeclaration) -> Bool {
    guard let schedulers = Self.lengths[parameter.name] else { return false }
    return schedulers.isEmpty || schedulers.contains(name)
  }

  /// By the names of parameters, the schedulers in which they are a length and not the period of a decay; empty for all.
  private static let lengths: [String: Set<String>] = [
    "num_training_steps": [], "total_steps": [], "T_max": [], "t_initial": [],
    "total_iters": ["PolynomialLR"],
    "decay_steps": [
      "cosine_decay_schedule", "warmup_cosine_decay_schedule", "CosineDecay", "PolynomialDecay",
    ],
    "transition_steps": [
      "linear_schedule", "polynomial_schedule", "cosine_onecycle_schedule", "linear_onecycle_schedule",
    ],
  ]
}
