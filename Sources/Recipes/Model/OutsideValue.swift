import LRSchedulers

/// A number that stands outside of most configurations, and comes from an option or a definition.
enum OutsideValue: String, CaseIterable {
  case samples
  case devices
  case batchSize = "batch_size"
  case globalBatch = "global_batch"
  case accumulation
  case stepsPerEpoch = "steps_per_epoch"
  case epochs

  /// The option that says it.
  var option: String {
    switch self {
    case .samples: "--samples"
    case .devices: "--devices"
    case .batchSize: "--batch-size"
    case .globalBatch: "--global-batch"
    case .accumulation: "--accumulation"
    case .stepsPerEpoch: "--steps-per-epoch"
    case .epochs: "--epochs"
    }
  }

  /// What the frameworks call it, as definitions may.
  private var names: [String] {
    switch self {
    case .samples:
      ["samples", "num_examples", "num_samples", "num_train_examples", "len(train_dataset)", "len(dataset)"]
    case .devices: ["devices", "world_size", "num_gpus", "num_processes", "WORLD_SIZE", "nproc_per_node"]
    case .batchSize: ["batch_size", "micro_batch_size", "per_device_train_batch_size"]
    case .globalBatch: ["global_batch", "global_batch_size"]
    case .accumulation:
      ["accumulation", "accumulate_grad_batches", "gradient_accumulation_steps", "grad_accum_steps"]
    case .stepsPerEpoch:
      [
        "steps_per_epoch", "batches_per_epoch", "updates_per_epoch", "len(train_loader)",
        "len(train_dataloader)",
      ]
    case .epochs: ["epochs", "max_epochs", "num_epochs", "num_train_epochs"]
    }
  }

  private func option(in options: ScriptOptions) -> Int? {
    switch self {
    case .samples: options.samples
    case .devices: options.devices
    case .batchSize: options.batchSize
    case .globalBatch: options.globalBatch
    case .accumulation: options.accumulation
    case .stepsPerEpoch: options.stepsPerEpoch
    case .epochs: options.epochs
    }
  }

  /// The number, and what says it.
  func count(in options: ScriptOptions) throws(SpecError) -> (count: Int, source: String)? {
    if let count = option(in: options) { return (count, option) }
    for definition in options.definitions.reversed() where names.contains(definition.name) {
      guard case .int(let count)? = try? ParameterValue(parsing: definition.value), count > 0 else {
        throw SpecError(
          "\(definition.name)=\(definition.value) is given; expected a whole number from 1", column: 1)
      }
      return (count, "--define \(definition.name)")
    }
    return nil
  }
}
