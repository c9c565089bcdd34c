import LRSchedulers

/// How long a Runner trains, in epochs and iterations.
struct MmengineRun {
  var stepsPerEpoch: Int?
  /// The ends that a scheduler has where it gives none; nil where nobody said.
  var maxEpochs: Int?
  var maxIters: Int?
  /// Whether all schedulers step with epochs and nobody asked for iterations, so that an epoch is a step.
  var stepsEachEpoch: Bool

  /// The length in steps, or in epochs where each is a step.
  var length: Int? { stepsEachEpoch ? maxEpochs : maxIters }

  init(_ reader: RecipeReader, _ schedulers: [ScriptSetting]) throws(SpecError) {
    let byEpoch = schedulers.map { Self.isFlagged($0, "by_epoch", standard: true) }
    let converts = schedulers.contains { Self.isFlagged($0, "convert_to_iter_based", standard: false) }
    maxEpochs = try reader.optionalCount("train_cfg.max_epochs").orElse(Self.defined(reader, "max_epochs"))
      .orElse(reader.optionalCount("max_epochs"))
    maxIters = try reader.optionalCount("train_cfg.max_iters").orElse(Self.defined(reader, "max_iters"))
      .orElse(reader.optionalCount("max_iters"))
    stepsPerEpoch = try reader.iterations(batch: "train_dataloader.batch_size")
    if maxEpochs == nil, maxIters == nil {
      let isByEpochs = !reader.options.countsSteps
      if let asked = try reader.outside(.epochs) {
        if isByEpochs { maxEpochs = asked } else { maxIters = asked }
      }
    }
    let needsEpochs = byEpoch.contains(true)
    stepsEachEpoch =
      needsEpochs && !byEpoch.contains(false) && !converts && stepsPerEpoch == nil && maxIters == nil
      && !reader.options.countsSteps
    if !stepsEachEpoch, stepsPerEpoch == nil, needsEpochs || converts {
      reader.ask("steps_per_epoch", for: "iterations of an epoch")
    }
    if let maxIters {
      if maxEpochs == nil, let stepsPerEpoch { maxEpochs = (maxIters + stepsPerEpoch - 1) / stepsPerEpoch }
    } else if let maxEpochs, let stepsPerEpoch {
      let (product, overflow) = maxEpochs.multipliedReportingOverflow(by: stepsPerEpoch)
      maxIters = overflow ? nil : product
      reader.rules.append(
        "training: \(RuleText.count(maxEpochs)) epochs x \(RuleText.count(stepsPerEpoch)) iterations = \(RuleText.steps(product))"
      )
    }
  }

  private static func defined(_ reader: RecipeReader, _ name: String) -> Int? {
    reader.definition(name).flatMap(Int.init)
  }

  private static func isFlagged(_ scheduler: ScriptSetting, _ key: String, standard: Bool) -> Bool {
    guard case .bool(let value)? = scheduler[key]?.content else { return standard }
    return value
  }
}
