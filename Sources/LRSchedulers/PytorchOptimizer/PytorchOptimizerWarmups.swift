extension PytorchOptimizer {
  struct Linear: PytorchOptimizerWarmup, CatalogScheduler {
    var warmup: Warmup

    func curve(_ n: Double, of length: Double) throws(SchedulerError) -> Double {
      warmup.maxLR + (try PythonMath.divide((warmup.minLR - warmup.maxLR) * n, by: length))
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: rise, completion: end, endsWithRun: true) }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard context.reaches(warmup.total.doubleValue + 2) else { return [] }
      return [
        ScheduleNote(
          "pytorch_optimizer.LinearScheduler falls below min_lr in \(context.place(warmup.total.doubleValue + 2)), and goes on"
        )
      ]
    }

    static let declaration = SchedulerDeclaration(
      "pytorch_optimizer.LinearScheduler", library: .pytorchOptimizer,
      summary: "Warms up along a line, then lowers the rate along another; counts steps.",
      formula: "lr[t] = max_lr + (min_lr - max_lr) * (t - 1 - w) / (t_max - w)",
      quirks: [
        "The first step has min_lr, the second init_lr; the optimizer's rate is not used.",
        "Nothing holds the line at min_lr: behind t_max the rate falls on, even below 0.",
      ],
      example: Linear(warmup: Warmup(total: 100, maxLR: 0.1)), parameters: Parameter.ordinary)
  }

  struct Cosine: PytorchOptimizerWarmup, CatalogScheduler {
    var warmup: Warmup

    func curve(_ n: Double, of length: Double) throws(SchedulerError) -> Double {
      let wave = (try PythonMath.cosine(PythonMath.divide(n, by: length) * .pi)) + 1
      return warmup.minLR + (warmup.maxLR - warmup.minLR) * wave / 2
    }

    var extent: ScheduleExtent { ScheduleExtent(warmup: rise, completion: end, endsWithRun: true, turn: end) }

    static let declaration = SchedulerDeclaration(
      "CosineScheduler", library: .pytorchOptimizer,
      summary: "Warms up along a line, then lowers the rate along a cosine; counts steps.",
      formula: "lr[t] = min_lr + (max_lr - min_lr) * (1 + cos(pi * (t - 1 - w) / (t_max - w))) / 2",
      quirks: [
        "The first step has min_lr, the second init_lr; the optimizer's rate is not used.",
        "Behind t_max the rate rises again.",
      ],
      example: Cosine(warmup: Warmup(total: 100, maxLR: 0.1)), parameters: Parameter.ordinary)
  }

  struct Poly: PytorchOptimizerWarmup, CatalogScheduler {
    var order = 0.5
    var warmup: Warmup

    func validate() throws(SchedulerError) {
      try validateWarmup()
      if order <= 0 {
        throw SchedulerError(.value, "poly_order must be positive. \(order.python)", parameter: "poly_order")
      }
    }

    func curve(_ n: Double, of length: Double) throws(SchedulerError) -> Double {
      warmup.minLR + (warmup.maxLR - warmup.minLR) * (try PythonMath.power(n, order))
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard context.reaches(warmup.steps.doubleValue + 3), warmup.maxLR > warmup.minLR else { return [] }
      return [ScheduleNote("PolyScheduler raises the LR behind its warm-up, above max_lr and without an end")]
    }

    static let declaration = SchedulerDeclaration(
      "PolyScheduler", library: .pytorchOptimizer,
      summary: "Warms up along a line, then follows a power of the step, which rises; counts steps.",
      formula: "lr[t] = min_lr + (max_lr - min_lr) * (t - 1 - w)**poly_order",
      quirks: ["Behind the warm-up the rate rises above max_lr, whatever t_max is."],
      example: Poly(warmup: Warmup(total: 100, maxLR: 0.1)),
      parameters: [
        .float("poly_order", \.order, in: 0.1...10, step: .linear(0.1), help: "the power of the step")
      ] + Parameter.ordinary)
  }
}
