import LRSchedulers

/// The variables of nanoGPT's `train.py`, its configuration files and those made after it: `learning_rate`, `warmup_iters`,
/// `lr_decay_iters`, `min_lr`.
enum NanoGPTRecipe: Recipe {
  static let table = RecipeTable(
    name: "nanogpt", title: "nanoGPT", version: "nanoGPT of 2023-02 (get_lr)",
    forms: "variables of Python, or flags such as --learning_rate=1e-3",
    keys: [
      RecipeKey("learning_rate", 6e-4, "the peak"),
      RecipeKey("max_iters", 600_000, "updates of the training"),
      RecipeKey("warmup_iters", 2000, "updates of the rise, which begins at peak / (warm-up + 1)"),
      RecipeKey("lr_decay_iters", 600_000, "the update at which min_lr is reached"),
      RecipeKey("min_lr", 6e-5, "the lowest rate"),
      RecipeKey("decay_lr", true, "whether the rate changes at all"),
      RecipeKey("weight_decay", 0.1, "AdamW's weight decay"),
      RecipeKey("beta1", 0.9, "AdamW's first beta"),
      RecipeKey("beta2", 0.95, "its second"),
    ],
    rules: [
      "Update it has the rate `learning_rate * (it + 1) / (warmup_iters + 1)` below warmup_iters, min_lr above lr_decay_iters, else a cosine between the two.",
      "nanoGPT's first version rises by it / warmup_iters, from 0.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    let own = part.count(of: ["warmup_iters", "lr_decay_iters", "max_iters"])
    return own == 0 || (own < 2 && part["learning_rate"] == nil) ? 0 : 25 + 10 * own
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let peak = try reader.rates("learning_rate")[0]
    let total = try reader.positiveCount("max_iters")
    let (warmup, end) = (try reader.count("warmup_iters"), try reader.count("lr_decay_iters"))
    let lowest = try reader.number("min_lr")
    for key in ["warmup_iters", "lr_decay_iters", "max_iters", "min_lr"] where reader.part[key] == nil {
      reader.notes.append("no \(key) is given: nanoGPT's default, \(try RuleText.number(reader.number(key)))")
    }
    let optimizer = try optimizer(reader)
    guard try reader.flag("decay_lr") else {
      reader.rules.append("schedule: decay_lr is off, the rate stays")
      var plan = RecipePlan(
        try reader.schedule("get_constant_schedule", [:], for: "decay_lr"), lr: peak, interval: .step,
        length: total)
      plan.optimizer = optimizer
      return plan
    }
    guard end > warmup else {
      throw reader.refusal(
        "lr_decay_iters", "is \(end), but the warm-up takes \(RuleText.steps(warmup)); expected more")
    }
    reader.rules.append(
      "warm-up: \(RuleText.steps(warmup)), from \(PythonNumber.repr(peak)) / \(RuleText.count(warmup + 1)) on"
    )
    reader.rules.append(
      "cosine: to \(PythonNumber.repr(lowest)) at step \(RuleText.count(end)), of \(RuleText.count(total))")
    let (high, low) = (PythonNumber.repr(peak), PythonNumber.repr(lowest))
    let fall =
      "\(low) + 0.5 * (1.0 + math.cos(math.pi * ((it - \(warmup)) / \(end - warmup)))) * (\(high) - \(low))"
    let text =
      "LambdaLR(optimizer, lambda it: \(high) * (it + 1) / \(warmup + 1) if it < \(warmup) else \(low) if it > \(end) else \(fall))"
    try reader.finish()
    // The function gives rates, not shares of one.
    var plan = RecipePlan(
      try reader.schedule(text: text, for: "learning_rate"), lr: 1, interval: .step, length: total)
    plan.optimizer = optimizer
    return plan
  }

  /// `configure_optimizers` of `model.py`.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    let lines = ["weight_decay", "beta1", "beta2"].compactMap { reader.givenLine(of: $0) }
    var optimizer = RecipeOptimizer("AdamW", line: lines.min())
    optimizer.betas = [try reader.number("beta1"), try reader.number("beta2")]
    optimizer.weightDecay = try reader.number("weight_decay")
    return optimizer.pasted
  }
}
