extension Timm {
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
}
