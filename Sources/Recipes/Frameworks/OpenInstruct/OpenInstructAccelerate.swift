import LRSchedulers

/// `finetune.py` and `dpo_tune_cache.py`: a scheduler of transformers that accelerate steps once for each process.
struct OpenInstructAccelerate {
  private let program: OpenInstructProgram

  init(_ program: OpenInstructProgram) { self.program = program }

  /// Both programs had `num_train_epochs`, until dpo_tune_cache.py called them otherwise.
  private func epochsKey(_ reader: RecipeReader) -> String {
    let isEarly = program.name == "finetune.py" || reader.part["num_train_epochs"] != nil
    return isEarly ? "num_train_epochs" : "num_epochs"
  }

  func made(
    _ reader: RecipeReader
  ) throws(SpecError) -> (schedule: Schedule, length: Int?, perEpoch: Int?) {
    let type = try reader.choice("lr_scheduler_type", of: AccelerateSchedule.functions.keys.sorted())
    if try reader.count("sequence_parallel_size") > 1 {
      throw reader.refusal(
        "sequence_parallel_size", "makes a scheduler that steps with every batch, which is not read here")
    }
    var made = AccelerateSchedule(
      type: type, key: "lr_scheduler_type", warmup: 0, total: 1, processes: try reader.devices())
    var (length, perEpoch): (Int?, Int?)
    let epochsKey = epochsKey(reader)
    if let limit = try reader.optionalCount("max_train_steps") {
      guard limit >= 1 else {
        throw reader.refusal("max_train_steps", "must be at least 1, but is \(limit)")
      }
      (length, made.total) = (limit, limit.times(made.processes))
      for key in [epochsKey, "per_device_train_batch_size", "gradient_accumulation_steps"] {
        _ = reader.isGiven(key)
      }
      reader.rules.append("updates: \(reader.name("max_train_steps")) = \(RuleText.steps(limit))")
    } else {
      let epochs = try reader.positiveCount(epochsKey)
      if let updates = try AccelerateUpdates(
        reader, batchSize: "per_device_train_batch_size", processes: made.processes)
      {
        (perEpoch, length) = (updates.perEpoch, epochs.times(updates.perEpoch))
        made.total = updates.schedulerSteps(epochs: epochs)
        reader.rules.append(
          "updates: \(epochs) epochs x \(RuleText.count(updates.perEpoch)) = \(RuleText.steps(length ?? 0)); the scheduler's steps: \(RuleText.count(made.total))"
        )
      }
    }
    made.warmup = try program.warmup(of: made.total, reader)
    return (try schedule(made, reader), length, perEpoch)
  }

  /// With final_lr_ratio the line is longer, by a number with a fraction.
  private func schedule(_ made: AccelerateSchedule, _ reader: RecipeReader) throws(SpecError) -> Schedule {
    guard let ratio = try reader.optionalNumber("final_lr_ratio") else { return try made.schedule(reader) }
    guard made.type == "linear" else {
      throw reader.refusal("final_lr_ratio", "is only for linear, but the schedule is \(made.type)")
    }
    guard ratio >= 0, ratio < 1 else {
      throw reader.refusal(
        "final_lr_ratio", "must be from 0 to below 1, but is \(RuleText.number(ratio))")
    }
    let total = (Double(made.total) - ratio * Double(made.warmup)) / (1 - ratio)
    let at = made.processes == 1 ? "step" : "(\(made.processes) * step)"
    reader.rules.append("schedule: linear to \(RuleText.number(ratio)) of the rate")
    return try reader.schedule(
      factor:
        "\(at) / \(max(1, made.warmup)) if \(at) < \(made.warmup) else max(0.0, (\(total.shown) - \(at)) / max(1, \(total.shown) - \(made.warmup)))",
      for: "final_lr_ratio")
  }
}
