extension Detectron2 {
  /// The factor of the warm-up of the deprecated classes.
  struct Warmup: Equatable, Sendable {
    enum Method: String, CaseIterable { case linear, constant }

    var factor = 0.001
    var iterations: PythonNumber = 1000
    var method = Method.linear

    func factor(_ step: Double) -> Double {
      let length = iterations.doubleValue
      if step >= length { return 1 }
      if method == .constant { return factor }
      let alpha = step / length
      return factor * (1 - alpha) + alpha
    }

    var mark: ScheduleExtent.Mark { .init("warmup_iters", iterations) }
  }

  /// Milestones with a warm-up over them.
  struct WarmupMultiStepLR: Detectron2Warmup, CatalogScheduler {
    var milestones: [PythonNumber]
    var gamma = 0.1
    var warmup = Warmup()

    func validate() throws(SchedulerError) {
      if zip(milestones, milestones.dropFirst()).contains(where: { $0.doubleValue > $1.doubleValue }) {
        let list = milestones.map(\.description).joined(separator: ", ")
        throw SchedulerError(
          .value, "Milestones should be a list of increasing integers. Got [\(list)]", parameter: "milestones"
        )
      }
    }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let passed = milestones.insertionIndex { $0.doubleValue <= Double(step) }
      return warmup.factor(Double(step)) * (try PythonMath.power(gamma, Double(passed)))
    }

    var extent: ScheduleExtent {
      .milestones("milestones", milestones.map(\.doubleValue)).over(warmup.mark)
    }

    static let declaration = SchedulerDeclaration(
      "WarmupMultiStepLR", library: .detectron2,
      summary: "Multiplies the learning rate by gamma at milestones, with a warm-up over them; counts steps.",
      formula: "lr[t] = base_lr * warm-up(t) * gamma**(milestones passed)",
      quirks: ["A milestone within the warm-up acts there already."],
      example: WarmupMultiStepLR(milestones: [6000, 8000]),
      parameters: [
        .numbers(
          "milestones", \.milestones, .required, in: 0...10_000_000, help: "where the rate is lowered"),
        .fraction("gamma", \.gamma, help: "factor of each milestone"), .warmupFactor, .warmupIters,
        .warmupMethod,
        .counter("last_epoch"),
      ])
  }

  /// Half a cosine with a warm-up over it.
  struct WarmupCosineLR: Detectron2Warmup, CatalogScheduler {
    var maxIters: PythonNumber
    var warmup = Warmup()

    func validate() throws(SchedulerError) {
      if maxIters.isZero {
        throw SchedulerError(
          .zeroDivision, "max_iters must not be 0 (division by zero)", parameter: "max_iters")
      }
    }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let wave = 1 + (try PythonMath.cosine(.pi * Double(step) / maxIters.doubleValue))
      return warmup.factor(Double(step)) * 0.5 * wave
    }

    var extent: ScheduleExtent {
      let end = ScheduleExtent.Mark("max_iters", maxIters)
      return ScheduleExtent(warmup: warmup.mark, completion: end, endsWithRun: true, turn: end)
    }

    static let declaration = SchedulerDeclaration(
      "detectron2.WarmupCosineLR", library: .detectron2,
      summary: "Lowers the learning rate along a cosine to 0, with a warm-up over it; counts steps.",
      formula: "lr[t] = base_lr * warm-up(t) * (1 + cos(pi * t / max_iters)) / 2",
      quirks: [
        "The cosine runs below the warm-up: the full rate never comes, and past max_iters it rises again."
      ],
      example: WarmupCosineLR(maxIters: 10_000),
      parameters: [
        .steps("max_iters", \.maxIters, .required, help: "all steps, the warm-up's included"),
        .warmupFactor, .warmupIters, .warmupMethod, .counter("last_epoch"),
      ])
  }
}

/// A deprecated class with a warm-up.
protocol Detectron2Warmup: FactorScheduler {
  var warmup: Detectron2.Warmup { get set }
}

extension Parameter where S: Detectron2Warmup {
  static var warmupFactor: Parameter { .fraction("warmup_factor", \.warmup.factor, help: "the first factor") }

  static var warmupIters: Parameter {
    .steps("warmup_iters", \.warmup.iterations, help: "steps of the warm-up")
  }

  static var warmupMethod: Parameter {
    .choice(
      "warmup_method", \.warmup.method, unknown: { "Unknown warmup method: \($0)" },
      help: "'linear', or 'constant'")
  }
}
