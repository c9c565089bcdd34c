import LRSchedulers

/// The scheduler of a script that makes one with `get_scheduler` and hands it to accelerate, which steps it with each update once for
/// each process: its lengths are counted in such steps.
struct AccelerateSchedule {
  /// The word of `get_scheduler`.
  var type: String
  /// The key that names it.
  var key: String
  /// The warm-up and the length, in steps of the scheduler.
  var warmup: Int
  var total: Int
  var processes: Int
  /// Further arguments of the function, as Python.
  var others: [String: String] = [:]

  /// What `get_scheduler` of diffusers knows, and transformers' function for each.
  static let functions = [
    "linear": "get_linear_schedule_with_warmup", "cosine": "get_cosine_schedule_with_warmup",
    "cosine_with_restarts": "get_cosine_with_hard_restarts_schedule_with_warmup",
    "polynomial": "get_polynomial_decay_schedule_with_warmup", "constant": "get_constant_schedule",
    "constant_with_warmup": "get_constant_schedule_with_warmup",
  ]

  /// Whether the rate depends on the length.
  var needsTotal: Bool {
    !type.hasPrefix("constant") && type != "inverse_sqrt" && type != "piecewise_constant"
  }

  func schedule(_ reader: RecipeReader) throws(SpecError) -> Schedule {
    let function = Self.functions[type] ?? Self.furtherFunctions[type] ?? "get_\(type)_schedule"
    var arguments = others.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    // A length of all processes that each has its share of is that of one.
    let isWhole = warmup % processes == 0 && total % processes == 0 && type != "piecewise_constant"
    let share = isWhole ? processes : 1
    if needsTotal { arguments.insert("num_training_steps=\(total / share)", at: 0) }
    if type != "constant", type != "piecewise_constant" {
      arguments.insert("num_warmup_steps=\(warmup / share)", at: 0)
    }
    let text = "\(function)(\((["optimizer"] + arguments).joined(separator: ", ")))"
    guard !isWhole, processes > 1, type != "constant" else {
      return try reader.schedule(text: text, for: key)
    }
    reader.rules.append("each update makes \(processes) steps of the scheduler, one for each process")
    return try reader.schedule(
      text: "AcceleratedScheduler(\(text), optimizer, num_processes=\(processes))", for: key)
  }

  private static let furtherFunctions = [
    "inverse_sqrt": "get_inverse_sqrt_schedule",
    "cosine_with_min_lr": "get_cosine_with_min_lr_schedule_with_warmup",
  ]
}

/// How many updates such a script makes.
struct AccelerateUpdates {
  var perEpoch: Int
  /// Batches of an epoch before they are shared between the processes.
  private var batches: Int
  private let accumulation: Int

  /// - Parameter batchSize: the key of the samples of a batch on one device.
  /// - Returns: nil where something is missing, which the reader asks for.
  init?(_ reader: RecipeReader, batchSize: String, processes: Int) throws(SpecError) {
    accumulation = max(1, try reader.count("gradient_accumulation_steps"))
    if let steps = try reader.outside(.stepsPerEpoch) {
      (perEpoch, batches) = (steps, steps.times(accumulation).times(processes))
      return
    }
    let size =
      try reader.optionalCount(batchSize).orElse(reader.outside(.batchSize))
      ?? Int(
        reader.table.key(batchSize)?.standard?.double ?? 0)
    if size < 1 { reader.ask(batchSize, for: "batches of an epoch") }
    guard let samples = try reader.outside(.samples) else {
      reader.ask("samples", for: "updates of an epoch")
      return nil
    }
    guard size >= 1 else { return nil }
    batches = (samples + size - 1) / size
    let share = (batches + processes - 1) / processes
    perEpoch = max(1, (share + accumulation - 1) / accumulation)
    reader.rules.append(
      "updates of an epoch: ceil(ceil(ceil(\(RuleText.count(samples)) / \(size)) / \(processes)) / \(accumulation)) = \(RuleText.count(perEpoch))"
    )
  }
}

extension AccelerateUpdates {
  /// The steps of the scheduler of so many epochs, as scripts count them before the batches are shared.
  func schedulerSteps(epochs: Int) -> Int { epochs.times((batches + accumulation - 1) / accumulation) }
}

extension ConfigurationPart {
  /// Whether a word of a command is a script whose name has one of some texts in it.
  func runs(_ names: [String]) -> Bool {
    form == .commandLine
      && words.contains { word in
        let file = word.split(separator: "/").last.map(String.init) ?? word
        return file.hasSuffix(".py") && names.contains { file.contains($0) }
      }
  }
}
