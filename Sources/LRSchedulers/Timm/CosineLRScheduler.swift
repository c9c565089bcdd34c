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
}
