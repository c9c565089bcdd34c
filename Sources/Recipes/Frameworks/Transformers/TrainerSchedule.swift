import LRSchedulers

/// `get_scheduler` of transformers 5.24, with the function that it calls.
enum TrainerSchedule {
  /// The words of `lr_scheduler_type`, and the functions that they stand for.
  static let functions: [(type: String, function: String)] = [
    ("linear", "get_linear_schedule_with_warmup"),
    ("cosine", "get_cosine_schedule_with_warmup"),
    ("cosine_with_restarts", "get_cosine_with_hard_restarts_schedule_with_warmup"),
    ("polynomial", "get_polynomial_decay_schedule_with_warmup"),
    ("constant", "get_constant_schedule"),
    ("constant_with_warmup", "get_constant_schedule_with_warmup"),
    ("inverse_sqrt", "get_inverse_sqrt_schedule"),
    ("cosine_with_min_lr", "get_cosine_with_min_lr_schedule_with_warmup"),
    ("cosine_warmup_with_min_lr", "get_cosine_with_min_lr_schedule_with_warmup_lr_rate"),
    ("warmup_stable_decay", "get_wsd_schedule"),
    ("reduce_lr_on_plateau", "ReduceLROnPlateau"),
    ("greedy", "GreedyLR"),
  ]

  static let types = functions.map(\.type)

  /// Whether the schedule follows a metric, so that it steps with each evaluation.
  static func followsMetric(_ type: String) -> Bool { type == "reduce_lr_on_plateau" || type == "greedy" }

  /// - Parameters:
  ///   - key: the key that names the type, for refusals.
  ///   - specific: `lr_scheduler_kwargs`.
  static func schedule(
    _ type: String, warmup: Int, total: Int, specific: [ScriptSetting.Entry], key: String,
    _ reader: RecipeReader
  ) throws(SpecError) -> Schedule {
    guard let function = functions.first(where: { $0.type == type })?.function else {
      throw reader.refusal(key, "is '\(type)'; expected one of \(types.joined(separator: ", "))")
    }
    var arguments: [String: ParameterValue] = [:]
    let ignores = type == "constant" || type == "constant_with_warmup"
    for entry in specific {
      if ignores {
        reader.notes.append("'\(entry.key)' of lr_scheduler_kwargs has no effect with '\(type)'")
        continue
      }
      if reader.askOpen(entry) { continue }
      guard let value = entry.setting.parameterValue else {
        throw SpecError(
          "'\(entry.key)' is \(entry.setting.python); expected a value", line: entry.setting.line, column: 1)
      }
      arguments[entry.key] = value
    }
    if !followsMetric(type), type != "constant" {
      arguments["num_warmup_steps"] = .int(warmup)
      if type != "constant_with_warmup", type != "inverse_sqrt" {
        arguments["num_training_steps"] = .int(total)
      }
    } else if warmup > 0 {
      reader.notes.append("the warm-up of \(RuleText.steps(warmup)) has no effect with '\(type)'")
    }
    return try reader.schedule(function, arguments, for: specific.isEmpty ? key : "lr_scheduler_kwargs")
  }
}
