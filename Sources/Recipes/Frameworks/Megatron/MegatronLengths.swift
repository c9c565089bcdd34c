import LRSchedulers

/// The lengths of Megatron's schedule in samples, and the batches that its iterations have.
struct MegatronLengths {
  /// With a fraction where the warm-up is a share.
  var warmup: Double
  var decay: Int
  var annealing: Int?
  /// Iterations of the training.
  var iterations: Int
  /// The batch of each of the first iterations; the last one holds on.
  var batches: [Int]
  var countsSamples: Bool

  /// nil where something is missing, which the reader asks for.
  init?(_ reader: RecipeReader) throws(SpecError) {
    let iters = try reader.optionalCount("train_iters")
    let samples = try reader.optionalCount("train_samples")
    let own = (
      iters: try reader.optionalCount("lr_decay_iters"),
      samples: try reader.optionalCount("lr_decay_samples"),
      wsdIters: try reader.optionalCount("lr_wsd_decay_iters"),
      wsdSamples: try reader.optionalCount("lr_wsd_decay_samples")
    )
    if iters != nil, samples != nil {
      throw reader.refusal("train_samples", "and --train-iters are given; expected one of the two")
    }
    countsSamples = samples != nil || (iters == nil && Self.saysSamples(reader))
    var total = iters
    if iters == nil, samples == nil {
      total = countsSamples ? nil : try reader.outside(.epochs)
      if total == nil, !reader.isOpen("train_samples"), !reader.isOpen("train_iters") {
        reader.require(countsSamples ? "train_samples" : "train_iters", for: "the length of the training")
      }
    }
    try Self.refuseMixed(reader, countsSamples: countsSamples)
    let key = countsSamples ? "lr_warmup_samples" : "lr_warmup_iters"
    let (count, fraction) = (try reader.count(key), try reader.optionalNumber("lr_warmup_fraction"))
    _ = reader.value("rampup_batch_size")
    let tokens = try MegatronTokens(reader)
    let global = try Self.globalBatch(
      reader, isNeeded: countsSamples || tokens != nil || reader.part["rampup_batch_size"] != nil)
    guard let global, reader.missing.isEmpty else { return nil }
    batches = try MegatronRampup.batches(reader, global: global)
    let unit = countsSamples ? 1 : global
    decay = try Self.product((countsSamples ? own.samples ?? samples : own.iters ?? total) ?? 1, unit, reader)
    if let count = countsSamples ? own.wsdSamples : own.wsdIters {
      annealing = try Self.product(count, unit, reader)
    }
    if let fraction {
      if count != 0 {
        throw reader.refusal(key, "and --lr-warmup-fraction are given; expected one of the two")
      }
      warmup = fraction * Double(decay)
      reader.rules.append(
        "warm-up: \(RuleText.number(fraction)) x \(RuleText.count(decay)) samples = \(RuleText.number(warmup)) samples, not rounded"
      )
    } else {
      warmup = Double(try Self.product(count, unit, reader))
      reader.rules.append(
        countsSamples
          ? "warm-up: \(RuleText.number(warmup)) samples"
          : "warm-up: \(RuleText.count(count)) iterations x \(RuleText.count(global)) = \(RuleText.number(warmup)) samples"
      )
    }
    if let total {
      iterations = total
      reader.rules.append(
        "decay: until \(RuleText.count(decay)) samples, of \(RuleText.count(total)) iterations")
    } else {
      iterations = MegatronRampup.iterations(of: samples ?? 0, batches: batches, global: global)
      reader.rules.append(
        "decay: until \(RuleText.count(decay)) samples; iterations: \(RuleText.count(iterations))")
    }
    if let tokens { try tokens.take(over: &self, reader) }
  }

  /// Whether the schedule is in samples, so that the training is too.
  private static func saysSamples(_ reader: RecipeReader) -> Bool {
    reader.isOpen("train_samples") || reader.part["lr_decay_samples"] != nil
      || reader.part["lr_warmup_samples"] != nil || reader.part["lr_wsd_decay_samples"] != nil
  }

  /// Megatron asserts that a training is in iterations or in samples throughout.
  private static func refuseMixed(_ reader: RecipeReader, countsSamples: Bool) throws(SpecError) {
    let others =
      countsSamples
      ? ["lr_decay_iters", "lr_warmup_iters", "lr_wsd_decay_iters"]
      : ["lr_decay_samples", "lr_warmup_samples", "lr_wsd_decay_samples"]
    let expected =
      countsSamples
      ? "samples, as the training has --train-samples" : "iterations, as the training has --train-iters"
    for key in others {
      if let count = try reader.optionalCount(key), count != 0 {
        throw reader.refusal(key, "is given; expected \(expected)")
      }
    }
  }

  private static func globalBatch(_ reader: RecipeReader, isNeeded: Bool) throws(SpecError) -> Int? {
    let own = try reader.optionalCount("global_batch_size")
    let micro = try reader.optionalCount("micro_batch_size")
    if let own {
      guard own > 0 else { throw reader.refusal("global_batch_size", "must be at least 1, but is \(own)") }
      return own
    }
    if let given = try reader.outside(.globalBatch) { return given }
    if reader.definition("batch_sizes") != nil { return 1 }
    if let micro, let devices = try reader.outside(.devices) { return micro.times(devices) }
    // With one batch throughout its size divides out.
    if !isNeeded { return 1 }
    reader.ask("global_batch", for: "samples of an iteration")
    return nil
  }

  static func product(_ count: Int, _ unit: Int, _ reader: RecipeReader) throws(SpecError) -> Int {
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    guard !overflow, product.magnitude < 1 << 53 else {
      throw SpecError("\(count) x \(unit) samples are too many", line: reader.part.line, column: 1)
    }
    return product
  }
}
