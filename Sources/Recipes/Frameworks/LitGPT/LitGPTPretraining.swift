import LRSchedulers

/// `litgpt pretrain`, which sets the rate itself with every batch.
enum LitGPTPretraining {
  static func plan(_ reader: RecipeReader, _ rates: [Double]) throws(SpecError) -> RecipePlan? {
    let devices = try LitGPTRecipe.devices(reader)
    let global = try reader.positiveCount("train.global_batch_size")
    let micro = try reader.positiveCount("train.micro_batch_size")
    let accumulation = max(1, global / devices / micro)
    let total = try batches(reader, devices: devices, micro: micro)
    let warmup = try warmup(reader, accumulation: accumulation, total: total)
    let lowest = try reader.number("train.min_lr")
    reader.rules.append(
      "warm-up: \(RuleText.count(warmup)) batches, then a cosine to \(PythonNumber.repr(lowest))")
    if accumulation > 1 {
      reader.notes.append(
        "LitGPT sets the rate with every batch: a step here is a batch, and an update has \(accumulation) of them"
      )
    }
    let peak = PythonNumber.repr(rates[0])
    let fall =
      "\(PythonNumber.repr(lowest)) + 0.5 * (1.0 + math.cos(math.pi * ((it - \(warmup)) / \(max(1, total - warmup))))) * (\(peak) - \(PythonNumber.repr(lowest)))"
    let text =
      "LambdaLR(optimizer, lambda it: (\(peak) * it / \(max(1, warmup)) if it < \(warmup) else \(PythonNumber.repr(lowest)) if it > \(total) else \(fall)))"
    // The function gives rates, not shares of one.
    return RecipePlan(
      try reader.schedule(text: text, for: "train.min_lr"), lr: 1, interval: .step, length: total,
      stepsPerEpoch: nil)
  }

  private static func batches(_ reader: RecipeReader, devices: Int, micro: Int) throws(SpecError) -> Int {
    if let tokens = try reader.optionalNumber("train.max_tokens") {
      let length = try reader.optionalCount("train.max_seq_length")
      if length == nil { reader.ask("train.max_seq_length", for: "tokens of a batch", guess: .int(2048)) }
      let defined = reader.definition("train.max_seq_length", "max_seq_length").flatMap(Int.init)
      let tokensPerBatch = devices.times(micro).times(max(1, length ?? defined ?? 1))
      let total = Int(saturating: tokens) / max(1, tokensPerBatch)
      reader.rules.append(
        "batches: \(RuleText.number(tokens)) tokens // \(RuleText.count(tokensPerBatch)) = \(RuleText.count(total))"
      )
      return max(1, total)
    }
    if reader.asksForSteps, let steps = try reader.outside(.epochs) { return steps }
    reader.ask("train.max_tokens", for: "the length of the training")
    return 1
  }

  private static func warmup(_ reader: RecipeReader, accumulation: Int, total: Int) throws(SpecError) -> Int {
    if let share = try reader.optionalNumber("train.lr_warmup_fraction"), share != 0 {
      guard let batches = try reader.outside(.stepsPerEpoch) else {
        reader.ask("steps_per_epoch", for: "batches of an epoch")
        return 1
      }
      return min(total, Int(saturating: (share * Double(batches)).rounded(.up)))
    }
    let updates = try reader.optionalCount("train.lr_warmup_steps") ?? 2000
    return min(total, updates.times(accumulation))
  }
}
