import LRSchedulers

/// Megatron-DeepSpeed's lengths in tokens, by its `OptimizerParamScheduler.get_lr`: with samples of one length they are those of a
/// schedule that counts tokens.
struct MegatronTokens {
  var warmup: Int?
  var decay: Int?
  /// Tokens of a sample.
  var perSample: Int

  static let keys = [
    RecipeKey("lr_warmup_tokens", nil, "the warm-up in tokens, of Megatron-DeepSpeed; wins over the others"),
    RecipeKey("lr_decay_tokens", nil, "the decay in tokens, of Megatron-DeepSpeed; wins over the others"),
    RecipeKey("seq_length", nil, "tokens of a sample, which lengths in tokens need"),
  ]

  /// nil where no length is in tokens. A sample's tokens that nothing says are asked for.
  init?(_ reader: RecipeReader) throws(SpecError) {
    warmup = try reader.optionalCount("lr_warmup_tokens")
    decay = try reader.optionalCount("lr_decay_tokens")
    perSample = 1
    guard warmup != nil || decay != nil else { return nil }
    reader.require("seq_length", for: "tokens of a sample")
    perSample = try reader.optionalCount("seq_length") ?? 1
    guard perSample > 0 else { throw reader.refusal("seq_length", "must be at least 1, but is \(perSample)") }
    if reader.part["curriculum_learning"] != nil || reader.part["curriculum_learning_legacy"] != nil {
      reader.notes.append("samples that grow with a curriculum are counted as long as they come to be")
    }
  }
}
