extension Timm {
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
