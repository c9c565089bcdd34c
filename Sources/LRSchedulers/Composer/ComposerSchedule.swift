/// A multiplier of the rate by the time.
///
/// In Composer's Trainer a batch runs with the multiplier of the time before the batch before it, for the schedulers step before
/// the clock does: the first two batches have the same one.
protocol ComposerSchedule: FactorScheduler, CatalogScheduler {
  var clock: Composer.Clock { get set }

  /// The times among its arguments.
  var times: [Composer.Time] { get }

  /// The multiplier after so many batches.
  func multiplier(_ batches: Double) throws(SchedulerError) -> Double
}

extension ComposerSchedule {
  var outsideNeeds: [String] { clock.needs(times) }

  func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try clock.validate()
    // What a time needs to be known is needed from the beginning, whenever it comes into play.
    for time in times { _ = try clock.now(0, in: clock.converted(time).unit) }
    _ = try multiplier(0)
  }

  func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
    try multiplier(Double(max(0, step - 1)))
  }

  /// How much of a time is over.
  func fraction(_ batches: Double, of time: Composer.Time) throws(SchedulerError) -> Double {
    let time = try clock.converted(time)
    return try PythonMath.divide(clock.now(batches, in: time.unit), by: time.value.doubleValue)
  }

  /// Where a time is, in the scheduler's steps.
  func mark(_ name: String, _ time: Composer.Time, isScaled: Bool = true) -> ScheduleExtent.Mark? {
    guard let converted = try? clock.converted(time, isScaled: isScaled),
      let unit = try? clock.now(1, in: converted.unit), unit > 0
    else { return nil }
    let steps = (converted.value.doubleValue / unit).rounded(.up)
    return .init(name, steps, offset: nil, value: steps)
  }
}

/// A multiplier that begins with a line from 0.
protocol ComposerWarmup: ComposerSchedule {
  var warmup: Composer.Warmup { get set }

  /// The multiplier that the warm-up goes to.
  var warmupTarget: Double { get }
}

extension Composer {
  struct Warmup: Equatable, Sendable {
    var time: Time
    var isScaled = false
  }
}

extension ComposerWarmup {
  var warmupTarget: Double { 1 }

  /// The multiplier within the warm-up; nil behind it.
  func warming(_ batches: Double) throws(SchedulerError) -> Double? {
    let end = try clock.converted(warmup.time, isScaled: false)
    let now = try clock.now(batches, in: end.unit)
    guard now < end.value.doubleValue else { return nil }
    let length = warmup.isScaled ? try clock.converted(warmup.time) : end
    let done = min(
      1, try PythonMath.divide(clock.now(batches, in: length.unit), by: length.value.doubleValue))
    return done * warmupTarget
  }

  /// How much of the time from the warm-up to `end` is over, at most 1.
  func fraction(_ batches: Double, behindWarmupTo end: Composer.Time) throws(SchedulerError) -> Double {
    let (start, last) = (try clock.converted(warmup.time, isScaled: false), try clock.converted(end))
    try checkUnits(start, last, end)
    let length = last.value.doubleValue - start.value.doubleValue
    if length <= 0 { return 0 }
    return min(1, (try clock.now(batches, in: start.unit) - start.value.doubleValue) / length)
  }

  private func checkUnits(_ start: Composer.Time, _ last: Composer.Time, _ end: Composer.Time)
    throws(SchedulerError)
  {
    if start.unit != last.unit {
      throw SchedulerError(
        .value,
        "Cannot use warmup scheduler with t_max \(end.text) with units \(last.unit) and t_warmup \(warmup.time.text) with units \(start.unit). t_warmup and t_max must use the same units.",
        parameter: "t_warmup")
    }
    guard let whole = try? clock.converted(.whole, isScaled: false), whole.unit == last.unit,
      last.value.doubleValue < whole.value.doubleValue
    else { return }
    throw SchedulerError(
      .value,
      "t_max \(last.text) must be greater than or equal to max_duration \(whole.text). Otherwise, the LR schedule will not be defined for the entire training duration.",
      parameter: "t_max")
  }
}

extension Parameter where S: ComposerSchedule {
  /// A time string.
  static func time(
    _ name: String, _ field: Field<S, Composer.Time>, _ requirement: Requirement = .optional, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .text, requirement: requirement, range: nil, naturalStep: .cycle, choices: [],
      help: help,
      read: { .string($0[keyPath: field].text) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try value.time(for: name)
      })
  }

  static var context: [Parameter] {
    [
      Parameter(
        name: "max_duration", kind: .text, requirement: .noneByDefault, range: nil, naturalStep: .cycle,
        choices: [],
        help: "how long the training is, such as '10ep'", isOutside: true,
        read: { $0.clock.maxDuration.map { .string($0.text) } ?? .null },
        write: { (scheduler, value) throws(SchedulerError) in
          scheduler.clock.maxDuration = value == .null ? nil : try value.time(for: "max_duration")
        }),
      .outside("steps_per_epoch", \.clock.stepsPerEpoch, help: "batches of an epoch"),
      Parameter.float(
        "scale_schedule_ratio", \.clock.ratio, in: 0.01...10, step: .linear(0.1),
        help: "by which all times but the warm-up's are scaled"
      ).fromOutside,
      .outside("batch_size", \.clock.batchSize, help: "samples of a batch"),
      .outside("tokens_per_batch", \.clock.tokensPerBatch, help: "tokens of a batch"),
    ]
  }

  static func alpha(_ name: String, _ field: Field<S, Double>, help: String) -> Parameter {
    .float(name, field, in: 0...10, step: .linear(0.05), help: help)
  }
}

extension Parameter where S: ComposerWarmup {
  static var warmupTime: Parameter {
    .time("t_warmup", \.warmup.time, .required, help: "length of the rise from 0")
  }

  static var scalesWarmup: Parameter {
    .bool("scale_warmup", \.warmup.isScaled, help: "scale the warm-up as well")
  }
}

extension ParameterValue {
  func time(for name: String) throws(SchedulerError) -> Composer.Time {
    if case .string(let text) = self, let time = Composer.Time(text) { return time }
    if case .string = self {
    } else if number == nil {
      throw SchedulerError(
        .type, "\(name) must be a time string such as '10ep', but got \(python)", parameter: name)
    }
    throw SchedulerError(
      .value, "Invalid time string: \(python); expected such as '10ep', '100ba' or '0.5dur'", parameter: name)
  }
}
