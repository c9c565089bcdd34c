extension Fvcore {
  struct Constant: FvcoreFunction {
    var constant: Double
    var maxIter: PythonNumber? = 100

    func value(at position: Double) throws(SchedulerError) -> Double {
      if position >= 1 {
        throw SchedulerError(.value, "where in ParamScheduler must be in [0, 1]: got \(position.python)")
      }
      return constant
    }

    static let declaration = SchedulerDeclaration(
      "ConstantParamScheduler", library: .fvcore,
      summary: "Keeps one value, and fails at the end of the run.",
      formula: "lr[t] = value", quirks: ["It may not be asked at the end of the run or behind it."],
      example: Constant(constant: 0.1),
      parameters: [.rate("value", \.constant, .required, help: "the rate"), .maxIter])
  }

  struct Cosine: FvcoreFunction {
    var startValue: Double
    var endValue: Double
    var maxIter: PythonNumber? = 100

    func value(at position: Double) throws(SchedulerError) -> Double {
      endValue + 0.5 * (startValue - endValue) * (1 + (try PythonMath.cosine(.pi * position)))
    }

    var extent: ScheduleExtent { ScheduleExtent(completion: end, endsWithRun: true, turn: end) }

    static let declaration = SchedulerDeclaration(
      "CosineParamScheduler", library: .fvcore, summary: "Lowers the rate along a cosine over the run.",
      formula: "lr[t] = end + (start - end) * (1 + cos(pi * t / max_iter)) / 2",
      quirks: ["Nothing holds it at the end: behind the run the rate rises again."],
      example: Cosine(startValue: 0.1, endValue: 0),
      parameters: [
        .rate("start_value", \.startValue, .required, help: "the first rate"),
        .rate("end_value", \.endValue, .required, help: "the rate at the end of the run"), .maxIter,
      ])
  }

  struct Exponential: FvcoreFunction {
    var startValue: Double
    var decay: Double
    var maxIter: PythonNumber? = 100

    func value(at position: Double) throws(SchedulerError) -> Double {
      startValue * (try PythonMath.power(decay, position))
    }

    static let declaration = SchedulerDeclaration(
      "ExponentialParamScheduler", library: .fvcore,
      summary: "Multiplies the rate by decay over the whole run, little by little.",
      formula: "lr[t] = start * decay**(t / max_iter)", example: Exponential(startValue: 0.1, decay: 0.01),
      parameters: [
        .rate("start_value", \.startValue, .required, help: "the first rate"),
        .fraction("decay", \.decay, .required, help: "what is left of it at the end of the run"), .maxIter,
      ])
  }

  struct Linear: FvcoreFunction {
    var startValue: Double
    var endValue: Double
    var maxIter: PythonNumber? = 100

    func value(at position: Double) throws(SchedulerError) -> Double {
      endValue * position + startValue * (1 - position)
    }

    static let declaration = SchedulerDeclaration(
      "LinearParamScheduler", library: .fvcore,
      summary: "From start_value to end_value along a line over the run.",
      formula: "lr[t] = end * t / max_iter + start * (1 - t / max_iter)",
      quirks: ["The line goes on behind the end of the run."],
      example: Linear(startValue: 0.1, endValue: 0.01),
      parameters: [
        .rate("start_value", \.startValue, .required, help: "the first rate"),
        .rate("end_value", \.endValue, .required, help: "the rate at the end of the run"), .maxIter,
      ])
  }

  struct Polynomial: FvcoreFunction {
    var baseValue: Double
    var power: Double
    var maxIter: PythonNumber? = 100

    func value(at position: Double) throws(SchedulerError) -> Double {
      baseValue * (try PythonMath.power(1 - position, power))
    }

    var extent: ScheduleExtent { ScheduleExtent(completion: end, endsWithRun: true) }

    static let declaration = SchedulerDeclaration(
      "PolynomialDecayParamScheduler", library: .fvcore,
      summary: "Lowers the rate to 0 along a power of what is left of the run.",
      formula: "lr[t] = base * (1 - t / max_iter)**power", example: Polynomial(baseValue: 0.1, power: 0.9),
      parameters: [
        .rate("base_value", \.baseValue, .required, help: "the first rate"),
        .float("power", \.power, .required, in: 0...10, step: .linear(0.1), help: "1 is a line"), .maxIter,
      ])
  }
}
