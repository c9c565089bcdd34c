import LRSchedulers

/// What transformers' Trainer puts in the place of "auto".
final class DeepSpeedTrainer {
  private let reader: RecipeReader
  /// The Trainer's arguments, which are given outside of the JSON.
  private let arguments: RecipeReader
  /// Whether all of them are given, so that what is not among them has its default.
  private let areWhole: Bool
  private var steps: Int?
  /// The updates of the training, once they were asked for.
  private(set) var length: Int?
  private(set) var stepsPerEpoch: Int?

  /// - Parameter arguments: the Trainer's arguments, all of them.
  init(_ reader: RecipeReader, arguments: ConfigurationPart) {
    self.reader = reader
    areWhole = true
    self.arguments = RecipeReader(TransformersRecipe.table, arguments, reader.options)
  }

  init(_ reader: RecipeReader) {
    self.reader = reader
    var part = ConfigurationPart(.python, [])
    let text = reader.definition("training_arguments", "args", "TrainingArguments")
    let call = text.flatMap { try? ScriptSettings($0, options: ScriptOptions()).calls.first }
    areWhole = call != nil
    if let call { part.entries = call.keywords }
    for (theirs, own) in [
      ("per_device_train_batch_size", "train_micro_batch_size_per_gpu"),
      ("gradient_accumulation_steps", "gradient_accumulation_steps"),
    ] where part[theirs] == nil {
      if let setting = reader.part[own], setting.string == nil {
        part.entries.append(ScriptSetting.Entry(theirs, setting))
      }
    }
    arguments = RecipeReader(TransformersRecipe.table, part, reader.options)
  }

  /// nil for a parameter that the Trainer does not fill in.
  func value(of parameter: String) throws(SpecError) -> ScriptSetting? {
    switch parameter {
    case "warmup_min_lr": return ScriptSetting(.int(0))
    case "warmup_max_lr": return ScriptSetting(.double(try learningRate(isNeeded: true) ?? 1))
    case "total_num_steps": return ScriptSetting(.int(try updates()))
    case "warmup_num_steps": return ScriptSetting(.int(try warmup()))
    default: return nil
    }
  }

  /// - Parameter isNeeded: whether it is asked for where nothing says it.
  func learningRate(isNeeded: Bool) throws(SpecError) -> Double? {
    if let lrs = reader.options.lrs { return lrs[0] }
    if let setting = reader.part["optimizer.params.lr"], setting.string != "auto" {
      return try reader.number(setting, of: "optimizer.params.lr")
    }
    if let given = try arguments.optionalNumber("learning_rate") { return given }
    if areWhole { return try arguments.number("learning_rate") }
    if isNeeded { reader.ask("learning_rate", for: "\"auto\"", guess: .double(5e-5)) }
    return nil
  }

  /// What is filled in among the optimizer's arguments; nil for one that is not.
  func optimizerValue(of parameter: String) throws(SpecError) -> ParameterValue? {
    switch parameter {
    case "betas":
      return .list([
        .double(try arguments.number("adam_beta1")), .double(try arguments.number("adam_beta2")),
      ])
    case "eps": return .double(try arguments.number("adam_epsilon"))
    case "weight_decay": return .double(try arguments.number("weight_decay"))
    default: return nil
    }
  }

  /// The updates of the training; 1 where something is missing, which the reader asks for.
  @discardableResult
  func updates() throws(SpecError) -> Int {
    if let steps { return steps }
    if let given = reader.definition("training_steps").flatMap(Int.init) {
      length = given
    } else {
      if !areWhole { try sayDefaults() }
      let counted = try TrainerSteps(arguments)
      (length, stepsPerEpoch) = (counted?.total, counted?.perEpoch)
    }
    for name in arguments.missing { reader.ask(name) }
    for words in arguments.assumed { reader.assume(words) }
    reader.rules += arguments.rules
    reader.notes += arguments.notes
    (arguments.rules, arguments.notes) = ([], [])
    steps = length ?? 1
    return steps ?? 1
  }

  /// The Trainer's arguments that are not given stand in no file here, so that their defaults are said.
  private func sayDefaults() throws(SpecError) {
    let options = reader.options
    guard options.stepsPerEpoch == nil, options.globalBatch == nil, arguments.value("max_steps") == nil else {
      return
    }
    for (key, option) in [
      ("num_train_epochs", options.epochs), ("per_device_train_batch_size", options.batchSize),
    ]
    where option == nil && arguments.value(key) == nil {
      reader.notes.append(
        "no \(key) is given: the Trainer's default, \(RuleText.number(try arguments.number(key)))")
    }
  }

  func warmup() throws(SpecError) -> Int {
    let given = try arguments.optionalNumber("warmup_steps").orElse(arguments.optionalNumber("warmup_ratio"))
    if given == nil, !areWhole {
      reader.ask("warmup_steps", for: "\"auto\"", guess: .int(0))
      return 1
    }
    let isShare = given.map { $0 > 0 && $0 < 1 } ?? false
    let total = isShare ? try updates() : steps ?? 1
    arguments.rules = []
    let steps = max(1, try TrainerWarmup.steps(arguments, total: total))
    reader.rules += arguments.rules
    reader.notes += arguments.notes
    (arguments.rules, arguments.notes) = ([], [])
    if (given ?? 0) == 0 {
      reader.notes.append("no warm-up is filled in as 1 step, of which DeepSpeed makes 2")
    }
    return steps
  }
}
