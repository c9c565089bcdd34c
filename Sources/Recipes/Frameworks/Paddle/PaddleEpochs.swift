import LRSchedulers

/// The classes of PaddleClas' and PaddleOCR's `learning_rate.py`, which make schedulers of Paddle of lengths in epochs.
struct PaddleEpochs {
  var epochs: Int
  /// Steps of an epoch; 1 where an epoch is a step.
  var perEpoch: Int
  var byEpoch: Bool
  /// PaddleOCR's classes do not take the warm-up off the length.
  var isOCR: Bool

  private static let map = "Optimizer.lr."

  func plan(
    _ reader: RecipeReader, stepsPerEpoch: Int?, decay: String
  ) throws(SpecError) -> RecipePlan? {
    let name = try reader.optionalText(Self.map + "name")
    let warmup = try warmup(reader)
    let lr = try rate(reader, name)
    let inner = try inner(reader, name, lr: lr, warmup: warmup.epochs)
    let start = isOCR ? 0 : try reader.number(Self.map + "warmup_start_lr")
    let weightDecay = try reader.optionalNumber(decay)
    let optimizer = try PaddleOptimizer.pasted(
      reader, named: "Optimizer.name", in: "Optimizer", decay: weightDecay)
    for key in ["last_epoch", "verbose"] { _ = reader.isGiven(Self.map + key) }
    guard reader.missing.isEmpty else { return nil }
    reader.rules.append("schedule: \(name ?? "none"), a step each \(byEpoch ? "epoch" : "update")")
    let schedule = try schedule(reader, inner, lr: lr, warmup: warmup.steps, start: start)
    try reader.finish()
    var plan = RecipePlan(
      schedule, lr: lr, interval: byEpoch ? .epoch : .step, length: epochs.times(perEpoch),
      stepsPerEpoch: stepsPerEpoch)
    plan.optimizer = optimizer
    plan.line = reader.line(of: "Optimizer.lr")
    return plan
  }

  /// - Parameter inner: a scheduler's call; nil for a rate that stays.
  private func schedule(
    _ reader: RecipeReader, _ inner: String?, lr: Double, warmup: Int, start: Double
  ) throws(SpecError) -> Schedule {
    guard warmup > 0 else {
      guard let inner else { return try reader.schedule("get_constant_schedule", [:], for: "Optimizer.lr") }
      return try reader.schedule(text: inner, for: "Optimizer.lr")
    }
    return try reader.schedule(
      text:
        "paddle.optimizer.lr.LinearWarmup(learning_rate=\(inner ?? lr.shown), warmup_steps=\(warmup), start_lr=\(start.shown), end_lr=\(lr.shown))",
      for: "Optimizer.lr")
  }

  /// The warm-up in epochs, and in steps.
  private func warmup(_ reader: RecipeReader) throws(SpecError) -> (epochs: Double, steps: Int) {
    var own = try reader.number(Self.map + "warmup_epoch")
    if !isOCR, own >= Double(epochs) { own = Double(epochs) }
    let steps = Int(saturating: (own * Double(perEpoch)).rounded(.toNearestOrEven))
    reader.rules.append(
      own == 0
        ? "warm-up: none"
        : byEpoch
          ? "warm-up: \(RuleText.number(own)) epochs"
          : "warm-up: round(\(RuleText.number(own)) epochs x \(RuleText.count(perEpoch))) = \(RuleText.steps(steps))"
    )
    return (own, steps)
  }

  /// The rate that the warm-up leads to.
  private func rate(_ reader: RecipeReader, _ name: String?) throws(SpecError) -> Double {
    switch name {
    case "Cyclic": return try reader.rates(Self.map + "base_learning_rate")[0]
    case "OneCycleLR": return try reader.rates(Self.map + "max_learning_rate")[0]
    case "Piecewise" where reader.value(Self.map + "learning_rate") == nil || isOCR:
      reader.require(Self.map + "values", for: "the rates")
      return try reader.numbers(Self.map + "values")?.first ?? 1
    default:
      if reader.options.lrs == nil { reader.require(Self.map + "learning_rate", for: "the rate") }
      return try reader.rates(Self.map + "learning_rate")[0]
    }
  }

  /// Epochs as a number of steps, a whole one where both are.
  private func steps(_ epochs: Double) -> String { RuleText.plain(epochs * Double(perEpoch)) }

