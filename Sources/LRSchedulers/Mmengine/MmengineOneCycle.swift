extension Mmengine {
  /// PyTorch's one cycle, in a range.
  struct OneCycle: MmengineScheduler {
    typealias Quantity = Rate
    enum Strategy: String, CaseIterable { case cos, linear }

    var etaMax = 0.0
    var totalSteps: Int?
    var pctStart = 0.3
    var strategy = Strategy.cos
    var divFactor = 25.0
    var finalDivFactor = 1e4
    var threePhase = false
    var range = Range()

    private var total: Int { totalSteps ?? range.end - range.begin }

    func validate() throws(SchedulerError) {
      try validateRange()
      if let totalSteps, totalSteps <= 0 {
        throw SchedulerError(
          .value, "Expected positive integer total_steps, but got \(totalSteps)", parameter: "total_steps")
      }
      if !(0...1).contains(pctStart) {
        throw SchedulerError(
          .value, "Expected float between 0 and 1 pct_start, but got \(pctStart.python)",
          parameter: "pct_start")
      }
      for (name, value) in [("div_factor", divFactor), ("final_div_factor", finalDivFactor)] where value == 0
      {
        throw SchedulerError(.zeroDivision, "\(name) must not be 0 (float division by zero)", parameter: name)
      }
    }

    private var phases: [(end: Double, from: Double, to: Double)] {
      let first = etaMax / divFactor
      let (peak, last) = (pctStart * Double(total), Double(total - 1))
      if threePhase {
        return [
          (peak - 1, first, etaMax), (2 * peak - 2, etaMax, first), (last, first, first / finalDivFactor),
        ]
      }
      return [(peak - 1, first, etaMax), (last, etaMax, first / finalDivFactor)]
    }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      if t > total {
        throw SchedulerError(
          .value, "Tried to step \(t + 1) times. The specified number of total steps is \(total)",
          parameter: "total_steps")
      }
      let phases = phases
      var (index, start) = (0, 0.0)
      while Double(t) > phases[index].end, index < phases.count - 1 {
        start = phases[index].end
        index += 1
      }
      let phase = phases[index]
      return try annealed(phase.from, phase.to, PythonMath.divide(Double(t) - start, by: phase.end - start))
    }

    private func annealed(_ start: Double, _ end: Double, _ pct: Double) throws(SchedulerError) -> Double {
      if strategy == .linear { return (end - start) * pct + start }
      return end + (start - end) / 2 * ((try PythonMath.cosine(.pi * pct)) + 1)
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      etaMax == 0 ? [ScheduleNote("mmengine.OneCycleLR sets LR 0: eta_max is 0 by default")] : []
    }

    static let declaration = SchedulerDeclaration(
      "mmengine.OneCycleLR", library: .mmengine,
      summary: "Raises the learning rate to eta_max, then lowers it far below its start.",
      formula: "lr[t] = anneal from eta_max / div_factor up to eta_max, then down to that / final_div_factor",
      quirks: ["eta_max is 0 by default, and the rate with it; the optimizer's own is not used."],
      example: Self(etaMax: 0.1, totalSteps: 100),
      parameters: [
        .float(
          "eta_max", \.etaMax, .defaulting(.double(0)), in: 0...10, step: .decade(from: 1e-8),
          help: "the highest rate"),
        .optionalInteger(
          "total_steps", \.totalSteps, in: 1...10_000_000,
          refusal: { "Expected positive integer total_steps, but got \($0)" },
          help: "all steps; None: end - begin"),
        .strictFloat(
          "pct_start", \.pctStart, in: 0...1, step: .linear(0.05),
          refusal: { "Expected float between 0 and 1 pct_start, but got \($0)" }, help: "the part that rises"),
        .choice(
          "anneal_strategy", \.strategy,
          unknown: { "anneal_strategy must by one of \"cos\" or \"linear\", instead got \($0)" },
          help: "'cos' or 'linear'"),
        .float(
          "div_factor", \.divFactor, in: 1...1e6, step: .decade(from: 1), help: "eta_max by the first rate"),
        .float(
          "final_div_factor", \.finalDivFactor, in: 1...1e12, step: .decade(from: 1),
          help: "the first rate by the last"),
        .bool("three_phase", \.threePhase, help: "come down as it went up, then to the last rate"),
      ] + Parameter.rangeOrder)
  }
}
