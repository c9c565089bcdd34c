import LRSchedulers

/// One policy of `lr_config` as a factor of the optimizer's rate, in `step`.
struct MmcvPolicy {
  let factor: String

  static let names = ["fixed", "step", "exp", "poly", "inv", "CosineAnnealing", "cyclic"]

  /// nil where something is missing, which the reader asks for.
  init?(_ reader: RecipeReader, _ run: MmcvRun, lr: Double) throws(SpecError) {
    guard let given = try reader.optionalText("lr_config.policy") else { return nil }
    // The hook's class may be named as well.
    let word = given.hasSuffix("LrUpdaterHook") ? String(given.dropLast("LrUpdaterHook".count)) : given
    guard let name = Self.names.first(where: { $0.lowercased() == word.lowercased() }) else {
      throw reader.refusal("lr_config.policy", given, expected: Self.names)
    }
    let lowest = try reader.optionalNumber("lr_config.min_lr").map { lr == 0 ? 0 : $0 / lr }
    let (at, end) = (run.progress, run.maxProgress ?? 1)
    reader.rules.append("schedule: \(name), by \(run.byEpoch ? "epochs" : "iterations")")
    switch name {
    case "fixed": factor = "1.0"
    case "step":
      let fall = try Self.falls(reader, at)
      factor = lowest.map { "max(\(fall), \($0.shown))" } ?? fall
    case "exp": factor = "\(try Self.gamma(reader, name).shown) ** \(at)"
    case "inv":
      let power = try reader.number("lr_config.power")
      factor = "(1 + \(try Self.gamma(reader, name).shown) * \(at)) ** (-\(power.shown))"
    case "poly":
      let (power, floor) = (try reader.number("lr_config.power"), lowest ?? 0)
      factor = "(1 - \(at) / \(end)) ** \(power.shown) * (1 - \(floor.shown)) + \(floor.shown)"
    case "CosineAnnealing":
      let ratio = try reader.optionalNumber("lr_config.min_lr_ratio")
      guard (lowest == nil) != (ratio == nil) else {
        throw reader.refusal("lr_config.min_lr", "or min_lr_ratio must be given, and not both")
      }
      factor = Self.cosine(from: 1, to: ratio ?? lowest ?? 0, "\(at) / \(end)")
    default: factor = try Self.cyclic(reader, length: end)
    }
  }

  /// `annealing_cos` of shares.
  private static func cosine(from start: Double, to end: Double, _ share: String) -> String {
    "\(end.shown) + 0.5 * (\(start.shown) - \(end.shown)) * (math.cos(math.pi * (\(share))) + 1)"
  }

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

  private static func cyclic(_ reader: RecipeReader, length: Int) throws(SpecError) -> String {
    let ratios = try reader.numbers("lr_config.target_ratio") ?? [10, 1e-4]
    let cycles = try reader.positiveCount("lr_config.cyclic_times")
    let share = try reader.number("lr_config.step_ratio_up")
    guard let high = ratios.first, (0..<1).contains(share) else {
      throw reader.refusal("lr_config.step_ratio_up", "must be in [0, 1), but is \(RuleText.number(share))")
    }
    let low = ratios.count > 1 ? ratios[1] : high / 1e5
    let cycle = max(1, length / cycles)
    let rise = Int(saturating: share * Double(cycle))
    let at = "(step % \(cycle))"
    let fall = cosine(from: high, to: low, "(\(at) - \(rise)) / \(max(1, cycle - rise))")
    guard rise > 0 else { return fall }
    return "\(cosine(from: 1, to: high, "\(at) / \(rise)")) if \(at) < \(rise) else \(fall)"
  }
}
