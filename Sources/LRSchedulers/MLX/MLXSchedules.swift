extension MLX {
  struct ExponentialDecay: MLXSchedule {
    var initial: Double
    var decayRate: Double
    var caller = MLX.Caller.array

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      if caller == .int { return initial * (try PythonMath.power(decayRate, Double(step))) }
      return Double(try value(Int32(clamping: step)))
    }

    func value(_ step: Int32) throws(SchedulerError) -> Float {
      Float(initial) * FloatMath.power(Float(decayRate), Float(step))
    }

    static let declaration = SchedulerDeclaration(
      "mlx.exponential_decay", library: .mlx,
      summary: "Multiplies the rate by decay_rate in every step; in float32.",
      formula: "lr[t] = init * decay_rate**t", example: ExponentialDecay(initial: 0.1, decayRate: 0.95),
      parameters: [
        .rate("init", \.initial, .required, help: "the first rate"),
        .fraction("decay_rate", \.decayRate, .required, help: "factor of each step"), .caller(\.caller),
      ])
  }

  struct StepDecay: MLXSchedule {
    var initial: Double
    var decayRate: Double
    var stepSize: PythonNumber
    var caller = MLX.Caller.array

    func validate() throws(SchedulerError) { try requireLength("step_size", stepSize) }

    private func steps(_ step: Int) -> Double { (Double(step) / stepSize.doubleValue).rounded(.down) }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      if caller == .int { return initial * (try PythonMath.power(decayRate, steps(step))) }
      return Double(try value(Int32(clamping: step)))
    }

    func value(_ step: Int32) throws(SchedulerError) -> Float {
      let steps = steps(Int(step))
      return Float(initial) * FloatMath.power(Float(decayRate), Float(steps))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    static let declaration = SchedulerDeclaration(
      "step_decay", library: .mlx,
      summary: "Multiplies the rate by decay_rate every step_size steps; in float32.",
      formula: "lr[t] = init * decay_rate**(t // step_size)",
      example: StepDecay(initial: 0.1, decayRate: 0.5, stepSize: 30),
      parameters: [
        .rate("init", \.initial, .required, help: "the first rate"),
        .fraction("decay_rate", \.decayRate, .required, help: "factor of each time"),
        .steps("step_size", \.stepSize, .required, help: "steps between two times"), .caller(\.caller),
      ])
  }

  struct CosineDecay: MLXSchedule {
    var initial: Double
    var decaySteps: PythonNumber
    var end = 0.0

    func validate() throws(SchedulerError) { try requireLength("decay_steps", decaySteps) }

    func value(_ step: Int32) throws(SchedulerError) -> Float {
      let s = min(Float(step), Float(decaySteps.doubleValue))
      let decay = 0.5 * (1 + FloatMath.cephesCosine(Float(Double.pi / decaySteps.doubleValue) * s))
      return Float(end) + decay * Float(initial - end)
    }

    var extent: ScheduleExtent { .descent(.init("decay_steps", decaySteps)) }

    static let declaration = SchedulerDeclaration(
      "cosine_decay", library: .mlx,
      summary: "Lowers the rate along a cosine to end, where it stays; in float32.",
      formula: "lr[t] = end + (init - end) * (1 + cos(pi * min(t, decay_steps) / decay_steps)) / 2",
      example: CosineDecay(initial: 0.1, decaySteps: 100),
      parameters: [
        .rate("init", \.initial, .required, help: "the first rate"),
        .steps("decay_steps", \.decaySteps, .required, help: "steps to the last rate"),
        .rate("end", \.end, help: "the last rate"),
      ])
  }

  struct LinearSchedule: MLXSchedule {
    var initial: Double
    var end: Double
    var steps: PythonNumber

    func validate() throws(SchedulerError) { try requireLength("steps", steps) }

    func value(_ step: Int32) throws(SchedulerError) -> Float {
      let s = min(Float(step), Float(steps.doubleValue))
      return s * Float((end - initial) / steps.doubleValue) + Float(initial)
    }

    var extent: ScheduleExtent { .transition(to: .init("steps", steps), rises: end > initial) }

    static let declaration = SchedulerDeclaration(
      "mlx.linear_schedule", library: .mlx, summary: "From init to end along a line; in float32.",
      formula: "lr[t] = min(t, steps) * (end - init) / steps + init",
      example: LinearSchedule(initial: 0.1, end: 0, steps: 100),
      parameters: [
        .rate("init", \.initial, .required, help: "the first rate"),
        .rate("end", \.end, .required, help: "the last rate"),
        .steps("steps", \.steps, .required, help: "steps between them"),
      ])
  }

  struct JoinSchedules: MLXSchedule {
    var schedules: [Schedule]
    var boundaries: [PythonNumber]

    private func part(_ index: Int) throws(SchedulerError) -> any MLXSchedule {
      if let part = schedules[index].scheduler as? any MLXSchedule { return part }
      throw SchedulerError(
        .type, "\(schedules[index].name) at index \(index) is no schedule of MLX", parameter: "schedules")
    }

    func validate() throws(SchedulerError) {
      if schedules.isEmpty {
        throw SchedulerError(.value, "Must provide at least 1 schedule to join.", parameter: "schedules")
      }
      if schedules.count != boundaries.count + 1 {
        throw SchedulerError(
          .value, "Received \(boundaries.count) boundaries but expected \(schedules.count - 1).",
          parameter: "boundaries")
      }
      for index in schedules.indices { try part(index).validate() }
    }

    func value(_ step: Int32) throws(SchedulerError) -> Float {
      var (index, start) = (0, 0.0)
      for (next, boundary) in boundaries.enumerated() where Double(step) >= boundary.doubleValue {
        (index, start) = (next + 1, boundary.doubleValue)
      }
      return try part(index).value(Int32(clamping: Int(clamping: Double(step) - start.rounded(.up))))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? {
      boundaries.contains { $0.doubleValue == Double(state.lastEpoch) } ? .phase : nil
    }

    var phases: [SchedulePhase] {
      let starts = [0] + boundaries.map { Int(clamping: $0.doubleValue.rounded(.up)) }
      return zip(schedules, starts).enumerated().map {
        SchedulePhase(index: $0, name: $1.0.name, start: $1.1)
      }
    }

    static let declaration = SchedulerDeclaration(
      "mlx.join_schedules", library: .mlx,
      summary: "Runs one schedule after the other, each counting from its own boundary; in float32.",
      formula: "lr[t] = schedules[i](t - boundaries[i-1]), boundaries[i-1] <= t < boundaries[i]",
      quirks: ["Ends need not meet: a schedule cut short jumps to the next one's own first value."],
      example: JoinSchedules(
        schedules: [
          Schedule(declared: LinearSchedule(initial: 0, end: 0.1, steps: 10)),
          Schedule(declared: CosineDecay(initial: 0.1, decaySteps: 90)),
        ], boundaries: [10]),
      parameters: [
        .schedules(
          "schedules", \.schedules, refusal: { "schedules[\($0)] is not a schedule" },
          help: "the schedules, in order"),
        .numbers("boundaries", \.boundaries, .required, in: 0...10_000_000, help: "where the next begins"),
      ])
  }
}
