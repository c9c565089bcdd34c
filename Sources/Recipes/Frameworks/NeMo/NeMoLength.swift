import LRSchedulers

/// The steps that NeMo hands to its scheduler, by `setup_optimization` and `compute_max_steps`.
struct NeMoLength {
  /// nil where nothing says it.
  var total: Int?
  var perEpoch: Int?
  var epochs: Int?
  /// Whether the schedule's own `max_steps` of -1 leaves the scheduler out.
  var isOff = false

  /// - Parameter isNeeded: whether the rates depend on it, so that what is missing is asked for.
  init(_ reader: RecipeReader, isNeeded: Bool) throws(SpecError) {
    let trainers = try reader.optionalCount("trainer.max_steps")
    let own = try reader.optionalCount("model.optim.sched.max_steps")
    epochs = try reader.optionalCount("trainer.max_epochs").flatMap { $0 > 0 ? $0 : nil }
    if let trainers, trainers >= 0 {
      if let own, own != trainers {
        reader.notes.append("max_steps of the schedule is overruled by trainer.max_steps=\(trainers)")
      }
      total = trainers
    } else if let own {
      isOff = own == -1
      if own < -1 {
        throw reader.refusal(
          "model.optim.sched.max_steps", "must be a non-negative integer, but is \(own)")
      }
      total = isOff ? nil : own
    } else {
      try count(reader, isNeeded: isNeeded)
    }
    if let total { reader.rules.append("training: \(RuleText.steps(total))") }
  }

  private mutating func count(_ reader: RecipeReader, isNeeded: Bool) throws(SpecError) {
    perEpoch = try stepsPerEpoch(reader)
    if perEpoch == nil, reader.asksForSteps {
      total = try reader.outside(.epochs)
      return
    }
    if epochs == nil { epochs = try reader.outside(.epochs) }
    guard let perEpoch, let epochs else {
      if isNeeded {
        if perEpoch == nil { reader.ask("steps_per_epoch", for: "max_steps") }
        if epochs == nil { reader.ask("epochs", for: "max_steps") }
      }
      return
    }
    total = perEpoch.times(epochs)
    reader.rules.append(
      "max_steps: \(RuleText.count(perEpoch)) steps of an epoch x \(RuleText.count(epochs)) epochs")
  }

  private func stepsPerEpoch(_ reader: RecipeReader) throws(SpecError) -> Int? {
    let accumulation = try reader.positiveCount("trainer.accumulate_grad_batches")
    let size = try reader.optionalCount("model.train_ds.batch_size")
    let drops = try reader.flag("model.train_ds.drop_last")
    let limit = reader.value("trainer.limit_train_batches")
    let nodes = try reader.positiveCount("trainer.num_nodes")
    let own = try? reader.optionalCount("trainer.devices")
    if let given = try reader.outside(.stepsPerEpoch) { return given }
    guard let size, size > 0, let samples = try reader.outside(.samples) else { return nil }
    let devices = try reader.outside(.devices).orElse(own.flatMap { $0 > 0 ? $0.times(nodes) : nil })
    guard let devices else {
      reader.ask("devices", for: "max_steps")
      return 1
    }
    let share = (samples + devices - 1) / devices
    var batches = drops ? share / size : (share + size - 1) / size
    switch limit?.content {
    case .int(let count)?: batches = min(batches, count)
    case .double(let part)?: batches = Int(saturating: (Double(batches) * part).rounded(.towardZero))
    default: break
    }
    let steps = (batches + accumulation - 1) / accumulation
    reader.rules.append(
      "steps of an epoch: ceil(\(RuleText.count(batches)) batches / \(accumulation)) = \(RuleText.count(steps))"
    )
    return steps
  }
}
