import LRSchedulers

/// Megatron-DeepSpeed's lengths in tokens, by its `OptimizerParamScheduler.get_lr` and `training.py` of 4efb479: with samples of one
/// length they are those of a schedule that counts tokens, which are one iteration late.
struct MegatronTokens {
  private let warmup: Int?
  private let decay: Int?
  /// At which the training ends.
  private let limit: Int?
  /// Tokens of a sample.
  private let perSample: Int
  private let style: String

  static let keys = [
    RecipeKey("lr_warmup_tokens", nil, "the warm-up in tokens, of Megatron-DeepSpeed; wins over the others"),
    RecipeKey("lr_decay_tokens", nil, "the decay in tokens, of Megatron-DeepSpeed; wins over the others"),
    RecipeKey(
      "train_tokens", nil, "tokens of the training, of Megatron-DeepSpeed; train_iters are the most",
      rounding: "iterations: ceil(tokens / tokens of an iteration)"),
    RecipeKey("seq_length", nil, "tokens of a sample, which lengths in tokens need"),
  ]

  static let rules = [
    "Megatron-DeepSpeed counts an iteration's tokens behind the step of its schedule: iteration i has the rate of the tokens of i - 1 iterations."
  ]

  /// nil where no length is in tokens. A sample's tokens that nothing says are asked for.
  init?(_ reader: RecipeReader) throws(SpecError) {
    warmup = try reader.optionalCount("lr_warmup_tokens")
    decay = try reader.optionalCount("lr_decay_tokens")
    limit = try reader.optionalCount("train_tokens")
    style = try reader.text("lr_decay_style")
    guard warmup != nil || decay != nil || limit != nil else { return nil }
    reader.require("seq_length", for: "tokens of a sample")
    perSample = try reader.optionalCount("seq_length") ?? 1
    guard perSample > 0 else { throw reader.refusal("seq_length", "must be at least 1, but is \(perSample)") }
    for (key, count) in [("lr_decay_tokens", decay), ("train_tokens", limit)]
    where count.map({ $0 < 1 }) == true {
      throw reader.refusal(key, "must be at least 1, but is \(count ?? 0)")
    }
    if reader.part["curriculum_learning"] != nil || reader.part["curriculum_learning_legacy"] != nil {
      reader.notes.append("samples that grow with a curriculum are counted as long as they come to be")
    }
  }

  /// Makes lengths in samples those in tokens.
  func take(over lengths: inout MegatronLengths, _ reader: RecipeReader) throws(SpecError) {
    var batches: [Int] = []
    for batch in lengths.batches { batches.append(try MegatronLengths.product(batch, perSample, reader)) }
    if let limit { shorten(&lengths, to: limit, batches, reader) }
    guard warmup != nil || decay != nil else { return }
    guard let decay else {
      throw reader.refusal(
        "lr_warmup_tokens",
        "is given without --lr-decay-tokens; a warm-up in tokens and a decay in samples are not read here")
    }
    if let warmup {
      (lengths.warmup, lengths.decay) = (Double(warmup), decay)
      lengths.batches = [0] + batches
      reader.rules.append("tokens are counted behind the schedule's step: the first two iterations have none")
    } else if style != "constant" {
      try join(&lengths, decay, batches, reader)
    }
    reader.rules.append(
      "in tokens: warm-up \(RuleText.number(lengths.warmup)), decay until \(RuleText.count(decay)), \(RuleText.count(perSample)) a sample"
    )
  }

  /// A warm-up in samples and a decay in tokens. The decay begins with the tokens of the iterations before the warm-up's last one, so
  /// that the delay is that of its end alone.
  private func join(
    _ lengths: inout MegatronLengths, _ decay: Int, _ batches: [Int], _ reader: RecipeReader
  ) throws(SpecError) {
    guard lengths.batches.count == 1, style != "inverse-square-root" else {
      throw reader.refusal(
        "lr_decay_tokens",
        "without --lr-warmup-tokens is not read here \(style == "inverse-square-root" ? "with inverse-square-root" : "with --rampup-batch-size")"
      )
    }
    let iterations = lengths.warmup / Double(lengths.batches[0])
    guard iterations > 0, iterations == iterations.rounded() else {
      throw reader.refusal(
        "lr_decay_tokens",
        "needs --lr-warmup-tokens or a warm-up of whole iterations: Megatron-DeepSpeed fails without one, as the tokens of its end are unknown"
      )
    }
    lengths.warmup *= Double(perSample)
    lengths.decay = decay + batches[0]
    lengths.batches = batches
  }

  private func shorten(
    _ lengths: inout MegatronLengths, to limit: Int, _ batches: [Int], _ reader: RecipeReader
  ) {
    var (count, consumed) = (0, 0)
    for batch in batches.dropLast() where consumed < limit {
      count += 1
      consumed += batch
    }
    let last = max(1, batches.last ?? 1)
    if consumed < limit { count += (limit - consumed + last - 1) / last }
    guard count < lengths.iterations else { return }
    lengths.iterations = count
    reader.rules.append(
      "training: until \(RuleText.count(limit)) tokens = \(RuleText.count(count)) iterations")
  }
}
