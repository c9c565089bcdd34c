import LRSchedulers

/// PaddleDetection's YAML, by `ppdet/optimizer/optimizer.py` of 666f597.
enum PaddleDetectionRecipe: Recipe {
  static let table = RecipeTable(
    name: "paddledetection", title: "PaddleDetection", version: "PaddleDetection at 666f597",
    forms: "YAML with LearningRate; files of _BASE_ are opened where it is given by its path",
    keys: [
      RecipeKey("LearningRate.base_lr", 0.01, "the rate"),
      RecipeKey(
        "LearningRate.schedulers", nil,
        "CosineDecay or PiecewiseDecay, and behind it LinearWarmup or ExpWarmup, by a tag or by name"),
      RecipeKey("CosineDecay.max_epochs", 1000, "epochs of the cosine, the warm-up's among them"),
      RecipeKey("CosineDecay.min_lr_ratio", 0.0, "the lowest share"),
      RecipeKey("CosineDecay.last_plateau_epochs", 0, "the last epochs, which stay at it"),
      RecipeKey("PiecewiseDecay.milestones", nil, "the epochs of the falls; [8, 11]"),
      RecipeKey(
        "PiecewiseDecay.gamma", nil, "the share behind each; [0.1, 0.01]",
        rounding: "of a number g the shares are g, g / 10, g / 100, …"),
      RecipeKey("PiecewiseDecay.values", nil, "the rates instead, without a warm-up"),
      RecipeKey("use_warmup", true, "of both: whether the second scheduler counts"),
      RecipeKey(
        "LinearWarmup.steps", 500, "iterations of the warm-up; ExpWarmup has 1,000",
        rounding: "with epochs: epochs x iterations of an epoch"),
      RecipeKey("LinearWarmup.start_factor", nil, "the share that it begins with; 1/3"),
      RecipeKey("ExpWarmup.power", 2, "the power of its rise"),
      RecipeKey("epoch", nil, "epochs of the training"),
      RecipeKey(
        "OptimizerBuilder.optimizer.type", "Momentum", "the optimizer; its arguments stand beside it"),
      RecipeKey("OptimizerBuilder.regularizer.factor", 0.0001, "its weight decay, but for AdamW"),
    ],
    rules: [
      "The rate changes with each iteration; a cosine begins behind the warm-up, falls count from the start."
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml, part["LearningRate"]?.entries != nil else { return 0 }
    return part.count(of: ["LearningRate.base_lr", "LearningRate.schedulers"]) > 0 ? 93 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let rates = try reader.rates("LearningRate.base_lr")
    let schedulers = try schedulers(reader)
    let perEpoch = try reader.outside(.stepsPerEpoch)
    if perEpoch == nil { reader.ask("steps_per_epoch", for: "iterations of an epoch") }
    let epochs = try reader.optionalCount("epoch").orElse(
      reader.options.countsSteps ? nil : reader.outside(.epochs))
    if epochs == nil { reader.ask("epochs", for: "the length of the training") }
    let factor = try PaddleDetectionFactor(reader, schedulers, perEpoch: perEpoch ?? 1, lr: rates[0]).text
    let optimizer = try optimizer(reader)
    guard let epochs, let perEpoch, reader.missing.isEmpty else { return nil }
    let length = epochs.times(perEpoch)
    reader.rules.append(
      "training: \(RuleText.count(epochs)) epochs x \(RuleText.count(perEpoch)) iterations = \(RuleText.steps(length))"
    )
    let schedule = try reader.schedule(factor: factor, for: "LearningRate.schedulers")
    try reader.finish()
    var plan = RecipePlan(schedule, lr: rates[0], interval: .step, length: length, stepsPerEpoch: perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer
    plan.line = reader.line(of: "LearningRate")
    return plan
  }

  /// The list's elements; nil for the class's default, a fall at 8 and 11 epochs behind a warm-up.
  private static func schedulers(_ reader: RecipeReader) throws(SpecError) -> [ScriptSetting]? {
    if let setting = reader.value("LearningRate.schedulers") {
      guard let elements = setting.elements, !elements.isEmpty else {
        throw reader.refusal("LearningRate.schedulers", "is \(setting.python); expected a list of schedulers")
      }
      return elements
    }
    guard let base = reader.value("_BASE_") else {
      reader.notes.append(
        "no LearningRate.schedulers are given: the class's own, PiecewiseDecay and LinearWarmup")
      return nil
    }
    throw reader.refusal(
      "LearningRate", "has no schedulers, and \(base.listedTexts), which may have them, is not opened")
  }

  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer? {
    let map = "OptimizerBuilder.optimizer"
    let hasNone = reader.part["OptimizerBuilder.regularizer"]?.content == .bool(false)
    let decay = hasNone ? 0 : try reader.number("OptimizerBuilder.regularizer.factor")
    if reader.value(map) == nil {
      guard reader.part["_BASE_"] == nil else { return nil }
      var standard = RecipeOptimizer("SGD", line: nil)
      (standard.momentum, standard.weightDecay) = (0.9, decay)
      return standard.pasted
    }
    let isOwn = try reader.optionalText(map + ".type")?.hasPrefix("AdamW") == true
    return try PaddleOptimizer.pasted(reader, named: map + ".type", in: map, decay: isOwn ? nil : decay)
  }
}

/// What PaddleDetection's schedulers make of the rate, as a factor in `step`.
struct PaddleDetectionFactor {
  let text: String

  init(
    _ reader: RecipeReader, _ schedulers: [ScriptSetting]?, perEpoch: Int, lr: Double
  ) throws(SpecError) {
    let first = schedulers?.first ?? ScriptSetting(.map([]))
    let name = Self.name(first) ?? "PiecewiseDecay"
    let usesWarmup = first["use_warmup"]?.content != .bool(false)
    if usesWarmup, let schedulers, schedulers.count < 2 {
      throw reader.refusal(
        "LearningRate.schedulers", "have no warm-up behind \(name); expected one, or use_warmup: false")
    }
    let second = schedulers.map { $0.count > 1 ? $0[1] : ScriptSetting(.map([])) }
    let warmup = usesWarmup ? try Self.warmup(reader, second ?? ScriptSetting(.map([])), perEpoch) : nil
    let rest: String
    switch name {
    case "CosineDecay": rest = try Self.cosine(reader, first, perEpoch, warmup: warmup?.steps ?? 0)
    case "PiecewiseDecay": rest = try Self.falls(reader, first, perEpoch, usesWarmup, lr)
    default:
      throw reader.refusal("LearningRate.schedulers", name, expected: ["CosineDecay", "PiecewiseDecay"])
    }
    text = warmup.map { "\($0.rise) if step < \($0.steps) else \(rest)" } ?? rest
  }

  private static func name(_ scheduler: ScriptSetting) -> String? {
    (scheduler[YAMLDocument.tagKey] ?? scheduler["name"])?.string
  }

  private static func number(
    _ reader: RecipeReader, _ map: ScriptSetting, _ key: String, _ standard: Double
  ) throws(SpecError) -> Double {
    guard let setting = map[key], !setting.isNull else { return standard }
    return try reader.number(setting, of: key)
  }

  private static func warmup(
    _ reader: RecipeReader, _ map: ScriptSetting, _ perEpoch: Int
  ) throws(SpecError) -> (steps: Int, rise: String) {
    let name = name(map) ?? "LinearWarmup"
    guard ["LinearWarmup", "ExpWarmup"].contains(name) else {
      throw reader.refusal("LearningRate.schedulers", name, expected: ["LinearWarmup", "ExpWarmup"])
    }
    let isLine = name == "LinearWarmup"
    var steps = try number(reader, map, "steps", isLine ? 500 : 1000)
    let epochs = map["epochs"].flatMap { $0.isNull ? nil : $0 }
    if let epochs, map["epochs_first"]?.content != .bool(false) {
      steps = try reader.number(epochs, of: "epochs") * Double(perEpoch)
    }
    let count = max(1, Int(saturating: steps))
    reader.rules.append("warm-up: \(RuleText.count(count)) iterations, \(name)")
    guard isLine else {
      let power = try number(reader, map, "power", 2)
      return (count, "(step / \(count)) ** \(RuleText.plain(power))")
    }
    let start = try number(reader, map, "start_factor", 1.0 / 3)
    return (count, "\(start.shown) * (1 - step / \(count)) + step / \(count)")
  }

  private static func cosine(
    _ reader: RecipeReader, _ map: ScriptSetting, _ perEpoch: Int, warmup: Int
  ) throws(SpecError) -> String {
    let length = Int(saturating: try number(reader, map, "max_epochs", 1000)).times(perEpoch)
    let plateau = Int(saturating: try number(reader, map, "last_plateau_epochs", 0)).times(perEpoch)
    let lowest = try number(reader, map, "min_lr_ratio", 0)
    let end = length - plateau
    reader.rules.append(
      "schedule: a cosine from \(RuleText.count(warmup)) to \(RuleText.count(end)) iterations, down to \(RuleText.number(lowest)) of the rate"
    )
    func fall(_ at: String) -> String {
      "\(lowest.shown) + (1 - \(lowest.shown)) * 0.5 * (math.cos((\(at) - \(warmup)) * math.pi / \(max(1, end - warmup))) + 1)"
    }
    // The rates are a list, whose last one stays.
    let last = plateau > 0 ? lowest.shown : fall("\(max(warmup, end - 1))")
    return "\(fall("step")) if step < \(end) else \(last)"
  }

  private static func falls(
    _ reader: RecipeReader, _ map: ScriptSetting, _ perEpoch: Int, _ usesWarmup: Bool, _ lr: Double
  ) throws(SpecError) -> String {
    let milestones = try list(reader, map["milestones"]) ?? [8, 11]
    let places = milestones.map { Int(saturating: $0 * Double(perEpoch)) }
    var shares: [Double]
    if let values = try list(reader, map["values"]) {
      guard !usesWarmup, values.count == places.count + 1 else {
        throw reader.refusal(
          "LearningRate.schedulers", "have values, which need use_warmup: false and one more than milestones")
      }
      shares = values.map { lr == 0 ? 0 : $0 / lr }
    } else {
      shares = [1]
      if map["gamma"] == nil || map["gamma"]?.elements != nil {
        shares += try list(reader, map["gamma"]) ?? [0.1, 0.01]
      } else {
        let gamma = try number(reader, map, "gamma", 0.1)
        var tens = 1.0
        for _ in places {
          shares.append(gamma / tens)
          tens *= 10
        }
      }
      guard shares.count > places.count else {
        throw reader.refusal("LearningRate.schedulers", "have fewer gammas than milestones")
      }
    }
    reader.rules.append("schedule: falls at \(places.map(RuleText.count).joined(separator: "; ")) iterations")
    let parts = zip(shares, places).map { "\($0.shown) if step < \($1) else " }
    return parts.joined() + (shares.last ?? 1).shown
  }

  private static func list(_ reader: RecipeReader, _ setting: ScriptSetting?) throws(SpecError) -> [Double]? {
    guard let elements = setting?.elements else { return nil }
    var numbers: [Double] = []
    for element in elements { numbers.append(try reader.number(element, of: "LearningRate.schedulers")) }
    return numbers
  }
}
