extension Timm {
  /// Half a cosine in each cycle.
  struct Cosine: TimmCyclicScheduler, CatalogScheduler {
    var cycles: Cycles
    var warmup = Warmup()
    var kDecay = 1.0

    func shape(_ place: Cycles.Place, top: Double) throws(SchedulerError) -> Double {
      // timm's order of operations: pi is multiplied before the division.
      let angle = try PythonMath.divide(
        .pi * PythonMath.power(place.t, kDecay), by: PythonMath.power(place.length, kDecay))
      return cycles.lowest + 0.5 * (top - cycles.lowest) * (1 + (try PythonMath.cosine(angle)))
    }

    var extent: ScheduleExtent { cycles.extent(after: warmup) }

    static let declaration = SchedulerDeclaration(
      "CosineLRScheduler", library: .timm,
      summary: "Lowers the learning rate along a cosine, in cycles, with a warm-up.",
      formula: "lr[t] = lr_min + (base_lr - lr_min) * (1 + cos(pi * t**k / t_initial**k)) / 2",
      quirks: [
        "One cycle by default: lr_min for ever from t_initial on, whatever cycle_mul and cycle_decay say.",
        "Without warmup_prefix the schedule runs on below the warm-up, and the rate jumps down to it.",
      ],
      example: Cosine(cycles: Cycles(length: 50)),
      parameters: [.tInitial, .lrMin] + Parameter.repetition + Parameter.warmupAndUnits + [
        .float("k_decay", \.kDecay, in: 0.1...10, step: .linear(0.1), help: "bends the cosine; 1 does not")
      ])
  }

  /// A power of the way left in each cycle.
  struct Poly: TimmCyclicScheduler, CatalogScheduler {
    var cycles: Cycles
    var power = 0.5
    var warmup = Warmup()
    var kDecay = 1.0

    func shape(_ place: Cycles.Place, top: Double) throws(SchedulerError) -> Double {
      let left = 1 - (try progress(place, k: kDecay))
      return cycles.lowest + (top - cycles.lowest) * (try PythonMath.power(left, power))
    }

    var extent: ScheduleExtent { cycles.extent(after: warmup) }

    static let declaration = SchedulerDeclaration(
      "PolyLRScheduler", library: .timm,
      summary: "Lowers the learning rate along a polynomial, in cycles, with a warm-up.",
      formula: "lr[t] = lr_min + (base_lr - lr_min) * (1 - t**k / t_initial**k) ** power",
      quirks: [
        "The default power is 0.5, where PyTorch's is 1.",
        "Without warmup_prefix the schedule runs on below the warm-up, and the rate jumps down to it.",
      ],
      example: Poly(cycles: Cycles(length: 50)),
      parameters: [
        .tInitial,
        .float("power", \.power, in: 0...10, step: .linear(0.1), help: "1 is a line, 2 a parabola"),
        .lrMin,
      ] + Parameter.repetition + Parameter.warmupAndUnits + [
        .float("k_decay", \.kDecay, in: 0.1...10, step: .linear(0.1), help: "bends the curve; 1 does not")
      ])
  }

  /// Half a hyperbolic tangent in each cycle; a warm-up over it leads to the curve.
  struct Tanh: TimmCyclicScheduler, CatalogScheduler {
    var cycles: Cycles
    var lowerBound = -7.0
    var upperBound = 3.0
    var warmup = Warmup()

    func validate() throws(SchedulerError) {
      try cycles.validate()
      if lowerBound >= upperBound {
        throw SchedulerError(.value, "lb must be below ub (timm: AssertionError)", parameter: "lb")
      }
    }

    func shape(_ place: Cycles.Place, top: Double) throws(SchedulerError) -> Double {
      let done = place.t / place.length
      let height = 1 - PythonMath.hyperbolicTangent(lowerBound * (1 - done) + upperBound * done)
      return cycles.lowest + 0.5 * (top - cycles.lowest) * height
    }

    func warmupTarget(base: Double) throws(SchedulerError) -> Double {
      try curve(warmup.steps.doubleValue, base: base)
    }

    var extent: ScheduleExtent { cycles.extent(after: warmup) }

    static let declaration = SchedulerDeclaration(
      "TanhLRScheduler", library: .timm,
      summary: "Lowers the learning rate along a hyperbolic tangent, in cycles, with a warm-up.",
      formula: "lr[t] = lr_min + (base_lr - lr_min) * (1 - tanh(lb + (ub - lb) * t / t_initial)) / 2",
      quirks: [
        "The end of the curve is above lr_min, to which the rate then drops.",
        "Without warmup_prefix the warm-up leads to the curve, not to the base rate.",
      ],
      example: Tanh(cycles: Cycles(length: 50)),
      parameters: [
        .tInitial,
        .float("lb", \.lowerBound, in: -20...0, step: .linear(0.5), help: "where the tangent begins"),
        .float("ub", \.upperBound, in: 0...20, step: .linear(0.5), help: "where the tangent ends"),
        .lrMin,
      ] + Parameter.repetition + Parameter.warmupAndUnits)
  }
}
