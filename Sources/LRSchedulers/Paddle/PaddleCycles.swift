extension Paddle {
  struct OneCycleLR: PaddleFunction {
    enum Strategy: String, CaseIterable { case cos, linear }

    var maxLR: Double
    var totalSteps: PythonNumber
    var divideFactor = 25.0
    var endLR = 0.0001
    var phasePct = 0.3
    var strategy = Strategy.cos
    var threePhase = false
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try requireCount("total_steps", totalSteps)
      try require(
        (0...1).contains(phasePct), "'phase_pct' must be between 0 and 1, but received \(phasePct.python)",
        "phase_pct")
      try require(
        !threePhase || phasePct < 0.5, "When three_phase is True, 'phase_pct' must be less than 0.5",
        "phase_pct")
      try require(
        maxLR >= 0, "'max_learning_rate' must be a positive integer, but received \(maxLR.python)",
        "max_learning_rate")
      try require(
        endLR >= 0, "'end_learning_rate' must be a positive integer, but received \(endLR.python)",
        "end_learning_rate")
      try require(
        divideFactor != 0, "'divide_factor' must not be 0 (float division by zero)", "divide_factor")
      let first = maxLR / divideFactor
      try require(first >= 0, "Invalid learning rate: \(PythonNumber.repr(first))", "divide_factor")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let (t, total) = (Double(step), totalSteps.doubleValue)
      if t > total {
        throw SchedulerError(
          .value, "Tried to step \(step) times. However the number of total steps is \(totalSteps)")
      }
      let first = maxLR / divideFactor
      let ends =
        threePhase
        ? [0, phasePct * total - 1, 2 * phasePct * total - 2, total - 1]
        : [0, phasePct * total - 1, total - 1]
      let rates = threePhase ? [first, maxLR, first, endLR] : [first, maxLR, endLR]
      let index = (0..<rates.count - 2).first { t <= ends[$0 + 1] } ?? rates.count - 2
      let pct = try PythonMath.divide(t - ends[index], by: ends[index + 1] - ends[index])
      if strategy == .linear { return (rates[index + 1] - rates[index]) * pct + rates[index] }
      return rates[index + 1] + (rates[index] - rates[index + 1]) / 2
        * ((try PythonMath.cosine(.pi * pct)) + 1)
    }

    var extent: ScheduleExtent {
      ScheduleExtent(
        completion: .init("total_steps", totalSteps.doubleValue - 1, offset: -1), endsWithRun: true)
    }

    static let declaration = SchedulerDeclaration(
      "paddle.OneCycleLR", library: .paddle,
      summary: "Raises the rate to its highest, then lowers it to end_learning_rate.",
      formula: "lr[t] = anneal from max / divide_factor up to max, then down to end_learning_rate",
      quirks: [
        "end_learning_rate is a rate; one step behind the end is made, and turns up again; the next one fails."
      ],
      example: OneCycleLR(maxLR: 0.1, totalSteps: 100),
      parameters: [
        .rate("max_learning_rate", \.maxLR, .required, help: "the highest rate"),
        .steps("total_steps", \.totalSteps, .required, help: "all steps"),
        .float(
          "divide_factor", \.divideFactor, in: 1...1e6, step: .decade(from: 1),
          help: "the highest rate by the first"),
        .rate("end_learning_rate", \.endLR, help: "the last rate"),
        .strictFloat(
          "phase_pct", \.phasePct, in: 0...1, step: .linear(0.05),
          refusal: { "'phase_pct' must be 'float', but received \($0)" }, help: "the part that rises"),
        .choice(
          "anneal_strategy", \.strategy,
          unknown: { "'anneal_strategy' must by one of 'cos' or 'linear', but received \($0)" },
          help: "'cos' or 'linear'"),
        .bool("three_phase", \.threePhase, help: "come down as it went up, then to the last rate"),
      ] + Parameter.rest)
  }

  struct CyclicLR: PaddleFunction {
    enum Mode: String, CaseIterable {
      case triangular, triangular2
      case expRange = "exp_range"
    }
    enum ScaleMode: String, CaseIterable { case cycle, iterations }

    var baseLR: Double
    var maxLR: Double
    var up: PythonNumber
    var down: PythonNumber?
    var mode = Mode.triangular
    var gamma = 1.0
    var scale: LambdaExpression?
    var scaleMode = ScaleMode.cycle
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try requireCount("step_size_up", up)
      if let down { try requireCount("step_size_down", down) }
      try require(baseLR >= 0, "Invalid learning rate: \(PythonNumber.repr(baseLR))", "base_learning_rate")
      try require(
        maxLR >= 0, "'max_learning_rate' must be a positive integer, but received \(maxLR.python)",
        "max_learning_rate")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let t = Double(step)
      let size = up.doubleValue + (down ?? up).doubleValue
      let rise = up.doubleValue / size
      let cycle = 1 + PythonMath.floorDivision(t, size).quotient
      let pct = 1 + t / size - cycle
      let height = (maxLR - baseLR) * (pct <= rise ? pct / rise : (1 - pct) / (1 - rise))
      return baseLR + height * (try factor(t, cycle))
    }

    private func factor(_ t: Double, _ cycle: Double) throws(SchedulerError) -> Double {
      if let scale { return try scale(Int(clamping: scaleMode == .cycle ? cycle : t)) }
      switch mode {
      case .triangular: return 1
      case .triangular2: return 1 / (try PythonMath.power(2, cycle - 1))
      case .expRange: return try PythonMath.power(gamma, t)
      }
    }

    var extent: ScheduleExtent {
      ScheduleExtent(
        cycle: .init(
          "step_size_up", up.doubleValue + (down ?? up).doubleValue, offset: nil, value: up.doubleValue))
    }

    static let declaration = SchedulerDeclaration(
      "paddle.CyclicLR", library: .paddle,
      summary: "Cycles the rate between two values, with a height that may fall.",
      formula: "lr[t] = base + (max - base) * triangle(t) * scale(cycle or t)",
      example: CyclicLR(baseLR: 0.01, maxLR: 0.1, up: 50),
      parameters: [
        .rate("base_learning_rate", \.baseLR, .required, help: "the lowest rate"),
        .rate("max_learning_rate", \.maxLR, .required, help: "the highest rate"),
        .steps("step_size_up", \.up, .required, help: "steps up"),
        .optionalNumber("step_size_down", \.down, in: 1...10_000_000, help: "steps down; as many as up"),
        .choice(
          "mode", \.mode, unknown: { "'mode' is invalid and 'scale_fn' is not specified: \($0)" },
          help: "how the height falls"),
        .float(
          "exp_gamma", \.gamma, in: 0.01...1, step: .linear(0.05), help: "factor of each step in exp_range"),
        .optionalLambda("scale_fn", \.scale, help: "height of a cycle or step; wins over mode"),
        .choice(
          "scale_mode", \.scaleMode,
          unknown: { "'scale_mode' must be one of 'cycle' or 'iterations', but got \($0)" },
          help: "what scale_fn is given"),
      ] + Parameter.rest)
  }
}
