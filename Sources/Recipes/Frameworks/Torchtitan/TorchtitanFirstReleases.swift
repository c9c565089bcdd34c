import LRSchedulers

/// TOML of torchtitan before February 2025, which has `warmup_steps` in `[training]`: `linear_warmup_linear_decay` of
/// `torchtitan/optimizer.py`.
enum TorchtitanFirstReleases {
  static let key = RecipeKey(
    "training.warmup_steps", nil, "of releases before 2025, without [lr_scheduler]: steps of the rise",
    rounding: "step i of the rise has (i + 1) / (steps + 1), then a line to 0 at the last step")

  static func isMeant(_ part: ConfigurationPart) -> Bool {
    part["training.warmup_steps"] != nil && part["lr_scheduler"] == nil
  }

  static func schedule(_ reader: RecipeReader, steps: Int) throws(SpecError) -> Schedule {
    let warmup = try reader.count("training.warmup_steps")
    guard warmup >= 0 else {
      throw reader.refusal("training.warmup_steps", "is \(warmup); expected a whole number from 0")
    }
    let decay = max(1, steps - warmup)
    for entry in reader.part["training"]?.entries ?? [] where entry.key.contains("decay") {
      reader.notes.append("training.\(entry.key) in line \(entry.setting.line) is not torchtitan's: not used")
    }
    reader.rules.append(
      "warm-up: \(RuleText.steps(warmup)), step i at (i + 1) / \(RuleText.count(warmup + 1))")
    reader.rules.append("decay: a line over \(RuleText.steps(decay)), by the releases before 2025")
    let fall = "1 - (step - \(warmup)) / \(decay)"
    let rise = warmup > 0 ? "(step + 1) / \(warmup + 1) if step < \(warmup) else " : ""
    return try reader.schedule(factor: rise + fall, for: "training.warmup_steps")
  }
}
