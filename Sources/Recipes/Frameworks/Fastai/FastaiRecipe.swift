import LRSchedulers

/// fastai's `learn.fit_one_cycle(10, 1e-3)` and its kin: the call says the epochs, the batches come from outside.
enum FastaiRecipe: Recipe {
  static let table = RecipeTable(
    name: "fastai", title: "fastai", version: "fastai 2.8.12; of its first version 1.0.64",
    forms: "calls of learn.fit_one_cycle, fit_flat_cos, fit_sgdr and fine_tune",
    keys: [
      RecipeKey("n_epoch", nil, "epochs of the training, the first argument"),
      RecipeKey("lr_max", nil, "the peak; slice(a, b) makes groups"),
      RecipeKey(
        "pct_start", 0.25, "the share of the rise, or of the flat part",
        rounding: "none: the position of batch i is i / batches, compared in float32"),
      RecipeKey("div", 25.0, "the first rate is the peak / div"),
      RecipeKey("div_final", 1e5, "the last rate is the peak / div_final"),
      RecipeKey("wd", 0.01, "the weight decay of the Learner's Adam"),
    ],
    rules: [
      "The rate changes with every batch, and the last batch is at (N - 1) / N: the end is never reached."
    ] + FastaiFirstVersion.rules)

  private static let calls = ["fit_one_cycle", "fit_flat_cos", "fit_sgdr", "fine_tune"]

  static func claim(on part: ConfigurationPart) -> Int {
    part.callee.map(calls.contains) ?? false ? 95 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    guard let callee = reader.part.callee else { return nil }
    if callee == "fit_one_cycle", FastaiFirstVersion.wrote(reader.part) {
      return try FastaiFirstVersion.plan(reader)
    }
    var arguments = reader.part.positional.map(\.python)
    for entry in reader.part.entries where entry.key != "cbs" && entry.key != "wd" && entry.key != "reset_opt"
    {
      arguments.append("\(entry.key)=\(entry.setting.python)")
    }
    for entry in reader.part.positional.map({ ScriptSetting.Entry("", $0) }) + reader.part.entries {
      reader.askOpen(entry)
    }
    guard let batches = try batches(reader) else { return nil }
    if !reader.missing.isEmpty { return nil }
    let epochs = try epochs(reader, callee)
    arguments.append("steps_per_epoch=\(batches)")
    reader.rules.append(
      "training: \(epochs) epochs x \(RuleText.count(batches)) batches = \(RuleText.steps(epochs.times(batches)))"
    )
    let schedule = try reader.schedule(
      text: "learn.\(callee)(\(arguments.joined(separator: ", ")))", for: "n_epoch")
    var plan = RecipePlan(
      schedule, lr: reader.options.lrs?.first ?? 1e-3, momentum: 0.95, interval: .step,
      length: epochs.times(batches),
      stepsPerEpoch: batches)
    plan.optimizer = try optimizer(reader)
    return plan
  }

  /// A Learner's own Adam, whose weight decay is decoupled; what `opt_func` names stands in another call.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    var optimizer = RecipeOptimizer("AdamW", line: nil)
    (optimizer.betas, optimizer.eps) = ([0.9, 0.99], 1e-5)
    optimizer.weightDecay = try reader.optionalNumber("wd") ?? 0.01
    return optimizer.pasted
  }

  static func batches(_ reader: RecipeReader) throws(SpecError) -> Int? {
    if let steps = try reader.outside(.stepsPerEpoch) { return steps }
    if let samples = try reader.outside(.samples), let size = try reader.outside(.batchSize) {
      // fastai's loader for training leaves out what fills no batch.
      return max(1, samples / size)
    }
    reader.ask("steps_per_epoch", for: "batches of an epoch")
    return nil
  }

  private static func epochs(_ reader: RecipeReader, _ callee: String) throws(SpecError) -> Int {
    func number(_ index: Int, _ key: String, _ standard: Double) throws(SpecError) -> Double {
      if let setting = reader.part[key] { return try reader.number(setting, of: key) }
      guard reader.part.positional.indices.contains(index) else { return standard }
      return try reader.number(reader.part.positional[index], of: key)
    }
    switch callee {
    case "fit_sgdr":
      let (cycles, length, multiple) = (
        try number(0, "n_cycles", 1), try number(1, "cycle_len", 1), try number(3, "cycle_mult", 2)
      )
      var total = 0.0
      for cycle in 0..<max(0, min(64, Int(saturating: cycles))) {
        var factor = 1.0
        for _ in 0..<cycle { factor *= multiple }
        total += length * factor
      }
      return Int(saturating: min(total, 1e9))
    case "fine_tune":
      return Int(saturating: try number(0, "epochs", 1)) + Int(saturating: try number(2, "freeze_epochs", 1))
    default:
      let start = try number(99, "start_epoch", 0)
      return max(1, Int(saturating: try number(0, "n_epoch", 1)) - Int(saturating: start))
    }
  }
}
