extension Paddle {
  struct NoamDecay: PaddleFunction {
    var modelSize: PythonNumber
    var warmupSteps: PythonNumber
    var learningRate = 1.0
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try require(modelSize.doubleValue > 0, "d_model should be grater than 0", "d_model")
      try require(
        warmupSteps.doubleValue > 0, "warmup_steps must be above 0, but got \(warmupSteps)", "warmup_steps")
      try require(
        learningRate >= 0, "Invalid learning rate: \(PythonNumber.repr(learningRate))", "learning_rate")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let t = Double(step)
      let a = step == 0 ? 1 : try PythonMath.power(t, -0.5)
      let b = try PythonMath.power(warmupSteps.doubleValue, -1.5) * t
      return learningRate * (try PythonMath.power(modelSize.doubleValue, -0.5)) * min(a, b)
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: .init("warmup_steps", warmupSteps)) }

    static let declaration = SchedulerDeclaration(
      "NoamDecay", library: .paddle,
      summary: "Warms up, then falls with the inverse square root of the step.",
      formula: "lr[t] = learning_rate * d_model**-0.5 * min(t**-0.5, t * warmup_steps**-1.5)",
      quirks: ["The first step is made at rate 0."],
      example: NoamDecay(modelSize: 512, warmupSteps: 100),
      parameters: [
        .number("d_model", \.modelSize, .required, in: 1...100_000, help: "the width of the model"),
        .steps("warmup_steps", \.warmupSteps, .required, help: "steps of the rise"),
        .float(
          "learning_rate", \.learningRate, in: 0...100, step: .decade(from: 1e-4), help: "factor of the whole"
        ),
      ] + Parameter.rest)
  }

  struct NaturalExpDecay: PaddleFunction {
    var learningRate: Double
    var gamma: Double
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try require(
        gamma > 0, "'gamma' must be a positive number so that the learning rate will decay.", "gamma")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      learningRate * PythonMath.exponential(-gamma * Double(step))
    }

    static let declaration = SchedulerDeclaration(
      "NaturalExpDecay", library: .paddle, summary: "Falls with the exponential of the step.",
      formula: "lr[t] = learning_rate * exp(-gamma * t)",
      example: NaturalExpDecay(learningRate: 0.1, gamma: 0.05),
      parameters: [
        .learningRate(\.learningRate), .fraction("gamma", \.gamma, .required, help: "how fast"),
      ] + Parameter.rest)
  }

  struct InverseTimeDecay: PaddleFunction {
    var learningRate: Double
    var gamma: Double
    var kept = KeptArguments()

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      try PythonMath.divide(learningRate, by: 1 + gamma * Double(step))
    }

    static let declaration = SchedulerDeclaration(
      "paddle.InverseTimeDecay", library: .paddle, summary: "Falls with the inverse of the step.",
      formula: "lr[t] = learning_rate / (1 + gamma * t)",
      example: InverseTimeDecay(learningRate: 0.1, gamma: 0.1),
      parameters: [
        .learningRate(\.learningRate), .fraction("gamma", \.gamma, .required, help: "how fast"),
      ] + Parameter.rest)
  }

  struct ExponentialDecay: PaddleFunction {
    var learningRate: Double
    var gamma: Double
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try require(
        gamma > 0 && gamma < 1,
        "'gamma' must be in interval (0.0, 1.0) so that the learning rate will decay.", "gamma")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      learningRate * (try PythonMath.power(gamma, Double(step)))
    }

    static let declaration = SchedulerDeclaration(
      "paddle.ExponentialDecay", library: .paddle, summary: "Multiplies the rate by gamma in every step.",
      formula: "lr[t] = learning_rate * gamma**t", example: ExponentialDecay(learningRate: 0.1, gamma: 0.95),
      parameters: [
        .learningRate(\.learningRate),
        .float(
          "gamma", \.gamma, .required, in: 0.01...0.99, step: .linear(0.05), help: "factor of each step"),
      ] + Parameter.rest)
  }

  struct PolynomialDecay: PaddleFunction {
    var learningRate: Double
    var decaySteps: PythonNumber
    var endLR = 0.0001
    var power = 1.0
    var cycles = false
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try requireCount("decay_steps", decaySteps)
      try require(
        power > 0, "'power' must be greater than 0.0 so that the learning rate will decay.", "power")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      var (t, length) = (Double(step), decaySteps.doubleValue)
      if cycles {
        length *= step == 0 ? 1 : (t / length).rounded(.up)
      } else {
        t = min(t, length)
      }
      return (learningRate - endLR) * (try PythonMath.power(1 - t / length, power)) + endLR
    }

    var extent: ScheduleExtent {
      cycles
        ? ScheduleExtent(cycle: .init("decay_steps", decaySteps)) : .descent(.init("decay_steps", decaySteps))
    }

    static let declaration = SchedulerDeclaration(
      "paddle.PolynomialDecay", library: .paddle,
      summary: "Lowers the rate to end_lr along a power of the steps left.",
      formula: "lr[t] = (learning_rate - end_lr) * (1 - min(t, decay_steps) / decay_steps)**power + end_lr",
      quirks: ["It ends at 0.0001 by default, and not at 0."],
      example: PolynomialDecay(learningRate: 0.1, decaySteps: 100),
      parameters: [
        .learningRate(\.learningRate),
        .steps("decay_steps", \.decaySteps, .required, help: "steps to end_lr"),
        .rate("end_lr", \.endLR, help: "the last rate"),
        .float("power", \.power, in: 0.1...10, step: .linear(0.1), help: "1 is a line"),
        .bool("cycle", \.cycles, help: "begin again with a longer way instead of staying"),
      ] + Parameter.rest)
  }
}
