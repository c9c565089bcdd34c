import LRSchedulers

/// How many updates a Trainer of transformers makes, by `Trainer.set_initial_training_values` of 5.24.
struct TrainerSteps {
  /// Updates of an epoch; nil where nothing says them and nothing needs them.
  var perEpoch: Int?
  var total: Int

  /// What the keys of one framework are called.
  struct Keys {
    var maxSteps = "max_steps"
    var epochs = "num_train_epochs"
    var batchSize = "per_device_train_batch_size"
    var accumulation = "gradient_accumulation_steps"
    var dropLast = "dataloader_drop_last"
  }

  /// nil where something is missing, which the reader asks for.
  init?(_ reader: RecipeReader, _ keys: Keys = Keys()) throws(SpecError) {
    let maxSteps = try reader.optionalCount(keys.maxSteps) ?? -1
    let own = try reader.optionalNumber(keys.epochs)
    perEpoch = try Self.perEpoch(
      reader, keys,
      isNeeded: maxSteps <= 0 && !reader.isOpen(keys.maxSteps) && !(own == nil && reader.asksForSteps))
    if maxSteps > 0 {
      total = maxSteps
      reader.rules.append("updates: \(reader.name(keys.maxSteps)) = \(RuleText.steps(maxSteps))")
      if own != nil {
        reader.notes.append("\(reader.name(keys.epochs)) has no effect beside \(reader.name(keys.maxSteps))")
      }
      return
    }
    guard let perEpoch else {
      guard own == nil, reader.asksForSteps, let steps = try reader.outside(.epochs) else { return nil }
      total = steps
      return
    }
    var epochs = try reader.number(keys.epochs)
    if own == nil, !reader.options.countsSteps, let asked = try reader.outside(.epochs) {
      epochs = Double(asked)
    }
    guard epochs > 0, epochs * Double(perEpoch) < 1e12 else {
      throw reader.refusal(keys.epochs, "must be above 0, but is \(RuleText.number(epochs))")
    }
    total = Int((epochs * Double(perEpoch)).rounded(.up))
    reader.rules.append(
      "updates: ceil(\(RuleText.number(epochs)) epochs x \(RuleText.count(perEpoch))) = \(RuleText.steps(total))"
    )
  }

  private static func perEpoch(
    _ reader: RecipeReader, _ keys: Keys, isNeeded: Bool
  ) throws(SpecError) -> Int? {
    if let steps = try reader.outside(.stepsPerEpoch) { return steps }
    let sizes = try BatchSizes(
      reader, batchSize: keys.batchSize, accumulation: keys.accumulation, needsDevices: isNeeded)
    let dropsLast = try reader.flag(keys.dropLast)
    guard let samples = try reader.outside(.samples) else {
      if isNeeded { reader.ask("samples", for: "steps of an epoch") }
      return nil
    }
    let batches = ceiling(samples, sizes.perDevice, floors: dropsLast)
    let own = ceiling(batches, sizes.devices, floors: dropsLast)
    let updates = max(1, ceiling(own, sizes.accumulation, floors: false))
    let inner = "ceil(\(RuleText.count(samples)) / \(RuleText.count(sizes.perDevice)))"
    let shared = sizes.devices == 1 ? inner : "ceil(\(inner) / \(sizes.devices) devices)"
    let words = sizes.accumulation == 1 ? shared : "ceil(\(shared) / \(sizes.accumulation) batches an update)"
    reader.rules.append("updates of an epoch: \(words) = \(RuleText.count(updates))")
    return updates
  }

  private static func ceiling(_ value: Int, _ divisor: Int, floors: Bool) -> Int {
    floors ? value / divisor : (value + divisor - 1) / divisor
  }
}

/// Batch size, accumulation and devices, of a configuration and from outside.
struct BatchSizes {
  var perDevice: Int
  var accumulation: Int
  var devices: Int

  /// - Parameter needsDevices: whether the devices of a Trainer are asked for, or said to be one, where nothing says them.
  init(
    _ reader: RecipeReader, batchSize: String, accumulation: String, standard: Int? = nil,
    needsDevices: Bool = false
  ) throws(SpecError) {
    let ownSize = try reader.optionalCount(batchSize)
    let ownAccumulation = try reader.optionalCount(accumulation)
    let global = try reader.outside(.globalBatch)
    self.accumulation = try ownAccumulation.orElse(reader.outside(.accumulation)).or(
      reader.count(accumulation))
    perDevice = try ownSize.orElse(reader.outside(.batchSize)).orElse(standard).or(reader.count(batchSize))
    devices = needsDevices ? try reader.devices(isDataParallel: true) : try reader.outside(.devices) ?? 1
    for (key, value) in [(batchSize, perDevice), (accumulation, self.accumulation)] where value < 1 {
      throw reader.refusal(key, "must be at least 1, but is \(value)")
    }
    guard let global else { return }
    // What the configuration says stays; what it leaves open follows from the global batch.
    let hasSize = ownSize != nil || reader.options.batchSize != nil
    if !hasSize, global % (devices.times(self.accumulation)) == 0 {
      perDevice = max(1, global / (devices.times(self.accumulation)))
    } else if reader.options.devices == nil, global % perDevice.times(self.accumulation) == 0 {
      devices = max(1, global / perDevice.times(self.accumulation))
    }
    let made = perDevice.times(self.accumulation).times(devices)
    guard made == global else {
      throw SpecError(
        "--global-batch \(global), but \(perDevice) samples x \(self.accumulation) batches x \(devices) devices are \(made)",
        column: 1)
    }
  }
}
