import LRSchedulers

/// `dpo.py` and `olmo_core_finetune.py`: schedulers of OLMo-core's trainer, which counts its updates from 1.
struct OpenInstructOLMoCore {
  private let program: OpenInstructProgram

  init(_ program: OpenInstructProgram) { self.program = program }

  func made(
    _ reader: RecipeReader
  ) throws(SpecError) -> (schedule: Schedule, length: Int?, perEpoch: Int?) {
    let limit = try reader.optionalCount("max_train_steps")
    var perEpoch: Int?
    var total = limit ?? 1
    if let limit {
      guard limit >= 1 else {
        throw reader.refusal("max_train_steps", "must be at least 1, but is \(limit)")
      }
      for key in ["num_epochs", "per_device_train_batch_size", "gradient_accumulation_steps"] {
        _ = reader.isGiven(key)
      }
      reader.rules.append("updates: \(reader.name("max_train_steps")) = \(RuleText.steps(limit))")
    } else {
      let epochs = try reader.positiveCount("num_epochs")
      perEpoch = try updatesPerEpoch(reader)
      total = epochs.times(perEpoch ?? 1)
      reader.rules.append(
        "updates: \(epochs) epochs x \(RuleText.count(perEpoch ?? 1)) = \(RuleText.steps(total))")
    }
    let warmup = try program.warmup(of: total, reader)
    return (try schedule(reader, warmup: warmup, total: total), total, perEpoch)
  }

  /// The packed sequences of an epoch are known only where the data are packed.
  private func updatesPerEpoch(_ reader: RecipeReader) throws(SpecError) -> Int? {
    if let steps = try reader.outside(.stepsPerEpoch) { return steps }
    let own = try reader.positiveCount("per_device_train_batch_size")
    let accumulation = try reader.positiveCount("gradient_accumulation_steps")
    let devices = try reader.devices()
    guard let samples = try reader.outside(.samples) else {
      reader.ask("samples", for: "updates of an epoch, as packed sequences")
      return nil
    }
    let global = own.times(accumulation).times(devices)
    let updates = max(1, samples / global)
    reader.rules.append(
      "updates of an epoch: \(RuleText.count(samples)) // \(RuleText.count(global)) = \(RuleText.count(updates))"
    )
    return updates
  }

  /// `olmo_core_utils.build_scheduler` with the formulas of `olmo_core/optim/scheduler.py`.
  func schedule(_ reader: RecipeReader, warmup: Int, total: Int) throws(SpecError) -> Schedule {
    let type = try reader.choice("lr_scheduler_type", of: ["linear", "cosine", "constant"])
    reader.rules.append("schedule: \(type), the first update has the rate of step 1")
    let rise = "(step + 1) / \(max(1, warmup))"
    guard type != "constant" else {
      return try reader.schedule(
        factor: warmup == 0 ? "1.0" : "\(rise) if step + 1 <= \(warmup) else 1.0", for: "lr_scheduler_type")
    }
    let share = "(step + 1 - \(warmup)) / \(max(1, total - warmup))"
    let (fall, end) =
      type == "linear"
      ? ("1 - \(share)", "0.0") : ("0.1 + (1 - 0.1) * (1 + math.cos(math.pi * (\(share)))) / 2", "0.1")
    return try reader.schedule(
      factor: "\(rise) if step + 1 < \(warmup) else \(end) if step + 1 >= \(total) else \(fall)",
      for: "lr_scheduler_type")
  }
}
