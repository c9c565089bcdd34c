import LRSchedulers

/// mmcv's policies that rise and fall in iterations, as factors in `step`.
enum MmcvCycle {
  /// `annealing_cos` of shares.
  static func cosine(from start: Double, to end: Double, _ share: String) -> String {
    cosine(from: start.shown, to: end.shown, share)
  }

  private static func cosine(from start: String, to end: String, _ share: String) -> String {
    "\(end) + 0.5 * (\(start) - \(end)) * (math.cos(math.pi * (\(share))) + 1)"
  }

  /// `anneal_strategy` as a function of two ends and a share.
  private static func strategy(
    _ reader: RecipeReader
  ) throws(SpecError) -> (_ start: String, _ end: String, _ share: String) -> String {
    let word = try reader.choice("lr_config.anneal_strategy", of: ["cos", "linear"])
    return { start, end, share in
      word == "linear" ? "\(start) + (\(end) - \(start)) * (\(share))" : cosine(from: start, to: end, share)
    }
  }

  private static func refuseEpochs(_ reader: RecipeReader) throws(SpecError) {
    guard reader.part["lr_config.by_epoch"] != nil, try reader.flag("lr_config.by_epoch") else { return }
    throw reader.refusal("lr_config.by_epoch", "is True; this policy currently only supports False")
  }

  // MARK: Cyclic

  /// `CyclicLrUpdaterHook`: with gamma each cycle's height is a smaller one.
  static func cyclic(_ reader: RecipeReader, length: Int) throws(SpecError) -> String {
    try refuseEpochs(reader)
    let ratios = try reader.numbers("lr_config.target_ratio") ?? [10, 1e-4]
    let cycles = try reader.positiveCount("lr_config.cyclic_times")
    let share = try reader.number("lr_config.step_ratio_up")
    let gamma = try reader.optionalNumber("lr_config.gamma") ?? 1
    let annealed = try strategy(reader)
    guard let high = ratios.first, (0..<1).contains(share) else {
      throw reader.refusal("lr_config.step_ratio_up", "must be in [0, 1), but is \(RuleText.number(share))")
    }
    guard gamma > 0, gamma <= 1 else {
      throw reader.refusal("lr_config.gamma", "must be in range (0, 1], but is \(RuleText.number(gamma))")
    }
    let low = ratios.count > 1 ? ratios[1] : high / 1e5
    let cycle = max(1, length / cycles)
    let rise = Int(saturating: share * Double(cycle))
    let at = "(step % \(cycle))"
    let scale = "\(gamma.shown) ** (step // \(cycle))"
    func scaled(_ ratio: Double) -> String {
      gamma == 1 ? ratio.shown : "(1 - \(scale) + \(ratio.shown) * \(scale))"
    }
    // A cycle that does not rise has its end scaled, and not its top.
    guard rise > 0 else { return annealed(high.shown, scaled(low), "\(at) / \(cycle)") }
    let fall = annealed(scaled(high), low.shown, "(\(at) - \(rise)) / \(max(1, cycle - rise))")
    return "\(annealed("1.0", scaled(high), "\(at) / \(rise)")) if \(at) < \(rise) else \(fall)"
  }

  // MARK: One cycle

  /// The peaks of OneCycle, which its hook sets whatever the optimizer's rate is.
  static func peaks(_ reader: RecipeReader) throws(SpecError) -> [Double]? {
    if let asked = reader.options.lrs { return asked }
    reader.require("lr_config.max_lr", for: "the peak of OneCycle")
    return try reader.numbers("lr_config.max_lr")
  }

  /// `OneCycleLrUpdaterHook` as shares of max_lr.
  static func oneCycle(_ reader: RecipeReader, length: Int?) throws(SpecError) -> String {
    try refuseEpochs(reader)
    let own = try reader.optionalCount("lr_config.total_steps")
    let share = try reader.optionalNumber("lr_config.pct_start") ?? 0.3
    let div = try reader.optionalNumber("lr_config.div_factor") ?? 25
    let finalDiv = try reader.optionalNumber("lr_config.final_div_factor") ?? 1e4
    let isThreefold = try reader.flag("lr_config.three_phase")
    let annealed = try strategy(reader)
    guard (0...1).contains(share), div > 0, finalDiv > 0 else {
      throw reader.refusal(
        "lr_config.pct_start",
        "must be from 0 to 1, but is \(RuleText.number(share)); div_factor and final_div_factor must be above 0"
      )
    }
    let total = own ?? length ?? 1
    if let length, total < length {
      throw reader.refusal(
        "lr_config.total_steps", "is \(total); expected at least the training's \(RuleText.count(length))")
    }
    let (first, last) = ((1 / div).shown, (1 / div / finalDiv).shown)
    let top = share * Double(total) - 1
    var phases = [(end: top, from: first, to: "1.0")]
    if isThreefold { phases.append((2 * share * Double(total) - 2, "1.0", first)) }
    phases.append((Double(total - 1), isThreefold ? first : "1.0", last))
    reader.rules.append(
      "one cycle: \(first) to the peak at \(RuleText.number(top)), then down to \(last) at \(RuleText.count(total - 1))"
    )
    var (text, start) = ("", 0.0)
    for phase in phases {
      // A phase that ends before it begins is never met.
      let length = phase.end == start ? 1 : phase.end - start
      let curve = annealed(phase.from, phase.to, "(step - \(start.shown)) / \(length.shown)")
      text += phase.end == Double(total - 1) ? curve : "\(curve) if step <= \(phase.end.shown) else "
      start = phase.end
    }
    return text
  }
}
