extension Optax {
  /// From one rate to another along a power; with no steps it stays at the first.
  struct Polynomial: AbsoluteScheduler, CatalogScheduler {
    var initValue: Double
    var endValue: Double
    var power: Double
    var transitionSteps: PythonNumber
    var transitionBegin: PythonNumber = 0

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let length = transitionSteps.doubleValue
      if length <= 0 { return initValue }
      let count = min(max(Double(step) - max(transitionBegin.doubleValue, 0), 0), length)
      return (initValue - endValue) * (try PythonMath.power(1 - count / length, power)) + endValue
    }

    var extent: ScheduleExtent {
      let before = max(transitionBegin.doubleValue, 0)
      return .transition(
        to: .init("transition_steps", transitionSteps, offset: before), rises: endValue > initValue)
    }

    static let declaration = SchedulerDeclaration(
      "polynomial_schedule", library: .optax,
      summary: "From init_value to end_value along a polynomial; counts steps.",
      formula: "lr[t] = (init - end) * (1 - clip(t - begin, 0, T) / T) ** power + end",
      quirks: [
        "With transition_steps of 0 or less the rate stays init_value, not end_value."
      ],
      example: Polynomial(initValue: 0.1, endValue: 0.001, power: 2, transitionSteps: 100),
      parameters: [
        .rate("init_value", \.initValue, .required, help: "the first rate"),
        .rate("end_value", \.endValue, .required, help: "the last rate"),
        .float(
          "power", \.power, .required, in: 0...10, step: .linear(0.1), help: "1 is a line, 2 a parabola"),
        .steps(
          "transition_steps", \.transitionSteps, .required, help: "steps between them; 0 stays at init_value"),
        .steps("transition_begin", \.transitionBegin, help: "steps before it begins"),
      ])
  }
}
