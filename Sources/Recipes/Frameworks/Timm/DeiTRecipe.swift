import LRSchedulers

/// Flags of DeiT's `main.py` and of the many programs that came from it: timm's names, a rate for 512 samples, and timm's scheduler a step late.
enum DeiTRecipe: Recipe {
  static let table = RecipeTable(
    name: "deit", title: "DeiT", version: "DeiT's main.py at 0282d2a, timm 1.0.31",
    forms:
      "flags of main.py and run_with_submitit.py, with --data-path, --finetune, --input-size 224 or others that timm's train.py has not",
    keys: [
      RecipeKey(
        "lr", 5e-4, "the rate for 512 samples an update",
        rounding: "lr x batch_size x devices / 512, unless --unscale-lr"),
      RecipeKey("batch_size", 64, "samples of a batch on one device"),
      RecipeKey("sched", "cosine", "which schedule; only cosine is read here"),
      RecipeKey("epochs", 300, "epochs of the training, and the cosine's length"),
      RecipeKey("warmup_epochs", 5, "epochs of the linear warm-up"),
      RecipeKey("warmup_lr", 1e-6, "the rate that it begins with, which is not scaled"),
      RecipeKey("min_lr", 1e-5, "the lowest rate, which is not scaled"),
      RecipeKey("opt", "adamw", "the optimizer"),
      RecipeKey("momentum", 0.9, "the momentum of those that have one"),
      RecipeKey("weight_decay", 0.05, "the optimizer's weight decay"),
    ],
    rules: [
      "The scheduler is told an epoch's number behind that epoch: the first two epochs have the same rate, and each later one that of the epoch before."
    ])

  /// Flags that timm's train.py has not, or has otherwise.
  private static func isOwn(_ part: ConfigurationPart) -> Bool {
    if case .int? = part["input_size"]?.content { return true }
    return part.count(of: [
      "data_path", "data_set", "unscale_lr", "repeated_aug", "no_repeated_aug", "distillation_type",
      "finetune",
      "dist_eval", "ThreeAugment",
    ]) > 0
  }

  static func claim(on part: ConfigurationPart) -> Int {
    let scripts = part.words.compactMap { $0.split(separator: "/").last }
    guard part.form == .commandLine, scripts.contains("main.py") || scripts.contains("run_with_submitit.py"),
      part["model"] != nil, isOwn(part)
    else { return 0 }
    // MAE's and ConvNeXt's programs have the same words with underscores, and rules of their own.
    let isHyphened = ["batch_size", "warmup_epochs", "weight_decay", "drop_path", "min_lr"].contains {
      part.written[$0].map { $0.contains("-") } ?? false
    }
    return isHyphened && part.count(of: ["lr", "epochs", "warmup_epochs", "sched"]) > 0 ? 97 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let kind = try reader.text("sched")
    guard kind == "cosine" else {
      throw reader.refusal("sched", "is \(kind); of DeiT's main.py only cosine is read here")
    }
    let peak = try rate(reader)
    let epochs = try reader.positiveCount("epochs")
    let warmup = max(0, try reader.count("warmup_epochs"))
    let (first, lowest) = (try reader.number("warmup_lr"), try reader.number("min_lr"))
    _ = reader.isGiven("cooldown_epochs")
    reader.rules.append("warm-up: \(warmup) epochs from \(first.shown)")
    reader.rules.append(
      "schedule: a cosine over \(RuleText.count(epochs)) epochs to \(lowest.shown), an epoch late")
    let optimizer = try optimizer(reader)
    if reader.part.words.contains(where: { $0.hasSuffix("main.py") }) {
      reader.notes.append(
        "main.py is read as DeiT's, from which many came; one of another project may have other defaults")
    }
    guard reader.missing.isEmpty else { return nil }
    let at = "max(0, step - 1)"
    let (start, end) = peak == 0 ? (0, 0) : (first / peak, lowest / peak)
    let fall = "\(end.shown) + 0.5 * (1 - \(end.shown)) * (1 + math.cos(math.pi * \(at) / \(epochs)))"
    let rise = "\(start.shown) + \(at) * (1 - \(start.shown)) / \(max(1, warmup))"
    let schedule = try reader.schedule(
      factor: warmup > 0 ? "\(rise) if \(at) < \(warmup) else \(fall)" : fall, for: "sched")
    try reader.finish()
    var plan = RecipePlan(
      schedule, lr: peak, interval: .epoch, length: epochs, stepsPerEpoch: try reader.outside(.stepsPerEpoch))
    plan.optimizer = optimizer
    return plan
  }

  private static func rate(_ reader: RecipeReader) throws(SpecError) -> Double {
    let own = try reader.rates("lr")[0]
    guard try !reader.flag("unscale_lr"), reader.options.lrs == nil else { return own }
    let size = try reader.positiveCount("batch_size")
    let isSubmitted = reader.part.words.contains { $0.hasSuffix("run_with_submitit.py") }
    if isSubmitted, try reader.outside(.devices) == nil {
      reader.ask("devices", for: "the rate, which is scaled to the batch of all of them", guess: .int(16))
    }
    let devices = isSubmitted ? try reader.outside(.devices) ?? 1 : try reader.devices()
    let rate = own * Double(size) * Double(devices) / 512
    reader.rules.append("rate: \(own.shown) x \(size) samples x \(devices) devices / 512 = \(rate.shown)")
    return rate
  }

  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    let word = try reader.text("opt")
    var optimizer = RecipeOptimizer(word, line: reader.givenLine(of: "opt"))
    optimizer.weightDecay = try reader.number("weight_decay")
    if word == "sgd" { (optimizer.momentum, optimizer.nesterov) = (try reader.number("momentum"), true) }
    return optimizer.pasted
  }
}
