extension Paddle {
  struct PiecewiseDecay: PaddleFunction {
    var boundaries: [PythonNumber]
    var values: [Double]
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try require(!boundaries.isEmpty, "The boundaries cannot be empty.", "boundaries")
      try require(
        values.count > boundaries.count,
        "The values have one more element than boundaries, but received len(values) [\(values.count)] < len(boundaries) + 1 [\(boundaries.count + 1)].",
        "values")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      for (boundary, value) in zip(boundaries, values) where Double(step) < boundary.doubleValue {
        return value
      }
      return values[values.count - 1]
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard values.count > boundaries.count + 1 else { return [] }
      return [
        ScheduleNote(
          "PiecewiseDecay takes the last of its values behind the last boundary, and never those before it")
      ]
    }

    static let declaration = SchedulerDeclaration(
      "PiecewiseDecay", library: .paddle, summary: "Takes one value after the other, up to boundaries.",
      formula: "lr[t] = values[i] while t < boundaries[i], then values[-1]",
      quirks: [
        "More values than one a boundary are taken: the last of them counts behind the last boundary."
      ],
      example: PiecewiseDecay(boundaries: [30, 80], values: [0.1, 0.01, 0.001]),
      parameters: [
        .numbers(
          "boundaries", \.boundaries, .required, in: 0...10_000_000, help: "where the next value begins"),
        .rates("values", \.values, help: "the rates"),
      ] + Parameter.rest)
  }

  struct MultiStepDecay: PaddleFunction {
    var learningRate: Double
    var milestones: [PythonNumber]
    var gamma = 0.1
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      let ascends = zip(milestones, milestones.dropFirst()).allSatisfy { $0.doubleValue < $1.doubleValue }
      try require(ascends, "The elements of milestones must be incremented", "milestones")
      try require(gamma < 1, "gamma should be < 1.0.", "gamma")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let passed = milestones.firstIndex { Double(step) < $0.doubleValue } ?? milestones.count
      return learningRate * (try PythonMath.power(gamma, Double(passed)))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    static let declaration = SchedulerDeclaration(
      "MultiStepDecay", library: .paddle, summary: "Multiplies the rate by gamma at each milestone.",
      formula: "lr[t] = learning_rate * gamma**(milestones <= t)",
      example: MultiStepDecay(learningRate: 0.1, milestones: [30, 80]),
      parameters: [
        .learningRate(\.learningRate),
        .numbers(
          "milestones", \.milestones, .required, in: 0...10_000_000,
          help: "where the rate is lowered; strictly rising"),
        .float("gamma", \.gamma, in: 0...0.99, step: .linear(0.05), help: "factor of each"),
      ] + Parameter.rest)
  }

  struct StepDecay: PaddleFunction {
    var learningRate: Double
    var stepSize: PythonNumber
    var gamma = 0.1
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try require(gamma < 1, "gamma should be < 1.0.", "gamma")
      try requireCount("step_size", stepSize)
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      learningRate * (try PythonMath.power(gamma, (Double(step) / stepSize.doubleValue).rounded(.down)))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    static let declaration = SchedulerDeclaration(
      "StepDecay", library: .paddle, summary: "Multiplies the rate by gamma every step_size steps.",
      formula: "lr[t] = learning_rate * gamma**(t // step_size)",
      example: StepDecay(learningRate: 0.1, stepSize: 30),
      parameters: [
        .learningRate(\.learningRate),
        .steps("step_size", \.stepSize, .required, help: "steps between two times"),
        .float("gamma", \.gamma, in: 0...0.99, step: .linear(0.05), help: "factor of each time"),
      ] + Parameter.rest)
  }

  struct LambdaDecay: PaddleFunction {
    var learningRate: Double
    var lambda: PerGroup<LambdaExpression>
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try require(
        lambda.count == nil, "The type of 'lr_lambda' must be a function, but got a list", "lr_lambda")
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double { learningRate * (try lambda[0](step)) }

    static let declaration = SchedulerDeclaration(
      "LambdaDecay", library: .paddle, summary: "Multiplies the rate by a function of the step.",
      formula: "lr[t] = learning_rate * lr_lambda(t)",
      example: LambdaDecay(learningRate: 0.1, lambda: .all(.power(of: 0.95))),
      parameters: [
        .learningRate(\.learningRate),
        .lambdas(
          "lr_lambda", \.lambda, refusal: { "The type of 'lr_lambda' must be a function, but got \($0)" },
          help: "factor of the rate at a step"),
      ] + Parameter.rest)
  }

  /// The product of a function's values; the rate before has those up to it.
  struct MultiplicativeDecay: PaddleSchedule {
    var learningRate: Double
    var lambda: PerGroup<LambdaExpression>
    var kept = KeptArguments()

    func validate() throws(SchedulerError) {
      try require(
        lambda.count == nil, "The type of 'lr_lambda' must be a function, but got a list", "lr_lambda")
    }

    func rate(_ epoch: Int, last: Double) throws(SchedulerError) -> Double {
      epoch == 0 ? learningRate : last * (try lambda[0](epoch))
    }

    static let declaration = SchedulerDeclaration(
      "MultiplicativeDecay", library: .paddle,
      summary: "Multiplies the rate before by a function of the step.",
      formula: "lr[t] = lr[t-1] * lr_lambda(t)", quirks: ["The function is not called for step 0."],
      example: MultiplicativeDecay(learningRate: 0.1, lambda: .all(.constant(0.95))),
      parameters: [
        .learningRate(\.learningRate),
        .lambdas(
          "lr_lambda", \.lambda, refusal: { "The type of 'lr_lambda' must be a function, but got \($0)" },
          help: "factor of the rate before"),
      ] + Parameter.rest)
  }
}
