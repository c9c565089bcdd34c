import LRSchedulers

/// `TrainingArguments.get_warmup_steps` of transformers 5.24: a number of steps, or below 1 a share that is rounded up.
enum TrainerWarmup {
  static func steps(_ reader: RecipeReader, total: Int) throws(SpecError) -> Int {
    let given = try reader.optionalNumber("warmup_steps") ?? 0
    let ratio = try reader.optionalNumber("warmup_ratio")
    guard given >= 0 else {
      throw reader.refusal("warmup_steps", "must not be below 0, but is \(RuleText.number(given))")
    }
    if let ratio {
      guard (0...1).contains(ratio) else {
        throw reader.refusal("warmup_ratio", "must be from 0 to 1, but is \(RuleText.number(ratio))")
      }
      let version = "transformers 5.20 and later have no such argument"
      guard given > 0 else {
        reader.notes.append(
          "warmup_ratio=\(RuleText.number(ratio)) is read as earlier releases do, as warmup_steps=\(RuleText.number(ratio)) is now; \(version)"
        )
        return share(ratio, of: total, reader)
      }
      reader.notes.append(
        "warmup_ratio=\(RuleText.number(ratio)) has no effect beside warmup_steps=\(RuleText.number(given)); \(version)"
      )
    }
    if given >= 1 {
      let steps = Int(saturating: given)
      let words = given == Double(steps) ? RuleText.steps(steps) : "int(\(given)) = \(RuleText.steps(steps))"
      reader.rules.append("warm-up: \(words)")
      if steps >= total {
        reader.notes.append(
          "the warm-up of \(RuleText.steps(steps)) does not end within the \(RuleText.steps(total)) of the training"
        )
      }
      return steps
    }
    return share(given, of: total, reader)
  }

  private static func share(_ share: Double, of total: Int, _ reader: RecipeReader) -> Int {
    let steps = Int(saturating: (Double(total) * share).rounded(.up))
    reader.rules.append(
      share == 0
        ? "warm-up: none"
        : "warm-up: ceil(\(RuleText.number(share)) x \(RuleText.count(total))) = \(RuleText.steps(steps))")
    return steps
  }
}
