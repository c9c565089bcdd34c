import LRSchedulers

/// OpenNMT-py's files and flags, by `make_learning_rate_decay_fn` of `onmt/utils/optimizers.py`: the first update counts as 1.
enum OpenNMTRecipe: Recipe {
  static let table = RecipeTable(
    name: "opennmt", title: "OpenNMT-py", version: "OpenNMT-py 3.5.1",
    forms: "YAML with decay_method and train_steps, or flags of onmt_train, with one dash or two",
    keys: [
      RecipeKey("learning_rate", 1.0, "the rate, with noam and rsqrt a factor"),
      RecipeKey("decay_method", "none", "noam, noamwd, rsqrt or none"),
      RecipeKey("warmup_steps", 4000, "steps of the rise"),
      RecipeKey("hidden_size", nil, "the width of the model, which noam divides by; rnn_size before 3.0"),
      RecipeKey("rnn_size", nil, "the same in releases before 3.0"),
      RecipeKey("learning_rate_decay", 0.5, "the factor of noamwd and none"),
      RecipeKey("start_decay_steps", 50_000, "the step of the first factor"),
      RecipeKey("decay_steps", 10_000, "steps between two factors"),
      RecipeKey("train_steps", 100_000, "steps of the training"),
      RecipeKey("optim", "sgd", "sgd, adam, adagrad, adadelta, adafactor, fusedadam or adamw8bit"),
      RecipeKey("adam_beta1", 0.9, "adam's first beta"),
      RecipeKey("adam_beta2", 0.999, "its second"),
    ],
    rules: [
      "noam: `learning_rate * hidden_size**-0.5 * min(step**-0.5, step * warmup_steps**-1.5)`.",
      "rsqrt: `learning_rate / sqrt(max(step, warmup_steps))`, which has no rise.",
      "none: `learning_rate * learning_rate_decay ** ((step - start_decay_steps + decay_steps) // decay_steps)`, from the start on.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml || part.form == .commandLine else { return 0 }
    if part.words.contains(where: { $0.hasPrefix("onmt") && $0.hasSuffix("train") }) { return 90 }
    let own = part.count(of: ["decay_method", "start_decay_steps", "learning_rate_decay"])
    let shared = part.count(of: [
      "train_steps", "warmup_steps", "optim", "learning_rate", "decoder_type", "rnn_size", "hidden_size",
      "save_model", "accum_count",
    ])
    if part["decay_method"] != nil, shared > 0 { return 60 + 5 * min(shared, 6) }
    return part["train_steps"] != nil && own + shared > 3 ? 60 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let rates = try reader.rates("learning_rate")
    let method = try reader.choice("decay_method", of: ["noam", "noamwd", "rsqrt", "none"])
    let total = try reader.positiveCount("train_steps")
    if reader.part["train_steps"] == nil {
      reader.notes.append("no train_steps is given: OpenNMT-py's default, \(RuleText.count(total))")
    }
    let factor = try factor(reader, method)
    let schedule = try reader.schedule(factor: factor, for: "decay_method")
    reader.rules.append("training: \(RuleText.steps(total)); the first one counts as 1")
    let optimizer = try optimizer(reader)
    try reader.finish()
    var plan = RecipePlan(schedule, lr: rates[0], interval: .step, length: total)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    plan.line = reader.line(of: "decay_method")
    return plan
  }

  private static func factor(_ reader: RecipeReader, _ method: String) throws(SpecError) -> String {
    let warmup = try reader.count("warmup_steps")
    let width = try reader.optionalCount("hidden_size").orElse(reader.optionalCount("rnn_size"))
    if method == "none" { return try decay(reader) }
    if method == "rsqrt" {
      reader.rules.append("schedule: rsqrt, flat for \(RuleText.steps(warmup))")
      return "1.0 / math.sqrt(max(step + 1, \(warmup)))"
    }
    guard warmup > 0 else {
      throw reader.refusal("warmup_steps", "is \(warmup), by which \(method) divides; expected at least 1")
    }
    if width == nil { reader.require("hidden_size", for: "the width of the model") }
    if let width, width <= 0 { throw reader.refusal("hidden_size", "must be above 0, but is \(width)") }
    reader.rules.append(
      "schedule: \(method), a rise over \(RuleText.steps(warmup)), by \(RuleText.count(width ?? 1))**-0.5")
    let noam =
      "\(width ?? 1) ** -0.5 * min((step + 1) ** -0.5, (step + 1) * \(warmup) ** -1.5)"
    return method == "noam" ? noam : noam + " * " + (try decay(reader))
  }

  private static func decay(_ reader: RecipeReader) throws(SpecError) -> String {
    let (rate, start) = (try reader.number("learning_rate_decay"), try reader.count("start_decay_steps"))
    let length = try reader.positiveCount("decay_steps")
    reader.rules.append(
      "decay: x \(rate.shown) at step \(RuleText.count(start)), and every \(RuleText.count(length)) steps from there"
    )
    return "\(rate.shown) ** (max(step + 1 - \(start) + \(length), 0) // \(length))"
  }

  /// `build_torch_optimizer`.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    let word = try reader.text("optim")
    var optimizer = RecipeOptimizer(word, line: reader.givenLine(of: "optim"))
    if word.contains("adam") {
      optimizer.betas = [try reader.number("adam_beta1"), try reader.number("adam_beta2")]
      optimizer.eps = 1e-8
      if word.contains("adamw") { optimizer.weightDecay = 0.01 }
    }
    return optimizer.pasted
  }
}
