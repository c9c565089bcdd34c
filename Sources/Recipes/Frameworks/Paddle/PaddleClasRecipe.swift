import LRSchedulers

/// PaddleClas' YAML, by `ppcls/optimizer/learning_rate.py` and `engine/engine.py` of d178931.
enum PaddleClasRecipe: Recipe {
  static let table = RecipeTable(
    name: "paddleclas", title: "PaddleClas", version: "PaddleClas at d178931",
    forms: "YAML with Global.epochs and Optimizer.lr",
    keys: [
      RecipeKey(
        "Optimizer.lr.name", nil,
        "ConstLR, Linear, Cosine, Step, Piecewise, MultiStepDecay, Cyclic or OneCycleLR; without it the rate stays"
      ),
      RecipeKey("Optimizer.lr.learning_rate", nil, "the rate"),
      RecipeKey(
        "Optimizer.lr.warmup_epoch", 0, "epochs of a line, at most the training's",
        rounding: "round(epochs x iterations of an epoch)"),
      RecipeKey("Optimizer.lr.warmup_start_lr", 0.0, "the rate that it begins with"),
      RecipeKey("Optimizer.lr.by_epoch", false, "steps with epochs instead of iterations"),
      RecipeKey(
        "Optimizer.lr.eta_min", 0.0, "of Cosine: the lowest rate",
        rounding: "length: (epochs - warmup_epoch) x iterations of an epoch"),
      RecipeKey("Optimizer.lr.end_lr", 0.0, "of Linear: the last rate; its length is Cosine's"),
      RecipeKey(
        "Optimizer.lr.step_size", nil, "of Step: epochs", rounding: "int(step_size x iterations of an epoch)"),
      RecipeKey("Optimizer.lr.decay_epochs", nil, "of Piecewise: the epochs of the falls"),
      RecipeKey(
        "Optimizer.lr.values", nil,
        "of Piecewise: the rates; with learning_rate a tenth each 30 epochs instead"),
      RecipeKey("Optimizer.lr.milestones", nil, "of MultiStepDecay: epochs"),
      RecipeKey("Optimizer.lr.gamma", nil, "the factor of Step and MultiStepDecay; of the latter 0.1"),
      RecipeKey("Global.epochs", nil, "epochs of the training"),
      RecipeKey(
        "Global.update_freq", 1, "batches of an update", rounding: "updates of an epoch: batches // it"),
      RecipeKey(
        "DataLoader.Train.sampler.batch_size", nil, "samples of a batch on one device",
        rounding: "ceil(samples / devices) / size, up, or with drop_last down"),
      RecipeKey("Optimizer.name", nil, "the optimizer"),
      RecipeKey("Optimizer.regularizer.coeff", nil, "its weight decay"),
    ],
    rules: ["The schedule counts from 0 behind the warm-up."])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml, part["Optimizer"] != nil, part["Global.epochs"] != nil else { return 0 }
    let list = part["Optimizer"]?.elements?.first?.entries?.first?.setting["lr"]
    return part["Optimizer.lr"]?.entries != nil || list != nil ? 93 : 0
  }

  /// A list of optimizers is read as its first one.
  static func prepared(_ part: ConfigurationPart) -> ConfigurationPart {
    guard let place = part.entries.lastIndex(where: { $0.key == "Optimizer" }),
      let first = part.entries[place].setting.elements?.first?.entries?.first,
      let inner = first.setting.entries
    else { return part }
    var part = part
    let name = ScriptSetting.Entry("name", ScriptSetting(.string(first.key), line: first.setting.line))
    part.written["Optimizer.scope"] = "Optimizer"
    part.entries[place].setting.content = .map([name] + inner)
    return part
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if reader.part.written["Optimizer.scope"] != nil {
      reader.notes.append(
        "of the optimizers the first one is shown, of \(try reader.optionalText("Optimizer.scope") ?? "all")")
    }
    let byEpoch = try reader.flag("Optimizer.lr.by_epoch")
    let dropsLast = try reader.flag("DataLoader.Train.sampler.drop_last")
    let frequency = try reader.positiveCount("Global.update_freq")
    let isCounted = reader.options.stepsPerEpoch != nil
    var perEpoch = try PaddleOptimizer.iterations(
      reader, batch: "DataLoader.Train.sampler.batch_size", dropsLast: dropsLast)
    if !isCounted, let batches = perEpoch, frequency > 1 { perEpoch = max(1, batches / frequency) }
    if perEpoch == nil, !byEpoch { reader.ask("steps_per_epoch", for: "updates of an epoch") }
    let epochs = try reader.positiveCount("Global.epochs")
    let unit = PaddleEpochs(
      epochs: epochs, perEpoch: byEpoch ? 1 : perEpoch ?? 1, byEpoch: byEpoch, isOCR: false)
    return try unit.plan(reader, stepsPerEpoch: perEpoch, decay: "Optimizer.regularizer.coeff")
  }
}

/// PaddleOCR's YAML, by `ppocr/optimizer/learning_rate.py`.
enum PaddleOCRRecipe: Recipe {
  static let table = RecipeTable(
    name: "paddleocr", title: "PaddleOCR", version: "PaddleOCR at 045e5f6",
    forms: "YAML with Global.epoch_num and Optimizer.lr",
    keys: [
      RecipeKey(
        "Optimizer.lr.name", nil,
        "Const, Linear, Cosine, Step, Piecewise, MultiStepDecay or DecayLearningRate; without it the rate stays"
      ),
      RecipeKey("Optimizer.lr.learning_rate", nil, "the rate"),
      RecipeKey(
        "Optimizer.lr.warmup_epoch", 0, "epochs of a line from 0",
        rounding: "round(epochs x iterations of an epoch)"),
      RecipeKey(
        "Optimizer.lr.end_lr", 0.0, "of Linear: the last rate",
        rounding: "length, of Cosine too: epochs x iterations of an epoch, the warm-up not taken off"),
      RecipeKey("Optimizer.lr.step_size", nil, "of Step: epochs"),
      RecipeKey("Optimizer.lr.decay_epochs", nil, "of Piecewise: the epochs of the falls"),
      RecipeKey("Optimizer.lr.values", nil, "of Piecewise: the rates"),
      RecipeKey("Optimizer.lr.milestones", nil, "of MultiStepDecay: epochs"),
      RecipeKey("Optimizer.lr.gamma", nil, "the factor of Step and MultiStepDecay"),
      RecipeKey("Optimizer.lr.factor", nil, "of DecayLearningRate: the power; 0.9"),
      RecipeKey("Global.epoch_num", nil, "epochs of the training"),
      RecipeKey("Optimizer.name", nil, "the optimizer"),
      RecipeKey("Optimizer.regularizer.factor", nil, "its weight decay"),
    ],
    rules: ["The schedule counts from 0 behind the warm-up, so that a cosine does not come to its end."])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml, part["Optimizer.lr"]?.entries != nil else { return 0 }
    return part["Global.epoch_num"] != nil ? 94 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let perEpoch = try reader.outside(.stepsPerEpoch)
    if perEpoch == nil { reader.ask("steps_per_epoch", for: "iterations of an epoch") }
    let epochs = try reader.positiveCount("Global.epoch_num")
    let unit = PaddleEpochs(epochs: epochs, perEpoch: perEpoch ?? 1, byEpoch: false, isOCR: true)
    return try unit.plan(reader, stepsPerEpoch: perEpoch, decay: "Optimizer.regularizer.factor")
  }
}
