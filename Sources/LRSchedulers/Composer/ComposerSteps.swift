extension Composer {
  struct Step: ComposerSchedule {
    var size: Time
    var gamma = 0.1
    var clock = Clock()
    var times: [Time] { [size] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      try PythonMath.power(gamma, fraction(batches, of: size).rounded(.towardZero))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    static let declaration = SchedulerDeclaration(
      "StepScheduler", library: .composer, summary: "Multiplies the learning rate by gamma every step_size.",
      formula: "lr[t] = base_lr * gamma**int((t - 1) / step_size)",
      quirks: ["It acts one batch after its time."],
      example: Step(size: Time(value: 30, unit: .batch), clock: .example),
      parameters: [
        .time("step_size", \.size, .required, help: "the time between two steps"),
        .fraction("gamma", \.gamma, help: "factor of each step"),
      ] + Parameter.context)
  }

  struct MultiStep: ComposerSchedule {
    var milestones: [Time]
    var gamma = 0.1
    var clock = Clock()
    var times: [Time] { milestones }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      try Composer.passed(milestones, batches, clock, gamma)
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    static let declaration = SchedulerDeclaration(
      "MultiStepScheduler", library: .composer,
      summary: "Multiplies the learning rate by gamma at each milestone.",
      formula: "lr[t] = base_lr * gamma**(milestones <= t - 1)",
      quirks: ["It acts one batch after its time."],
      example: MultiStep(
        milestones: [Time(value: 1, unit: .epoch), Time(value: .double(0.75), unit: .duration)],
        clock: .example),
      parameters: [
        .times("milestones", \.milestones, help: "the times"),
        .fraction("gamma", \.gamma, help: "factor of each"),
      ] + Parameter.context)
  }

  /// One factor for each time that is over.
  fileprivate static func passed(
    _ milestones: [Time], _ batches: Double, _ clock: Clock, _ gamma: Double
  ) throws(SchedulerError) -> Double {
    var factor = 1.0
    for milestone in milestones {
      let time = try clock.converted(milestone)
      if try clock.now(batches, in: time.unit) >= time.value.doubleValue { factor *= gamma }
    }
    return factor
  }

  struct MultiStepWithWarmup: ComposerWarmup {
    var warmup: Warmup
    var milestones: [Time]
    var gamma = 0.1
    var clock = Clock()
    var times: [Time] { milestones + [warmup.time] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      if let warming = try warming(batches) { return warming }
      return try Composer.passed(milestones, batches, clock, gamma)
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: mark("t_warmup", warmup.time, isScaled: false)) }

    static let declaration = SchedulerDeclaration(
      "MultiStepWithWarmupScheduler", library: .composer,
      summary: "Multiplies the learning rate by gamma at each milestone, behind a warm-up.",
      formula: "lr[t] = base_lr * ((t - 1) / t_warmup, then gamma**(milestones <= t - 1))",
      quirks: ["Batches 0 and 1 both run at rate 0."],
      example: MultiStepWithWarmup(
        warmup: Warmup(time: Time(value: 10, unit: .batch)), milestones: [Time(value: 1, unit: .epoch)],
        clock: .example),
      parameters: [
        .warmupTime, .times("milestones", \.milestones, help: "the times"),
        .fraction("gamma", \.gamma, help: "factor of each"), .scalesWarmup,
      ] + Parameter.context)
  }
}

extension Parameter where S: ComposerSchedule {
  /// A list of time strings.
  fileprivate static func times(_ name: String, _ field: Field<S, [Composer.Time]>, help: String) -> Parameter
  {
    Parameter(
      name: name, kind: .text, requirement: .required, range: nil, naturalStep: .cycle, choices: [],
      help: help,
      read: { .list($0[keyPath: field].map { .string($0.text) }) },
      write: { (scheduler, value) throws(SchedulerError) in
        guard case .list(let elements) = value else {
          throw SchedulerError(
            .type, "\(name) must be a list of time strings, but got \(value.python)", parameter: name)
        }
        var times: [Composer.Time] = []
        for element in elements { times.append(try element.time(for: name)) }
        scheduler[keyPath: field] = times
      })
  }
}