  private func inner(
    _ reader: RecipeReader, _ name: String?, lr: Double, warmup: Double
  ) throws(SpecError) -> String? {
    let rate = "learning_rate=\(lr.shown)"
    let length = steps(Double(epochs) - (isOCR ? 0 : warmup))
    // PaddleClas has a rate that stays where the warm-up takes all of the training.
    let isOver = !isOCR && Double(epochs) <= warmup
    func made(_ type: String, _ arguments: [String]) -> String {
      "paddle.optimizer.lr.\(type)(\(arguments.joined(separator: ", ")))"
    }
    switch name {
    case nil: return nil
    case "ConstLR" where !isOCR, "Const" where isOCR: return nil
    case "Linear":
      let (end, power) = (
        try reader.number(Self.map + "end_lr"), try reader.optionalNumber(Self.map + "power") ?? 1
      )
      let cycles = try reader.flag(Self.map + "cycle") && !isOCR
      let arguments = [
        rate, "decay_steps=\(length)", "end_lr=\(end.shown)", "power=\(power.shown)",
        "cycle=\(cycles ? "True" : "False")",
      ]
      return isOver ? nil : made("PolynomialDecay", arguments)
    case "Cosine":
      let lowest = isOCR ? 0 : try reader.number(Self.map + "eta_min")
      return isOver
        ? nil : made("CosineAnnealingDecay", [rate, "T_max=\(length)", "eta_min=\(lowest.shown)"])
    case "DecayLearningRate" where isOCR:
      let power = try reader.optionalNumber(Self.map + "factor") ?? 0.9
      return made("PolynomialDecay", [rate, "decay_steps=\(length)", "end_lr=0", "power=\(power.shown)"])
    case "Step":
      reader.require(Self.map + "step_size", for: "the falls")
      let size = try reader.optionalNumber(Self.map + "step_size") ?? 1
      let steps = isOCR || byEpoch ? steps(size) : String(Int(saturating: size * Double(perEpoch)))
      return made("StepDecay", [rate, "step_size=\(steps)", "gamma=\(try gamma(reader, standard: nil))"])
    case "MultiStepDecay":
      reader.require(Self.map + "milestones", for: "the falls")
      let places = try reader.numbers(Self.map + "milestones") ?? []
      return made(
        "MultiStepDecay",
        [
          rate, "milestones=[\(places.map(steps).joined(separator: ", "))]",
          "gamma=\(try gamma(reader, standard: isOCR ? nil : 0.1))",
        ])
    case "Piecewise": return made("PiecewiseDecay", try pieces(reader, lr: lr))
    case "Cyclic" where !isOCR:
      return made(
        "CyclicLR",
        ["base_learning_rate=\(lr.shown)"]
          + others(
            reader,
            ["max_learning_rate", "step_size_up", "step_size_down", "mode", "exp_gamma", "scale_mode"]))
    case "OneCycleLR" where !isOCR:
      let end = try reader.optionalNumber(Self.map + "end_learning_rate") ?? 1e-10
      return made(
        "OneCycleLR",
        [
          "max_learning_rate=\(lr.shown)", "total_steps=\(steps(Double(epochs)))",
          "end_learning_rate=\(end.shown)",
        ]
          + others(reader, ["divide_factor", "phase_pct", "anneal_strategy", "three_phase"]))
    default:
      throw reader.refusal(Self.map + "name", name ?? "", expected: isOCR ? Self.ofOCR : Self.ofClas)
    }
  }

  private static let ofClas = [
    "ConstLR", "Linear", "Cosine", "Step", "Piecewise", "MultiStepDecay", "Cyclic", "OneCycleLR",
  ]
  private static let ofOCR = [
    "Const", "Linear", "Cosine", "Step", "Piecewise", "MultiStepDecay", "DecayLearningRate",
  ]

  /// Arguments that are handed on as they are.
  private func others(_ reader: RecipeReader, _ names: [String]) -> [String] {
    names.compactMap { name in reader.value(Self.map + name).map { "\(name)=\($0.python)" } }
  }

  private func gamma(_ reader: RecipeReader, standard: Double?) throws(SpecError) -> String {
    if standard == nil { reader.require(Self.map + "gamma", for: "the factor of the falls") }
    return (try reader.optionalNumber(Self.map + "gamma") ?? standard ?? 1).shown
  }

  /// PaddleClas' Piecewise with a rate is a tenth of it each 30 epochs.
  private func pieces(_ reader: RecipeReader, lr: Double) throws(SpecError) -> [String] {
    let isByRate = !isOCR && reader.value(Self.map + "learning_rate") != nil
    var places = try reader.numbers(Self.map + "decay_epochs") ?? []
    var values = try reader.numbers(Self.map + "values") ?? []
    if isByRate {
      let count = (epochs + 29) / 30
      values = []
      var tenth = 1.0
      for _ in 0..<count {
        values.append(lr * tenth)
        tenth *= 0.1
      }
      places = count == 1 ? [Double(epochs)] : (1..<count).map { Double($0 * 30) }
      if count == 1 { values.append(values[0]) }
      reader.notes.append(
        "with learning_rate Piecewise falls to a tenth each 30 epochs, whatever else is given")
    } else {
      reader.require(Self.map + "decay_epochs", for: "the falls")
    }
    return [
      "boundaries=[\(places.map(steps).joined(separator: ", "))]",
      "values=[\(values.map(\.shown).joined(separator: ", "))]",
    ]
  }
}
