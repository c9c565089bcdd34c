import LRSchedulers

/// PaddleSeg's YAML, by `paddleseg/cvlibs/builder.py` of d7975e7: a class of `paddle.optimizer.lr` with its arguments.
enum PaddleSegRecipe: Recipe {
  static let table = RecipeTable(
    name: "paddleseg", title: "PaddleSeg", version: "PaddleSeg at d7975e7",
    forms: "YAML with lr_scheduler and iters; files of _base_ are opened where it is given by its path",
    keys: [
      RecipeKey("lr_scheduler.type", nil, "a class of paddle.optimizer.lr; its arguments stand beside it"),
      RecipeKey("lr_scheduler.learning_rate", nil, "the rate"),
      RecipeKey(
        "lr_scheduler.decay_steps", nil, "of PolynomialDecay: the length",
        rounding: "where it is not given max(iters - warmup_iters, 1)"),
      RecipeKey("lr_scheduler.warmup_iters", nil, "iterations of a line before the schedule begins"),
      RecipeKey(
        "lr_scheduler.warmup_start_lr", nil, "the rate that the line begins with; required with warmup_iters"),
      RecipeKey("iters", nil, "iterations of the training"),
      RecipeKey("optimizer.type", nil, "the optimizer; with a momentum SGD is Paddle's Momentum"),
      RecipeKey("optimizer.weight_decay", nil, "its weight decay"),
    ],
    rules: ["The scheduler steps with each iteration, and counts from 0 behind the warm-up."])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml, part["lr_scheduler"]?.entries != nil else { return 0 }
    let own = part.count(of: ["lr_scheduler.learning_rate", "lr_scheduler.type", "iters"])
    return own > 1 && part.count(of: ["model", "train_dataset", "optimizer", "iters"]) > 1 ? 80 : 0
  }

  private static let others: Set<String> = ["type", "warmup_iters", "warmup_start_lr", "_inherited_"]

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    for key in BaseFiles.yamlKeys {
      guard let base = reader.value(key) else { continue }
      reader.notes.append("\(base.listedTexts) is not opened: nothing is known of what it says")
    }
    reader.require("lr_scheduler.type", for: "the schedule")
    let type = try reader.optionalText("lr_scheduler.type") ?? ""
    let values = try reader.numbers("lr_scheduler.values")
    if values == nil, reader.options.lrs == nil {
      reader.require("lr_scheduler.learning_rate", for: "the rate")
    }
    let lr = try (values?.first).or(reader.rates("lr_scheduler.learning_rate")[0])
    let iterations = try iterations(reader)
    let warmup = try reader.optionalCount("lr_scheduler.warmup_iters")
    if warmup != nil {
      reader.require("lr_scheduler.warmup_start_lr", for: "the warm-up")
    }
    let start = try reader.optionalNumber("lr_scheduler.warmup_start_lr") ?? 0
    var arguments = values == nil ? ["learning_rate=\(lr.shown)"] : []
    for entry in reader.value("lr_scheduler")?.entries ?? []
    where !others.contains(entry.key) && entry.key != "learning_rate" && !entry.setting.isNull {
      guard let setting = reader.resolved(entry) else { continue }
      arguments.append("\(entry.key)=\(setting.python)")
    }
    if type == "PolynomialDecay", reader.value("lr_scheduler.decay_steps") == nil {
      let steps = max(1, (iterations ?? 1) - (warmup ?? 0))
      arguments.append("decay_steps=\(steps)")
      reader.rules.append("decay_steps: iters - warm-up = \(RuleText.count(steps))")
    }
    let optimizer = try PaddleOptimizer.pasted(
      reader, named: "optimizer.type", in: "optimizer", decay: nil)
    sayGroups(reader)
    guard let iterations, reader.missing.isEmpty else { return nil }
    var text = "paddle.optimizer.lr.\(type)(\(arguments.joined(separator: ", ")))"
    if let warmup {
      text =
        "paddle.optimizer.lr.LinearWarmup(learning_rate=\(text), warmup_steps=\(warmup), start_lr=\(start.shown), end_lr=\(lr.shown))"
    }
    reader.rules.append(
      warmup.map { "warm-up: \(RuleText.count($0)) iterations from \(start.shown)" } ?? "warm-up: none")
    reader.rules.append("schedule: \(type), a step each of \(RuleText.count(iterations)) iterations")
    let schedule = try reader.schedule(text: text, for: "lr_scheduler.type")
    try reader.finish()
    var plan = RecipePlan(
      schedule, lr: lr, interval: .step, length: iterations, stepsPerEpoch: try reader.outside(.stepsPerEpoch)
    )
    plan.optimizer = optimizer
    plan.line = reader.line(of: "lr_scheduler")
    return plan
  }

  private static func iterations(_ reader: RecipeReader) throws(SpecError) -> Int? {
    if let own = try reader.optionalCount("iters") {
      guard own > 0 else { throw reader.refusal("iters", "must be above 0, but is \(own)") }
      return own
    }
    if reader.asksForSteps, let steps = try reader.outside(.epochs) { return steps }
    reader.ask("iters", for: "the length of the training")
    return nil
  }

  private static func sayGroups(_ reader: RecipeReader) {
    let groups = reader.value("optimizer.custom_cfg")?.elements ?? []
    for group in groups {
      guard let multiple = group["lr_mult"] else { continue }
      reader.notes.append(
        "the rate of '\(group["name"]?.string ?? "")' is \(multiple.python) x what is shown")
    }
  }
}
