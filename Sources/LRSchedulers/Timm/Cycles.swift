extension Timm {
  /// Repeating a curve: longer, lower, and how often.
  struct Cycles: Equatable, Sendable {
    var length: PythonNumber
    var lowest = 0.0
    /// How much longer each cycle is than the one before.
    var mul = 1.0
    /// What multiplies the base rate in each further cycle, not the distance to the lowest.
    var decay = 1.0
    /// After so many cycles the lowest rate stays.
    var limit: PythonNumber = 1

    /// Where in its cycle t is.
    struct Place {
      var index: Double
      var t: Double
      var length: Double
    }

    /// - Throws: Python's math domain error where cycles that get shorter have added up to all they can.
    func place(_ t: Double) throws(SchedulerError) -> Place {
      let first = length.doubleValue
      if mul == 1 {
        let index = PythonMath.floorDivision(t, first).quotient
        return Place(index: index, t: t - first * index, length: first)
      }
      // In doubles a whole quotient may come out just below, and the restart is missed, as in timm.
      let base = try PythonMath.logarithm(mul)
      let index = try PythonMath.divide(PythonMath.logarithm(1 - t / first * (1 - mul)), by: base).rounded(
        .down)
      let scale = try PythonMath.power(mul, index)
      return Place(index: index, t: t - (1 - scale) / (1 - mul) * first, length: scale * first)
    }

    /// The first cycle is where a run should get to; the lowest rate stays after the last.
    func extent(after warmup: Warmup) -> ScheduleExtent {
      let first = ScheduleExtent.Mark("t_initial", length)
      let count = limit.doubleValue
      // The sum of a geometric series, which cycles that get shorter may never reach.
      let all = mul == 1 ? count : (1 - Self.power(mul, count)) / (1 - mul)
      let extent = ScheduleExtent(
        completion: first,
        rest: count == 1 ? first : .init("cycle_limit", first.step * all, offset: nil))
      return warmup.isPrefix ? extent.delayed(by: warmup.mark) : extent.over(warmup.mark)
    }

    private static func power(_ base: Double, _ exponent: Double) -> Double {
      (try? PythonMath.power(base, exponent)) ?? .infinity
    }

    func validate() throws(SchedulerError) {
      if length.doubleValue <= 0 {
        throw SchedulerError(
          .value, "t_initial must be above 0 (timm: AssertionError)", parameter: "t_initial")
      }
      if lowest < 0 {
        throw SchedulerError(
          .value, "lr_min must not be negative (timm: AssertionError)", parameter: "lr_min")
      }
    }
  }
}

/// A scheduler of timm whose curve is repeated in cycles.
protocol TimmCyclicScheduler: TimmScheduler {
  var cycles: Timm.Cycles { get set }

  /// The rate in a cycle that begins at `top`.
  func shape(_ place: Timm.Cycles.Place, top: Double) throws(SchedulerError) -> Double
}

extension TimmCyclicScheduler {
  func validate() throws(SchedulerError) { try cycles.validate() }

  func curve(_ t: Double, base: Double) throws(SchedulerError) -> Double {
    let place = try cycles.place(t)
    guard place.index < cycles.limit.doubleValue else { return cycles.lowest }
    return try shape(place, top: base * PythonMath.power(cycles.decay, place.index))
  }

  /// `t ** k / T ** k`
  func progress(_ place: Timm.Cycles.Place, k: Double) throws(SchedulerError) -> Double {
    try PythonMath.divide(PythonMath.power(place.t, k), by: PythonMath.power(place.length, k))
  }
}

extension Parameter where S: TimmCyclicScheduler {
  static var tInitial: Parameter {
    .number("t_initial", \.cycles.length, .required, in: 1...10_000_000, help: "epochs of the first cycle")
  }

  static var lrMin: Parameter { .rate("lr_min", \.cycles.lowest, help: "the lowest rate") }

  /// `cycle_mul`, `cycle_decay` and `cycle_limit`.
  static var repetition: [Parameter] {
    [
      .float("cycle_mul", \.cycles.mul, in: 0.1...10, step: .linear(0.1), help: "growth of the cycles"),
      .fraction("cycle_decay", \.cycles.decay, help: "factor of the base rate in each further cycle"),
      .number("cycle_limit", \.cycles.limit, in: 1...1000, help: "cycles, after which lr_min stays"),
    ]
  }

  static var warmupAndUnits: [Parameter] { [.warmupT, .warmupLRInit, .warmupPrefix, .tInEpochs] }
}
