/// The schedulers of tinygrad's `extra/lr_scheduler.py`, whose optimizers keep the rate in float32.
enum Tinygrad {}

extension Double {
  /// The nearest float32.
  var asFloat: Double { Double(Float(self)) }
}

extension [ParameterGroup] {
  /// The rates as a tensor has them.
  fileprivate mutating func roundRates() {
    for index in indices { self[index].lr = self[index].lr.asFloat }
  }
}

extension Tinygrad {
  struct CosineAnnealingLR: FormulaScheduler, CatalogScheduler {
    var tMax: PythonNumber
    var etaMin = 0.0

    func validate() throws(SchedulerError) {
      if tMax.isZero {
        throw SchedulerError(.zeroDivision, "T_max must not be 0 (division by zero)", parameter: "T_max")
      }
    }

    func rate(_ step: Int, base: Double, defaultLR: Double) throws(SchedulerError) -> Double {
      let highest = Float(base)
      if step == 0 { return Double(highest) }
      let wave = 1 + (try PythonMath.cosine(Double(step) / tMax.doubleValue * .pi))
      return Double(Float(etaMin) + 0.5 * (highest - Float(etaMin)) * Float(wave))
    }

    var extent: ScheduleExtent {
      let end = ScheduleExtent.Mark("T_max", tMax)
      return ScheduleExtent(completion: end, turn: end)
    }

    static let declaration = SchedulerDeclaration(
      "tinygrad.CosineAnnealingLR", library: .tinygrad,
      summary: "Anneals the learning rate along a cosine to eta_min at T_max, then up again; in float32.",
      formula: "lr[t] = eta_min + (base_lr - eta_min) * (1 + cos(pi * t / T_max)) / 2",
      quirks: ["Past T_max the rate rises again."],
      example: CosineAnnealingLR(tMax: 50),
      parameters: [
        .steps("T_max", \.tMax, .required, help: "steps to eta_min"),
        .rate("eta_min", \.etaMin, help: "the lowest rate"),
      ])
  }

  struct MultiStepLR: EpochScheduler, CatalogScheduler {
    var milestones: [PythonNumber]
    var gamma = 0.1
    var lastEpoch: Int { -1 }

    func validate() throws(SchedulerError) {}

    func update(
      _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
    ) throws(SchedulerError) {
      groups.roundRates()
      guard !isInitial, milestones.contains(where: { $0.doubleValue == Double(state.lastEpoch) }) else {
        return
      }
      for index in groups.indices { groups[index].lr = Double(Float(groups[index].lr) * Float(gamma)) }
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    static let declaration = SchedulerDeclaration(
      "tinygrad.MultiStepLR", library: .tinygrad,
      summary: "Multiplies the learning rate by gamma at each milestone; in float32.",
      formula: "lr[t] = lr[t-1] * gamma if t in milestones",
      quirks: ["A milestone that is given twice acts once."],
      example: MultiStepLR(milestones: [30, 80]),
      parameters: [
        .numbers(
          "milestones", \.milestones, .required, in: 0...10_000_000, help: "where the rate is lowered"),
        .fraction("gamma", \.gamma, help: "factor of each"),
      ])
  }

  struct OneCycleLR: AbsoluteScheduler, CatalogScheduler {
    enum Strategy: String, CaseIterable { case linear }

    var maxLR: Double
    var divFactor: Double
    var finalDivFactor: Double
    var totalSteps: PythonNumber
    var pctStart: Double
    var strategy = Strategy.linear
    var cyclesMomentum = false

    func validate() throws(SchedulerError) {
      for (name, value) in [("div_factor", divFactor), ("final_div_factor", finalDivFactor)] where value == 0
      {
        throw SchedulerError(.zeroDivision, "\(name) must not be 0 (float division by zero)", parameter: name)
      }
      for (name, length) in [("total_steps", totalSteps.doubleValue * pctStart), ("pct_start", 1 - pctStart)]
      where length == 0 {
        throw SchedulerError(
          .zeroDivision, "\(name) makes a part of no length (float division by zero)", parameter: name)
      }
      if cyclesMomentum {
        throw SchedulerError(.value, "cycle momentum not supported", parameter: "cycle_momentum")
      }
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let first = maxLR / divFactor
      let peak = totalSteps.doubleValue * pctStart
      if Float(step) < Float(peak) { return Self.line(first, maxLR, Float(step), of: peak) }
      let rest = totalSteps.doubleValue * (1 - pctStart)
      return Self.line(maxLR, first / finalDivFactor, Float(step) - Float(peak), of: rest)
    }

