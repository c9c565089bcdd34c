extension Composer {
  /// Composer's `_cosine_anneal`, from 1 to a lowest multiplier.
  static func cosine(_ x: Double, to lowest: Double) throws(SchedulerError) -> Double {
    lowest + (1 - lowest) * (1 + (try PythonMath.cosine(min(max(x, 0), 1) * .pi))) / 2
  }

  struct Constant: ComposerSchedule {
    var alpha = 1.0
    var end = Time.whole
    var clock = Clock()
    var times: [Time] { [end] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      let end = try clock.converted(end)
      return try clock.now(batches, in: end.unit) < end.value.doubleValue ? alpha : 1
    }

    static let declaration = SchedulerDeclaration(
      "ConstantScheduler", library: .composer, summary: "Multiplies the learning rate by alpha until t_max.",
      formula: "lr[t] = base_lr * (alpha if t - 1 < t_max else 1)",
      quirks: ["Behind t_max the multiplier is 1, and not alpha."],
      example: Constant(clock: .example),
      parameters: [
        .alpha("alpha", \.alpha, help: "the multiplier"), .time("t_max", \.end, help: "how long"),
      ] + Parameter.context)
  }

  struct Linear: ComposerSchedule {
    var start = 1.0
    var last = 0.0
    var end = Time.whole
    var clock = Clock()
    var times: [Time] { [end] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      start + min(1, try fraction(batches, of: end)) * (last - start)
    }

    var extent: ScheduleExtent {
      guard let end = mark("t_max", end), start > last else { return ScheduleExtent() }
      return .descent(end, endsWithRun: true)
    }

    static let declaration = SchedulerDeclaration(
      "LinearScheduler", library: .composer,
      summary: "Multiplies the learning rate by a factor from alpha_i to alpha_f along a line.",
      formula: "lr[t] = base_lr * (alpha_i + (alpha_f - alpha_i) * min(1, (t - 1) / t_max))",
      quirks: [
        "A batch runs with the multiplier of the batch before it: alpha_f is not reached in the training."
      ],
      example: Linear(clock: .example),
      parameters: [
        .alpha("alpha_i", \.start, help: "the first multiplier"),
        .alpha("alpha_f", \.last, help: "the last multiplier"),
        .time("t_max", \.end, help: "how long the way takes"),
      ] + Parameter.context)
  }

  struct Exponential: ComposerSchedule {
    var gamma: Double
    var period = Time(value: 1, unit: .epoch)
    var clock = Clock()
    var times: [Time] { [period] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      try PythonMath.power(gamma, fraction(batches, of: period))
    }

    static let declaration = SchedulerDeclaration(
      "ExponentialScheduler", library: .composer,
      summary: "Multiplies the learning rate by gamma in every decay_period, little by little.",
      formula: "lr[t] = base_lr * gamma**((t - 1) / decay_period)",
      quirks: ["The rate moves in every batch, also with a period in epochs."],
      example: Exponential(gamma: 0.9, clock: .example),
      parameters: [
        .fraction("gamma", \.gamma, .required, help: "factor of each period"),
        .time("decay_period", \.period, help: "the period"),
      ] + Parameter.context)
  }

  struct CosineAnnealing: ComposerSchedule {
    var end = Time.whole
    var last = 0.0
    var clock = Clock()
    var times: [Time] { [end] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      try Composer.cosine(fraction(batches, of: end), to: last)
    }

    var extent: ScheduleExtent {
      mark("t_max", end).map { .descent($0, endsWithRun: true) } ?? ScheduleExtent()
    }

    static let declaration = SchedulerDeclaration(
      "CosineAnnealingScheduler", library: .composer,
      summary: "Anneals the learning rate along a cosine to alpha_f of it.",
      formula: "lr[t] = base_lr * (a + (1 - a) * (1 + cos(pi * min(1, (t - 1) / t_max))) / 2)",
      quirks: [
        "A batch runs with the multiplier of the batch before it: alpha_f is not reached in the training."
      ],
      example: CosineAnnealing(clock: .example),
      parameters: [
        .time("t_max", \.end, help: "how long the way takes"),
        .alpha("alpha_f", \.last, help: "the last multiplier"),
      ] + Parameter.context)
  }

  struct WarmRestarts: ComposerSchedule {
    var first: Time
    var growth = 1.0
    var last = 0.0
    var clock = Clock()
    var times: [Time] { [first] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      let first = try clock.converted(first)
      let now = try clock.now(batches, in: first.unit)
      var (length, end) = (first.value.doubleValue, first.value.doubleValue)
      while end <= now {
        if !(length > 0) {
          throw SchedulerError(
            .value,
            "Interval between restarts for cosine annealing/warm restarts scheduler has decayed to 0.",
            parameter: "t_mult")
        }
        let next = (growth * length).rounded(.towardZero)
        // As many of the same length at once as there are; a training may have millions.
        if next == length { end += ((now - end) / length).rounded(.down) * length }
        length = next
        end += length
      }
      return try Composer.cosine(PythonMath.divide(now - (end - length), by: length), to: last)
    }

    static let declaration = SchedulerDeclaration(
      "CosineAnnealingWarmRestartsScheduler", library: .composer,
      summary: "Anneals the learning rate along cosines that restart, each t_mult times as long.",
      formula: "lr[t] = base_lr * (a + (1 - a) * (1 + cos(pi * t_cur / t_i)) / 2)",
      quirks: ["Lengths are cut to whole numbers each time."],
      example: WarmRestarts(first: Time(value: 10, unit: .batch), clock: .example),
      parameters: [
        .time("t_0", \.first, .required, help: "length of the first cycle"),
        .float("t_mult", \.growth, in: 0.1...10, step: .linear(0.5), help: "by which each cycle is longer"),
        .alpha("alpha_f", \.last, help: "the lowest multiplier"),
      ] + Parameter.context)
  }

  struct Polynomial: ComposerSchedule {
    var power: Double
    var end = Time.whole
    var last = 0.0
    var clock = Clock()
    var times: [Time] { [end] }

    func multiplier(_ batches: Double) throws(SchedulerError) -> Double {
      last + (try PythonMath.power(1 - min(1, fraction(batches, of: end)), power)) * (1 - last)
    }

    var extent: ScheduleExtent {
      mark("t_max", end).map { .descent($0, endsWithRun: true) } ?? ScheduleExtent()
    }

    static let declaration = SchedulerDeclaration(
      "PolynomialScheduler", library: .composer,
      summary: "Lowers the learning rate to alpha_f of it along a power of the time left.",
      formula: "lr[t] = base_lr * (a + (1 - a) * (1 - (t - 1) / t_max)**power)",
      example: Polynomial(power: 2, clock: .example),
      parameters: [
        .float("power", \.power, .required, in: 0...10, step: .linear(0.5), help: "1 is a line"),
        .time("t_max", \.end, help: "how long the way takes"),
        .alpha("alpha_f", \.last, help: "the last multiplier"),
      ] + Parameter.context)
  }
}

extension Composer.Clock {
  /// Two epochs of fifty batches.
  static let example = Self(maxDuration: .init(value: 2, unit: .epoch), stepsPerEpoch: 50)
}
