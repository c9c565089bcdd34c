import LRSchedulers

/// The hyper-parameters of Ultralytics' trainer, by `engine/trainer.py` and `cfg/default.yaml` of 8.4.190.
enum UltralyticsRecipe: Recipe {
  static let table = RecipeTable(
    name: "ultralytics", title: "Ultralytics", version: "ultralytics 8.4.190",
    forms: "keyword arguments of model.train(), flags of yolo, and YAML of the same keys",
    keys: [
      RecipeKey("lr0", 0.01, "the first rate behind the warm-up; ignored with optimizer=auto"),
      RecipeKey("lrf", 0.01, "the fraction of it that the rate goes towards"),
      RecipeKey("cos_lr", false, "a cosine over the epochs instead of a line"),
      RecipeKey("epochs", 100, "epochs of the training"),
      RecipeKey(
        "warmup_epochs", 3.0, "epochs of the warm-up, fractions too",
        rounding: "round(min(warmup_epochs, epochs - 1) x batches), halves to even"),
      RecipeKey("warmup_momentum", 0.8, "the momentum that the warm-up begins with"),
      RecipeKey("warmup_bias_lr", 0.1, "the rate of the biases that the warm-up begins with"),
      RecipeKey("momentum", 0.937, "the momentum, or beta1"),
      RecipeKey("optimizer", "auto", "SGD, AdamW and others; auto chooses one with its rate"),
      RecipeKey("batch", 16, "samples of a batch", rounding: "batches of an epoch: ceil(samples / batch)"),
      RecipeKey("nc", nil, "classes of the data, which auto looks at"),
      RecipeKey(
        "nbs", 64, "samples of an update", rounding: "an update every max(round(nbs / batch), 1) batches"),
      RecipeKey(
        "weight_decay", 0.0005, "the weight decay of the weights",
        rounding: "x batch x batches of an update / nbs"),
    ],
    rules: [
      "Rates are those of batches; parameter groups are weights, norms and biases, as in results.csv.",
      "A whole args.yaml without `angle` is of 8.3 or before: its warm-up has max(round(warmup_epochs x batches), 100) batches, and auto above 10,000 iterations is SGD with 0.01.",
      "auto: up to 10,000 iterations AdamW with round(0.002 x 5 / (4 + classes), 6), above MuSGD with 0.01; an epoch has ceil(samples / max(batch, nbs)) of them.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    let own = part.count(of: ["lr0", "lrf", "cos_lr", "warmup_bias_lr", "warmup_momentum"])
    if part.form == .call, part.callee != "train" { return 0 }
    if part.form == .call {
      let isData = ["data", "cfg"].contains { part[$0]?.string.map(Self.isYAML) == true }
      return own > 0 || isData || part.count(of: ["epochs", "imgsz", "data"]) > 1 ? 95 : 0
    }
    if part.words.first == "yolo" { return 95 }
    return own == 0 ? 0 : own > 1 ? 95 : 60
  }

  private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let own = try reader.optionalCount("epochs")
    let asked = own == nil && !reader.options.countsSteps ? try reader.outside(.epochs) : nil
    let epochs = try own.orElse(asked).or(reader.positiveCount("epochs"))
    let batches = try batches(reader)
    let peak = try (reader.options.lrs?.first).or(reader.number("lr0"))
    let isEarly = UltralyticsEarlier.wrote(reader.part)
    let optimizer = try reader.text("optimizer")
    var arguments = ["epochs=\(epochs)", "lr0=\(PythonNumber.repr(peak))", "optimizer='\(optimizer)'"]
    for key in ["lrf", "warmup_epochs", "warmup_momentum", "warmup_bias_lr", "momentum"] {
      arguments.append("\(key)=\(PythonNumber.repr(try reader.number(key)))")
    }
    if try reader.flag("cos_lr") { arguments.append("cos_lr=True") }
    let (given, nominal) = (try reader.number("batch"), try reader.number("nbs"))
    // One that Ultralytics finds by trying is not known.
    let size = given >= 1 ? given : 16
    let isLong = batches.map { batches in
      (Double(batches) * size / max(size, nominal)).rounded(.up) * Double(epochs) > 10_000
    }
    for (key, value, standard) in [("batch", size, 16.0), ("nbs", nominal, 64)] where value != standard {
      arguments.append("\(key)=\(RuleText.plain(value))")
    }
    if let classes = try reader.optionalCount("nc") {
      arguments.append("nc=\(classes)")
    } else if optimizer.lowercased() == "auto", isLong != true {
      reader.ask("nc", for: "the rate of optimizer=auto, as the classes of the data")
    }
    var made = try UltralyticsOptimizer(optimizer, isLong: isLong ?? false, reader)
    guard let batches, reader.missing.isEmpty else { return nil }
    arguments.append("batches_per_epoch=\(batches)")
    if isEarly {
      arguments += try UltralyticsEarlier.warmup(reader, batches: batches)
      if optimizer.lowercased() == "auto", isLong == true {
        let names = UltralyticsEarlier.longAuto.map { $0.prefix { $0 != "=" } + "=" }
        arguments.removeAll { argument in names.contains { argument.hasPrefix($0) } }
        arguments += UltralyticsEarlier.longAuto
        made = try UltralyticsOptimizer("SGD", momentum: 0.9, isLong: true, reader)
      }
    } else {
      explain(reader, epochs: epochs, batches: batches)
    }
    let group = reader.definition("group")
    let groups = group.map { [$0.filter { $0 != "'" && $0 != "\"" }] } ?? ["weight", "bn", "bias"]
    if group != nil, groups[0] != "weight" { arguments.append("group='\(groups[0])'") }
    let schedule = try reader.schedule(
      text: "ultralytics.train(\(arguments.joined(separator: ", ")))", for: "lr0")
    // Of default.yaml, one letter from another key.
    try reader.finish(known: ["optimize"])
    var plan = RecipePlan(
      schedule, lr: peak, interval: .step, length: epochs.times(batches), stepsPerEpoch: batches)
    plan.groups = groups.map { _ in ParameterGroup(lr: peak, momentum: made.momentum) }
    plan.optimizer = made.pasted
    return plan
  }

  private static func batches(_ reader: RecipeReader) throws(SpecError) -> Int? {
    let share = try reader.number("batch")
    if let steps = try reader.outside(.stepsPerEpoch) { return steps }
    // Below 1 it is for Ultralytics to find by trying, as a share of the memory or -1.
    guard share >= 1 else {
      reader.ask(
        "steps_per_epoch", for: "batches of an epoch, as batch=\(RuleText.number(share)) leaves the size open"
      )
      return nil
    }
    let size = try reader.count("batch")
    guard let samples = try reader.outside(.samples) else {
      reader.ask("samples", for: "batches of an epoch")
      return nil
    }
    let batches = (samples + size - 1) / size
    reader.rules.append(
      "batches of an epoch: ceil(\(RuleText.count(samples)) / \(size)) = \(RuleText.count(batches))")
    return batches
  }

  private static func explain(_ reader: RecipeReader, epochs: Int, batches: Int) {
    guard let warmup = try? reader.number("warmup_epochs") else { return }
    let length = min(warmup, Double(epochs - 1))
    let steps = Int(saturating: (length * Double(batches)).rounded(.toNearestOrEven))
    reader.rules.append(
      warmup > 0
        ? "warm-up: round(min(\(RuleText.number(warmup)), \(epochs - 1)) x \(RuleText.count(batches))) = \(RuleText.count(steps)) batches"
        : "warm-up: none")
    reader.rules.append("schedule: over \(epochs) epochs, \(RuleText.count(epochs.times(batches))) batches")
  }
}
