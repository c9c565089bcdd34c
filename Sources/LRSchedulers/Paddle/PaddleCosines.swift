extension Paddle {
  /// PyTorch's recursion, and its closed form where another schedule steps it.
  struct CosineAnnealingDecay: PaddleSchedule {
    var learningRate: Double
    var tMax: PythonNumber
    var etaMin = 0.0
    var kept = KeptArguments()

    func validate() throws(SchedulerError) { try requireCount("T_max", tMax) }

    func rate(_ epoch: Int, last: Double) throws(SchedulerError) -> Double {
      if epoch == 0 { return learningRate }
      let (t, period) = (Double(epoch), tMax.doubleValue)
      if PythonMath.floorDivision(t - 1 - period, 2 * period).remainder == 0 {
        return last + (learningRate - etaMin) * (1 - (try PythonMath.cosine(.pi / period))) / 2
      }
      let before = 1 + (try PythonMath.cosine(.pi * (t - 1) / period))
      return try PythonMath.divide(1 + PythonMath.cosine(.pi * t / period), by: before) * (last - etaMin)
        + etaMin
    }

    func jumped(_ epoch: Int, last: Double) throws(SchedulerError) -> Double {
      etaMin + (learningRate - etaMin) * (1 + (try PythonMath.cosine(.pi * Double(epoch) / tMax.doubleValue)))
        / 2
    }

    var extent: ScheduleExtent {
      let end = ScheduleExtent.Mark("T_max", tMax)
      return ScheduleExtent(completion: end, turn: end)
    }

    static let declaration = SchedulerDeclaration(
      "CosineAnnealingDecay", library: .paddle,
      summary: "Anneals the rate along a cosine to eta_min at T_max, then up again.",
      formula: "lr[t] = eta_min + (learning_rate - eta_min) * (1 + cos(pi * t / T_max)) / 2",
      quirks: ["Past T_max the rate rises again."],
      example: CosineAnnealingDecay(learningRate: 0.1, tMax: 50),
      parameters: [
        .learningRate(\.learningRate), .steps("T_max", \.tMax, .required, help: "steps to eta_min"),
        .rate("eta_min", \.etaMin, help: "the lowest rate"),
      ] + Parameter.rest)
  }

  /// Cosines that restart.
  struct WarmRestarts: PaddleFunction {
    var learningRate: Double
    var t0: PythonNumber
    var tMult: PythonNumber = 1
    var etaMin = 0.0
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      guard case .int(let first) = t0, first > 0 else {
        throw SchedulerError(.value, "Expected positive integer T_0, but got \(t0)", parameter: "T_0")
      }
      guard case .int(let factor) = tMult, factor >= 1 else {
        throw SchedulerError(.value, "Expected integer T_mult >= 1, but got \(tMult)", parameter: "T_mult")
      }
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      var (t, length) = (Double(step), t0.doubleValue)
      if tMult.doubleValue == 1 {
        t = t.truncatingRemainder(dividingBy: length)
      } else {
        while t >= length { (t, length) = (t - length, length * tMult.doubleValue) }
      }
      return try value(t, length)
    }

    private func value(_ t: Double, _ length: Double) throws(SchedulerError) -> Double {
      etaMin + (learningRate - etaMin) * (1 + (try PythonMath.cosine(.pi * t / length))) / 2
    }

    /// Paddle finds the cycle by a logarithm, which rounds.
    func jumped(_ epoch: Int, last: Double) throws(SchedulerError) -> Double {
      let (t, first, factor) = (Double(epoch), t0.doubleValue, tMult.doubleValue)
      if t < first || factor == 1 { return try rate(epoch) }
      let n = (try PythonMath.logarithm(t / first * (factor - 1) + 1) / PythonMath.logarithm(factor)).rounded(
        .towardZero)
      let power = try PythonMath.power(factor, n)
      return try value(t - first * (power - 1) / (factor - 1), first * power)
    }

    var extent: ScheduleExtent { ScheduleExtent(cycle: .init("T_0", t0)) }

    static let declaration = SchedulerDeclaration(
      "paddle.CosineAnnealingWarmRestarts", library: .paddle,
      summary: "Anneals the rate along cosines that restart, each T_mult times as long.",
      formula: "lr[t] = eta_min + (learning_rate - eta_min) * (1 + cos(pi * T_cur / T_i)) / 2",
      example: WarmRestarts(learningRate: 0.1, t0: 50),
      parameters: [
        .learningRate(\.learningRate), .steps("T_0", \.t0, .required, help: "length of the first cycle"),
        .number("T_mult", \.tMult, in: 1...10, help: "by which each cycle is longer"),
        .rate("eta_min", \.etaMin, help: "the lowest rate"),
      ] + Parameter.rest)
  }

  /// A line of factors, found from the rate before.
  struct LinearLR: PaddleSchedule {
    var learningRate: Double
    var totalSteps: PythonNumber
    var startFactor = 1.0 / 3
    var endFactor = 1.0
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try require(
        startFactor > 0 && startFactor <= 1,
        "`start_factor` must be greater than 0 and less or equal to 1, but got \(startFactor.python)",
        "start_factor")
      try require(
        endFactor >= 0 && endFactor <= 1,
        "`end_factor` must be greater than 0 and less than 1, but got \(endFactor.python)", "end_factor")
      try require(
        totalSteps.doubleValue > 0, "`total_steps` must be greater than 0, but got \(totalSteps)",
        "total_steps")
    }

    func rate(_ epoch: Int, last: Double) throws(SchedulerError) -> Double {
      if epoch == 0 { return learningRate * startFactor }
      if Double(epoch) > totalSteps.doubleValue { return last }
      let rise = endFactor - startFactor
      return last
        * (1
          + (try PythonMath.divide(rise, by: totalSteps.doubleValue * startFactor + Double(epoch - 1) * rise)))
    }

    var extent: ScheduleExtent {
      .transition(to: .init("total_steps", totalSteps), rises: endFactor > startFactor)
    }

    static let declaration = SchedulerDeclaration(
      "paddle.LinearLR", library: .paddle, summary: "Multiplies the rate by a factor that goes along a line.",
      formula: "lr[t] = learning_rate * (start_factor + (end_factor - start_factor) * min(t, N) / N)",
      example: LinearLR(learningRate: 0.1, totalSteps: 10),
      parameters: [
        .learningRate(\.learningRate),
        .steps("total_steps", \.totalSteps, .required, help: "steps to the last factor"),
        .float("start_factor", \.startFactor, in: 0.01...1, step: .linear(0.05), help: "the first factor"),
        .fraction("end_factor", \.endFactor, help: "the last factor"),
      ] + Parameter.rest)
  }
}
