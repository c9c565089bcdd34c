extension Schedule {
  /// The parameter that says how long the schedule is meant to run, such as `T_max` or `num_training_steps`, in counts of
  /// its steps; nil where none does.
  package var lengthParameter: ParameterDeclaration? {
    entry.parameters.first { parameter in
      guard let schedulers = Self.lengths[parameter.name] else { return false }
      return schedulers.isEmpty || schedulers.contains(name)
    }
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
