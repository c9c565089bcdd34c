/// What axolotl's cosines take.
protocol AxolotlCosine: FactorScheduler {
  var warmup: PythonNumber { get set }
  var training: PythonNumber { get set }
}

extension AxolotlCosine {
  fileprivate func progress(_ step: Double, to end: Double) -> Double {
    (step - warmup.doubleValue) / max(1, end - warmup.doubleValue)
  }

  fileprivate var rise: ScheduleExtent.Mark { .init("num_warmup_steps", warmup) }
  fileprivate var end: ScheduleExtent.Mark { .init("num_training_steps", training) }

  /// Half a wave that nothing holds at its end.
  fileprivate var rising: ScheduleExtent {
    ScheduleExtent(warmup: warmup.isZero ? nil : rise, completion: end, endsWithRun: true, turn: end)
  }
}

extension Parameter where S: AxolotlCosine {
  fileprivate static var lengths: [Parameter] {
    [
      .steps("num_warmup_steps", \.warmup, .required, help: "steps of the rise from 0"),
      .steps("num_training_steps", \.training, .required, help: "all steps, the warm-up's included"),
    ]
  }
}

extension Axolotl {
  private static func wave(_ cycles: Double, _ progress: Double) throws(SchedulerError) -> Double {
    0.5 * (1 + (try PythonMath.cosine(.pi * cycles * 2 * progress)))
  }

  struct QuadraticWarmup: AxolotlCosine, CatalogScheduler {
    var warmup: PythonNumber
    var training: PythonNumber
    var cycles = 0.5

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let t = Double(step)
      if t < warmup.doubleValue {
        let x = Axolotl.ramp(t, warmup.doubleValue)
        return x * x
      }
      return max(0, try Axolotl.wave(cycles, progress(t, to: training.doubleValue)))
    }

    var extent: ScheduleExtent { rising }

    static let declaration = SchedulerDeclaration(
      "get_cosine_schedule_with_quadratic_warmup", library: .axolotl,
      summary: "Warms up along a parabola, then follows a cosine to 0; counts steps.",
      formula:
        "lr[t] = base_lr * ((t / w)**2, then 0.5 * (1 + cos(2 * pi * num_cycles * (t - w) / (N - w))))",
      quirks: ["The first step is made at rate 0; past num_training_steps the rate rises again."],
      example: QuadraticWarmup(warmup: 10, training: 100),
      parameters: Parameter.lengths + [
        .float("num_cycles", \.cycles, in: 0...100, step: .linear(0.5), help: "whole waves; 0.5 ends at 0"),
        .counter("last_epoch"),
      ])
  }

  struct MinLR: AxolotlCosine, CatalogScheduler {
    var warmup: PythonNumber
    var training: PythonNumber
    var minRatio = 0.0

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let t = Double(step)
      if t < warmup.doubleValue { return Axolotl.ramp(t, warmup.doubleValue) }
      let scaling = 0.5 * (1 + (try PythonMath.cosine(.pi * progress(t, to: training.doubleValue))))
      return (1 - minRatio) * scaling + minRatio
    }

    var extent: ScheduleExtent { rising }

    static let declaration = SchedulerDeclaration(
      "get_cosine_schedule_with_min_lr", library: .axolotl,
      summary: "Warms up, then follows a cosine to min_lr_ratio of the learning rate; counts steps.",
      formula: "lr[t] = base_lr * (m + (1 - m) * 0.5 * (1 + cos(pi * (t - w) / (N - w))))",
      quirks: ["The first step is made at rate 0; past num_training_steps the rate rises again."],
      example: MinLR(warmup: 10, training: 100, minRatio: 0.1),
      parameters: Parameter.lengths + [
        Parameter.fraction("min_lr_ratio", \.minRatio, help: "the factor at the end").defaulting(.double(0))
      ])
  }

  struct DecayConstant: AxolotlCosine, CatalogScheduler {
    var warmup: PythonNumber
    var training: PythonNumber
    var constantRatio: Double
    var minRatio: Double
    var cycles = 0.5

    private var constant: Double { (training.doubleValue * constantRatio).rounded(.towardZero) }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let t = Double(step)
      if t < warmup.doubleValue { return Axolotl.ramp(t, warmup.doubleValue) }
      let x = progress(min(t, constant), to: constant)
      return max(0, (1 - minRatio) * (try Axolotl.wave(cycles, x))) + minRatio
    }

    var extent: ScheduleExtent {
      .descent(.init("constant_lr_ratio", constant, offset: nil, value: constantRatio), warmup: rise)
    }

    static let declaration = SchedulerDeclaration(
      "get_cosine_schedule_with_warmup_decay_constant", library: .axolotl,
      summary:
        "Warms up, follows a cosine to min_lr_ratio in a part of the training, and stays there; counts steps.",
      formula:
        "lr[t] = base_lr * (m + (1 - m) * 0.5 * (1 + cos(pi * (min(t, c) - w) / (c - w)))), c = int(N * constant_lr_ratio)",
      quirks: ["The first step is made at rate 0."],
      example: DecayConstant(warmup: 10, training: 100, constantRatio: 0.7, minRatio: 0.1),
      parameters: Parameter.lengths + [
        .fraction(
          "constant_lr_ratio", \.constantRatio, .required,
          help: "the part of the training from which on the rate stays"),
        .fraction("min_lr_ratio", \.minRatio, .required, help: "the factor that stays"),
        .float(
          "num_cycles", \.cycles, in: 0...100, step: .linear(0.5), help: "whole waves; 0.5 ends at the lowest"
        ),
        .counter("last_epoch"),
      ])
  }
}