    /// tinygrad makes one factor of the constants, and its compiler one instruction of the rest.
    private static func line(_ start: Double, _ end: Double, _ steps: Float, of length: Double) -> Double {
      Double(Float(start).addingProduct(steps, Float(1 / length * (end - start))))
    }

    var extent: ScheduleExtent {
      ScheduleExtent(completion: .init("total_steps", totalSteps), endsWithRun: true)
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard context.reaches(totalSteps.doubleValue + 1) else { return [] }
      return [
        ScheduleNote(
          "tinygrad.OneCycleLR falls below 0 behind its end, in \(context.place(totalSteps.doubleValue + 1))")
      ]
    }

    static let declaration = SchedulerDeclaration(
      "tinygrad.OneCycleLR", library: .tinygrad,
      summary: "Raises the rate to its highest, then lowers it far below its start, along lines; in float32.",
      formula:
        "lr[t] = line from max / div_factor up to max at pct_start * N, then down to that / final_div_factor at N",
      quirks: [
        "The peak is at pct_start * total_steps, one step later than PyTorch's; behind total_steps the rate falls below 0."
      ],
      example: OneCycleLR(maxLR: 0.1, divFactor: 25, finalDivFactor: 1e4, totalSteps: 100, pctStart: 0.3),
      parameters: [
        .rate("max_lr", \.maxLR, .required, help: "the highest rate"),
        .float(
          "div_factor", \.divFactor, .required, in: 1...1e6, step: .decade(from: 1),
          help: "the highest rate by the first"),
        .float(
          "final_div_factor", \.finalDivFactor, .required, in: 1...1e12, step: .decade(from: 1),
          help: "the first rate by the last"),
        .steps("total_steps", \.totalSteps, .required, help: "all steps"),
        .fraction("pct_start", \.pctStart, .required, help: "the part that rises"),
        .choice(
          "anneal_strategy", \.strategy, unknown: { "only linear annealing supported, but got \($0)" },
          help: "only 'linear'"),
        .bool("cycle_momentum", \.cyclesMomentum, help: "must be False"),
      ])
  }

  struct ReduceLROnPlateau: PlateauScheduler {
    enum Mode: String, CaseIterable { case min, max }
    enum ThresholdMode: String, CaseIterable { case rel, abs }

    var mode = Mode.min
    var factor = 0.1
    var patience: PythonNumber = 10
    var threshold = 1e-4
    var thresholdMode = ThresholdMode.rel

    var rule: PlateauRule {
      PlateauRule(
        isMax: mode == .max, factor: factor, patience: patience, threshold: threshold,
        isRelative: thresholdMode == .rel)
    }

    func validate() throws(SchedulerError) {}

    func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
      groups.roundRates()
      return State(best: mode == .max ? -.infinity : .infinity)
    }

    func reduce(_ groups: inout [ParameterGroup]) {
      for index in groups.indices { groups[index].lr = Double(Float(groups[index].lr) * Float(factor)) }
    }

    static let declaration = SchedulerDeclaration(
      "tinygrad.ReduceLROnPlateau", library: .tinygrad,
      summary: "Lowers the learning rate when a metric has stopped improving; in float32.",
      formula: "lr = lr * factor after more than patience bad epochs",
      quirks: ["There is no lowest rate and no cooldown."],
      example: Self(),
      parameters: [
        .choice(
          "mode", \.mode, unknown: { "mode must be 'min' or 'max', but got \($0)" },
          help: "'min': lower is better, or 'max'"),
        .fraction("factor", \.factor, help: "factor of each reduction"),
        .number("patience", \.patience, in: 0...100_000, help: "bad epochs that are tolerated"),
        .float("threshold", \.threshold, in: 0...1, step: .decade(from: 1e-8), help: "the least improvement"),
        .choice(
          "threshold_mode", \.thresholdMode,
          unknown: { "threshold_mode must be 'rel' or 'abs', but got \($0)" },
          help: "'rel': a fraction of the best, or 'abs'"),
      ])
  }
}
