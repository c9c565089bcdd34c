extension Mmengine {
  /// A factor that lets go one step before the end.
  struct Constant<Quantity: MmengineQuantity>: MmengineScheduler {
    var factor = 1.0 / 3
    var range = Range()

    func validate() throws(SchedulerError) {
      try validateRange()
      if !(0...1).contains(factor) {
        throw SchedulerError(
          .value, "Constant multiplicative factor should between 0 and 1.", parameter: "factor")
      }
      if factor == 0, !range.isEndless {
        throw SchedulerError(
          .zeroDivision, "factor must not be 0 where it ends: mmengine divides by it there",
          parameter: "factor")
      }
    }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      if t == 0 { return current * factor }
      return Double(t) == range.last ? current * (1 / factor) : current
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .phase }

    static var declaration: SchedulerDeclaration<Self> {
      SchedulerDeclaration(
        Quantity.name("Constant"), library: .mmengine,
        summary: "Multiplies the \(Quantity.word) by factor until one step before end.",
        formula: "lr[t] = base_lr * factor, begin <= t < end - 1",
        quirks: [
          "It lets go at end - 1, and in a range of one step never; end is the length of the training in a config."
        ],
        example: Self(),
        parameters: [.fraction("factor", \.factor, help: "factor from begin on")] + Parameter.rangeOrder)
    }
  }

  /// A line from one factor to another, which is there one step before the end.
  struct Linear<Quantity: MmengineQuantity>: MmengineScheduler {
    var startFactor = 1.0 / 3
    var endFactor = 1.0
    var range = Range()

    func validate() throws(SchedulerError) {
      try validateRange()
      if !(0...1).contains(startFactor) {
        throw SchedulerError(
          .value, "Starting multiplicative factor should between 0 and 1.", parameter: "start_factor")
      }
      if !(0...1).contains(endFactor) {
        throw SchedulerError(
          .value, "Ending multiplicative factor should between 0 and 1.", parameter: "end_factor")
      }
      if startFactor == 0, range.last > 0 {
        throw SchedulerError(
          .zeroDivision, "start_factor must not be 0: mmengine divides by zero in the second step",
          parameter: "start_factor")
      }
    }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      if t == 0 { return current * startFactor }
      let rise = endFactor - startFactor
      return current
        * (1 + (try PythonMath.divide(rise, by: range.last * startFactor + Double(t - 1) * rise)))
    }

    var extent: ScheduleExtent {
      range.isEndless
        ? ScheduleExtent()
        : .transition(
          to: .init("end", range.last + Double(range.begin), offset: 1), rises: endFactor > startFactor)
    }

    static var declaration: SchedulerDeclaration<Self> {
      SchedulerDeclaration(
        Quantity.name("Linear"), library: .mmengine,
        summary: "Multiplies the \(Quantity.word) by a factor that goes along a line.",
        formula: "lr[t] = base_lr * (start + (end - start) * (t - begin) / (end - begin - 1))",
        quirks: ["The end factor is reached at end - 1, one step before PyTorch's."],
        example: Self(range: Range(end: 10)),
        parameters: [
          .fraction("start_factor", \.startFactor, help: "factor at begin"),
          .fraction("end_factor", \.endFactor, help: "factor at end - 1"), .beginning,
          Parameter.ending.defaulting(.int(Mmengine.forever)), .counter("last_step"), .byEpoch, .verbose,
        ])
    }
  }

  /// A factor in every step.
  struct Exponential<Quantity: MmengineQuantity>: MmengineScheduler {
    var gamma: Double
    var range = Range()

    func validate() throws(SchedulerError) { try validateRange() }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      t == 0 ? current : current * gamma
    }

    static var declaration: SchedulerDeclaration<Self> {
      SchedulerDeclaration(
        Quantity.name("Exponential"), library: .mmengine,
        summary: "Multiplies the \(Quantity.word) by gamma in every step of a range.",
        formula: "lr[t] = base_lr * gamma**(t - begin)", example: Self(gamma: 0.95),
        parameters: [.fraction("gamma", \.gamma, .required, help: "factor of each step")]
          + Parameter.rangeOrder)
    }
  }

  /// A factor every few steps.
  struct Step<Quantity: MmengineQuantity>: MmengineScheduler {
    var stepSize: PythonNumber
    var gamma = 0.1
    var range = Range()

    func validate() throws(SchedulerError) {
      try validateRange()
      try stepSize.requireNonZero("step_size", of: Self.declaration.name)
    }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      t != 0 && stepSize.divides(t) ? current * gamma : current
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    static var declaration: SchedulerDeclaration<Self> {
      SchedulerDeclaration(
        Quantity.name("Step"), library: .mmengine,
        summary: "Multiplies the \(Quantity.word) by gamma every step_size steps of a range.",
        formula: "lr[t] = base_lr * gamma**((t - begin) // step_size)",
        quirks: ["The steps are counted from begin."],
        example: Self(stepSize: 30),
        parameters: [
          .number("step_size", \.stepSize, .required, in: 1...10_000_000, help: "steps between two times"),
          .fraction("gamma", \.gamma, help: "factor of each time"),
        ] + Parameter.rangeOrder)
    }
  }

  /// A factor at milestones.
  struct MultiStep<Quantity: MmengineQuantity>: MmengineScheduler {
    var milestones: [PythonNumber]
    var gamma = 0.1
    var range = Range()

    func validate() throws(SchedulerError) { try validateRange() }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      var count = 0
      for milestone in milestones where milestone.doubleValue == Double(t) { count += 1 }
      return count == 0 ? current : current * (try PythonMath.power(gamma, Double(count)))
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }

    static var declaration: SchedulerDeclaration<Self> {
      SchedulerDeclaration(
        Quantity.name("MultiStep"), library: .mmengine,
        summary: "Multiplies the \(Quantity.word) by gamma at each milestone of a range.",
        formula: "lr[t] = base_lr * gamma**(milestones <= t - begin)",
        quirks: ["Milestones are counted from begin; those from end on never act."],
        example: Self(milestones: [30, 80]),
        parameters: [
          .numbers("milestones", \.milestones, .required, in: 0...10_000_000, help: "where it is lowered"),
          .fraction("gamma", \.gamma, help: "factor of each milestone"), .counter("last_step"), .beginning,
          .ending,
          .byEpoch, .verbose,
        ])
    }
  }

  /// A power of what is left, which is at the minimum one step before the end.
  struct Poly<Quantity: MmengineQuantity>: MmengineScheduler {
    var etaMin = 0.0
    var power = 1.0
    var range = Range()

    func validate() throws(SchedulerError) { try validateRange() }

    func value(_ current: Double, base: Double, _ t: Int) throws(SchedulerError) -> Double {
      if t == 0 { return current }
      let left = 1 - (try PythonMath.divide(1, by: range.last - Double(t) + 1))
      return (current - etaMin) * (try PythonMath.power(left, power)) + etaMin
    }

    var extent: ScheduleExtent {
      range.isEndless
        ? ScheduleExtent()
        : .descent(.init("end", range.last + Double(range.begin), offset: 1), endsWithRun: true)
    }

    static var declaration: SchedulerDeclaration<Self> {
      SchedulerDeclaration(
        Quantity.name("Poly"), library: .mmengine,
        summary: "Lowers the \(Quantity.word) to eta_min along a power of the steps left.",
        formula: "lr[t] = (base_lr - eta_min) * (1 - (t - begin) / (end - begin - 1))**power + eta_min",
        quirks: ["eta_min is reached at end - 1."], example: Self(range: Range(end: 100)),
        parameters: [
          .rate("eta_min", \.etaMin, help: "the lowest value"),
          .float("power", \.power, in: 0...10, step: .linear(0.1), help: "1 is a line"), .beginning,
          Parameter.ending.defaulting(.int(Mmengine.forever)), .counter("last_step"), .byEpoch, .verbose,
        ])
    }
  }
}
