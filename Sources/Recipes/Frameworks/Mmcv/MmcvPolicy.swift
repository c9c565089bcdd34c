import LRSchedulers

/// One policy of `lr_config` as a factor of the rate, in `step`.
struct MmcvPolicy {
  let factor: String

  /// Hooks without `LrUpdaterHook`. A policy in lower case is that of its title: `step` is Step, and `onecycle` none.
  static let names = [
    "fixed", "step", "exp", "poly", "inv", "CosineAnnealing", "FlatCosineAnnealing", "CosineRestart",
    "LinearAnnealing", "cyclic", "OneCycle",
  ]

  /// Whether a policy sets the rate in each iteration, whatever else is given.
  static func goesByIterations(_ name: String) -> Bool { name == "cyclic" || name == "OneCycle" }

  /// The name as it is in ``names``; nil where none is given.
  static func name(_ reader: RecipeReader) throws(SpecError) -> String? {
    guard let given = try reader.optionalText("lr_config.policy") else { return nil }
    let word = given.hasSuffix("LrUpdaterHook") ? String(given.dropLast("LrUpdaterHook".count)) : given
    let known = names.first {
      $0 == word || $0 == word.lowercased() && word.dropFirst().allSatisfy(\.isLowercase)
    }
    guard let known else { throw reader.refusal("lr_config.policy", given, expected: names) }
    return known
  }

  /// nil where something is missing, which the reader asks for.
  init?(_ reader: RecipeReader, _ run: MmcvRun, lr: Double) throws(SpecError) {
    guard let name = try Self.name(reader) else { return nil }
    let (at, end) = (run.progress, run.maxProgress ?? 1)
    reader.rules.append("schedule: \(name), by \(run.byEpoch ? "epochs" : "iterations")")
    switch name {
    case "fixed": factor = "1.0"
    case "step":
      let fall = try Self.falls(reader, at)
      factor = try Self.lowest(reader, lr).map { "max(\(fall), \($0.shown))" } ?? fall
    case "exp": factor = "\(try Self.gamma(reader, name).shown) ** \(at)"
    case "inv":
      let power = try reader.number("lr_config.power")
      factor = "(1 + \(try Self.gamma(reader, name).shown) * \(at)) ** (-\(power.shown))"
    case "poly":
      let (power, floor) = (try reader.number("lr_config.power"), try Self.lowest(reader, lr) ?? 0)
      factor = "(1 - \(at) / \(end)) ** \(power.shown) * (1 - \(floor.shown)) + \(floor.shown)"
    case "cyclic": factor = try MmcvCycle.cyclic(reader, length: end)
    case "OneCycle": factor = try MmcvCycle.oneCycle(reader, length: run.maxIters)
    default: factor = try Self.annealed(reader, name, at, end, to: Self.end(reader, lr))
    }
  }

  // MARK: Ends

  /// min_lr as a share.
  private static func lowest(_ reader: RecipeReader, _ lr: Double) throws(SpecError) -> Double? {
    try reader.optionalNumber("lr_config.min_lr").map { lr == 0 ? 0 : $0 / lr }
  }

  /// min_lr or min_lr_ratio, of which there must be one.
  private static func end(_ reader: RecipeReader, _ lr: Double) throws(SpecError) -> Double {
    let (lowest, ratio) = (try lowest(reader, lr), try reader.optionalNumber("lr_config.min_lr_ratio"))
    guard (lowest == nil) != (ratio == nil) else {
      throw reader.refusal("lr_config.min_lr", "or min_lr_ratio must be given, and not both")
    }
    return ratio ?? lowest ?? 0
  }

  // MARK: Annealing

  private static func annealed(
    _ reader: RecipeReader, _ name: String, _ at: String, _ end: Int, to target: Double
  ) throws(SpecError) -> String {
    switch name {
    case "LinearAnnealing": return "1 + (\(target.shown) - 1) * (\(at) / \(end))"
    case "FlatCosineAnnealing":
      let share = try reader.number("lr_config.start_percent")
      guard (0...1).contains(share) else {
        throw reader.refusal(
          "lr_config.start_percent", "must be from 0 to 1, but is \(RuleText.number(share))")
      }
      let start = Int(saturating: (Double(end) * share).rounded(.toNearestOrEven))
      reader.rules.append(
        "flat: round(\(RuleText.number(share)) x \(RuleText.count(end))) = \(RuleText.count(start))")
      let fall = MmcvCycle.cosine(from: 1, to: target, "(\(at) - \(start)) / \(max(1, end - start))")
      return "1.0 if \(at) < \(start) else \(fall)"
    case "CosineRestart": return try restarts(reader, at, end, to: target)
    default: return MmcvCycle.cosine(from: 1, to: target, "\(at) / \(end)")
    }
  }

  /// One cosine after the other, each from its own height.
  private static func restarts(
    _ reader: RecipeReader, _ at: String, _ end: Int, to target: Double
  ) throws(SpecError) -> String {
    reader.require("lr_config.periods", for: "the lengths of CosineRestart")
    let periods = try reader.numbers("lr_config.periods") ?? []
    let weights = try reader.numbers("lr_config.restart_weights") ?? [1]
    guard reader.value("lr_config.periods") != nil else { return "1.0" }
    guard periods.count == weights.count else {
      throw reader.refusal("lr_config.periods", "and restart_weights should have the same length")
    }
    guard periods.allSatisfy({ $0 >= 1 && Int(exactly: $0) != nil }), !periods.isEmpty else {
      throw reader.refusal("lr_config.periods", "must be whole numbers above 0")
    }
    var (begin, parts) = (0, "")
    for (period, weight) in zip(periods.map { Int(saturating: $0) }, weights) {
      let curve =
        "\(target.shown) + 0.5 * \(weight.shown) * (1 - \(target.shown)) * (math.cos(math.pi * min((\(at) - \(begin)) / \(period), 1)) + 1)"
      begin += period
      parts += begin < end ? "\(curve) if \(at) < \(begin) else " : curve
      if begin >= end { return parts }
    }
    throw reader.refusal(
      "lr_config.periods", "end at \(RuleText.count(begin)), before the training's \(RuleText.count(end))")
  }

  // MARK: Falls

  private static func gamma(_ reader: RecipeReader, _ name: String) throws(SpecError) -> Double {
    guard let gamma = try reader.optionalNumber("lr_config.gamma") else {
      throw reader.refusal("lr_config.gamma", "is required by \(name), and not given")
    }
    return gamma
  }

  private static func falls(_ reader: RecipeReader, _ at: String) throws(SpecError) -> String {
    let gamma = try reader.number("lr_config.gamma").shown
    guard let setting = reader.value("lr_config.step") else {
      reader.require("lr_config.step", for: "the falls of step")
      return "1.0"
    }
    let steps = try reader.numbers("lr_config.step") ?? []
    guard steps.allSatisfy({ $0 > 0 && Int(exactly: $0) != nil }) else {
      throw reader.refusal("lr_config.step", "is \(setting.python); expected whole numbers above 0")
    }
    guard setting.elements != nil else { return "\(gamma) ** (\(at) // \(RuleText.plain(steps.first ?? 1)))" }
    let falls = steps.enumerated().map {
      "\(gamma) ** \($0.offset) if \(at) < \(RuleText.plain($0.element)) else "
    }
    return falls.joined() + "\(gamma) ** \(steps.count)"
  }
}
