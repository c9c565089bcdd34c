extension Optax {
  /// From one rate to another along a line.
  struct Linear: AbsoluteScheduler, CatalogScheduler {
    var initValue: Double
    var endValue: Double
    var transitionSteps: PythonNumber
    var transitionBegin: PythonNumber = 0

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      try Polynomial(
        initValue: initValue, endValue: endValue, power: 1, transitionSteps: transitionSteps,
        transitionBegin: transitionBegin
      ).rate(step)
    }

    var extent: ScheduleExtent {
      let before = max(transitionBegin.doubleValue, 0)
      return .transition(
        to: .init("transition_steps", transitionSteps, offset: before), rises: endValue > initValue)
    }

    static let declaration = SchedulerDeclaration(
      "linear_schedule", library: .optax,
      summary: "From init_value to end_value along a line; counts steps.",
      formula: "lr[t] = (init - end) * (1 - clip(t - begin, 0, T) / T) + end",
      quirks: [
        "With transition_steps of 0 or less the rate stays init_value, not end_value."
      ],
      example: Linear(initValue: 0.1, endValue: 0, transitionSteps: 100),
      parameters: [
        .rate("init_value", \.initValue, .required, help: "the first rate"),
        .rate("end_value", \.endValue, .required, help: "the last rate"),
        .steps(
          "transition_steps", \.transitionSteps, .required, help: "steps between them; 0 stays at init_value"),
        .steps("transition_begin", \.transitionBegin, help: "steps before it begins"),
      ])
  }
}
