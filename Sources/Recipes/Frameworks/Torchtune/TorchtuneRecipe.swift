import LRSchedulers

/// torchtune's YAML, by its recipes and `torchtune/training/lr_schedulers.py` of 0.6.1.
enum TorchtuneRecipe: Recipe {
  static let table = RecipeTable(
    name: "torchtune", title: "torchtune", version: "torchtune 0.6.1",
    forms: "YAML whose components are named by _component_",
    keys: [
      RecipeKey("optimizer.lr", nil, "the optimizer's rate"),
      RecipeKey("optimizer._component_", nil, "the optimizer's class; its other arguments stand beside it"),
      RecipeKey(
        "lr_scheduler._component_", nil,
        "torchtune's cosine with a warm-up, or a scheduler of PyTorch; none: a constant rate"),
      RecipeKey("lr_scheduler.num_warmup_steps", nil, "updates of the rise; other arguments stand beside it"),
      RecipeKey("epochs", 1, "epochs of the training"),
      RecipeKey(
        "batch_size", nil, "samples of a batch on one device",
        rounding: "batches: ceil(ceil(samples / devices) / size)"),
      RecipeKey(
        "gradient_accumulation_steps", 1, "batches of an update",
        rounding: "updates of an epoch: batches // steps"),
      RecipeKey("max_steps_per_epoch", nil, "updates of an epoch at the most"),
    ],
    rules: ["The scheduler steps once an update; num_training_steps is epochs x updates of an epoch."])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml else { return 0 }
    let component = part["optimizer._component_"] != nil || part["lr_scheduler._component_"] != nil
    return component ? 95 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if reader.options.lrs == nil { reader.require("optimizer.lr", for: "the rate") }
    let rates = try reader.rates("optimizer.lr")
    let steps = try steps(reader)
    let total = steps?.total ?? 1
    let schedule = try schedule(reader, total: total)
    try reader.finish()
    var plan = RecipePlan(
      schedule, lr: rates[0], interval: .step, length: total, stepsPerEpoch: steps?.perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = try reader.optionalText("optimizer._component_").map {
      reader.optimizer($0, of: "optimizer", without: ["_component_"])
    }
    return plan
  }

  private static func steps(_ reader: RecipeReader) throws(SpecError) -> (perEpoch: Int?, total: Int)? {
    let limit = try reader.optionalCount("max_steps_per_epoch")
    let own = try reader.optionalCount("epochs")
    let sizes = try BatchSizes(
      reader, batchSize: "batch_size", accumulation: "gradient_accumulation_steps", standard: 1)
    var perEpoch = try reader.outside(.stepsPerEpoch)
    if perEpoch == nil, let samples = try reader.outside(.samples) {
      let share = (samples + sizes.devices - 1) / sizes.devices
      let batches = (share + sizes.perDevice - 1) / sizes.perDevice
      let updates = batches / sizes.accumulation
      reader.rules.append(
        "updates of an epoch: ceil(ceil(\(RuleText.count(samples)) / \(sizes.devices)) / \(sizes.perDevice)) // \(sizes.accumulation) = \(RuleText.count(updates))"
      )
      perEpoch = updates
    }
    guard let counted = perEpoch else {
      if own == nil, reader.asksForSteps, let steps = try reader.outside(.epochs) { return (nil, steps) }
      reader.ask("samples", for: "steps of an epoch")
      return nil
    }
    if let limit, limit < counted {
      reader.rules.append("updates of an epoch: max_steps_per_epoch = \(RuleText.count(limit))")
      perEpoch = limit
    }
    let asked = own == nil && !reader.options.countsSteps ? try reader.outside(.epochs) : nil
    let epochs = own ?? asked ?? 1
    let updates = max(1, perEpoch ?? 1)
    reader.rules.append(
      "updates: \(epochs) epochs x \(RuleText.count(updates)) = \(RuleText.steps(epochs.times(updates)))")
    return (updates, epochs.times(updates))
  }

  private static func schedule(_ reader: RecipeReader, total: Int) throws(SpecError) -> Schedule {
    guard let component = try reader.optionalText("lr_scheduler._component_") else {
      reader.rules.append("schedule: none is configured, the rate stays")
      return try reader.schedule("get_constant_schedule", [:], for: "lr_scheduler")
    }
    let name = component.split(separator: ".").last.map(String.init) ?? component
    var arguments: [String: ParameterValue] = [:]
    for entry in reader.value("lr_scheduler")?.entries ?? [] where entry.key != "_component_" {
      guard let value = entry.setting.parameterValue else { continue }
      arguments[entry.key] = value
    }
    if name == "get_cosine_schedule_with_warmup" {
      arguments["num_training_steps"] = .int(total)
      if let warmup = try reader.optionalCount("lr_scheduler.num_warmup_steps") {
        reader.rules.append("warm-up: \(RuleText.steps(warmup))")
      }
    }
    reader.rules.append("schedule: \(name), a step each update")
    return try reader.schedule(name, arguments, for: "lr_scheduler._component_")
  }
}
