import LRSchedulers

/// How long a runner of mmcv trains, and its warm-up.
struct MmcvRun {
  var stepsPerEpoch: Int?
  var maxEpochs: Int?
  var maxIters: Int?
  /// Whether the schedule goes by epochs.
  let byEpoch: Bool
  /// Whether an epoch is a step, as nothing depends on iterations.
  let stepsEachEpoch: Bool

  /// The length in steps, or in epochs where each is a step.
  var length: Int? { stepsEachEpoch ? maxEpochs : maxIters }

  /// What the schedule counts, as an expression in `step`.
  var progress: String {
    byEpoch && !stepsEachEpoch ? "(step // \(stepsPerEpoch ?? 1))" : "step"
  }

  /// The length in what the schedule counts; nil where nothing says it.
  var maxProgress: Int? { byEpoch ? maxEpochs : maxIters }

  private let warmup: String?

  init(_ reader: RecipeReader) throws(SpecError) {
    let isCyclic = try MmcvPolicy.name(reader).map(MmcvPolicy.goesByIterations) ?? false
    let runsIterations = try reader.optionalText("runner.type") == "IterBasedRunner"
    let goesByIterations = isCyclic || runsIterations && reader.part["lr_config.by_epoch"] == nil
    byEpoch = goesByIterations ? false : try reader.flag("lr_config.by_epoch")
    maxEpochs = try reader.optionalCount("runner.max_epochs").orElse(reader.optionalCount("total_epochs"))
    maxIters = try reader.optionalCount("runner.max_iters").orElse(reader.optionalCount("total_iters"))
    stepsPerEpoch = try reader.iterations(batch: "data.samples_per_gpu")
    warmup = try reader.optionalText("lr_config.warmup")
    if maxEpochs == nil, maxIters == nil, let asked = try reader.outside(.epochs) {
      if reader.options.countsSteps { maxIters = asked } else { maxEpochs = asked }
    }
    if maxEpochs == nil, maxIters == nil {
      reader.ask(byEpoch ? "epochs" : "max_iters", for: "the length of the training")
    }
    if maxIters == nil, let named = reader.definition("max_iters").flatMap(Int.init) { maxIters = named }
    stepsEachEpoch =
      byEpoch && warmup == nil && stepsPerEpoch == nil && maxIters == nil && !reader.options.countsSteps
    let needsBatches = byEpoch ? !stepsEachEpoch : maxIters == nil && maxEpochs != nil
    if needsBatches, stepsPerEpoch == nil { reader.ask("steps_per_epoch", for: "iterations of an epoch") }
    guard let stepsPerEpoch else { return }
    if let maxIters {
      if maxEpochs == nil { maxEpochs = (maxIters + stepsPerEpoch - 1) / stepsPerEpoch }
    } else if let maxEpochs {
      maxIters = maxEpochs.times(stepsPerEpoch)
      reader.rules.append(
        "training: \(RuleText.count(maxEpochs)) epochs x \(RuleText.count(stepsPerEpoch)) iterations = \(RuleText.steps(maxIters ?? 0))"
      )
    }
  }

  /// A factor with that of the warm-up.
  func warmedUp(_ factor: String, _ reader: RecipeReader) throws(SpecError) -> String {
    let given = try reader.count("lr_config.warmup_iters")
    let ratio = try reader.number("lr_config.warmup_ratio")
    let byEpochs = try reader.flag("lr_config.warmup_by_epoch")
    guard let warmup else {
      reader.rules.append("warm-up: none")
      return factor
    }
    guard ["linear", "exp", "constant"].contains(warmup) else {
      throw reader.refusal("lr_config.warmup", warmup, expected: ["constant", "linear", "exp"])
    }
    guard given > 0 else {
      throw reader.refusal("lr_config.warmup_iters", "must be above 0, but is \(given)")
    }
    guard ratio > 0, ratio <= 1 else {
      throw reader.refusal("lr_config.warmup_ratio", "must be in (0, 1], but is \(RuleText.number(ratio))")
    }
    if byEpochs, stepsPerEpoch == nil { reader.ask("steps_per_epoch", for: "iterations of the warm-up") }
    let length = byEpochs ? given.times(stepsPerEpoch ?? 1) : given
    reader.rules.append(
      "warm-up: \(RuleText.count(length)) iterations, \(warmup) from \(RuleText.number(ratio)) of the rate")
    let rise =
      switch warmup {
      case "linear": "(1 - (1 - step / \(length)) * (1 - \(ratio.shown)))"
      case "exp": "\(ratio.shown) ** (1 - step / \(length))"
      default: ratio.shown
      }
    return "(\(factor)) * \(rise) if step < \(length) else \(factor)"
  }
}
