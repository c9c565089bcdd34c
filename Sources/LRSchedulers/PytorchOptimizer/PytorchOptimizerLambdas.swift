extension PytorchOptimizer {
  /// Warm-up, plateau, and a cooldown that ends with a jump where it does not go to the lowest ratio.
  struct WarmupStableDecay: FactorScheduler, CatalogScheduler {
    enum Cooldown: String, CaseIterable {
      case cosine
      case squareRoot = "1-sqrt"
      case linear
      case square = "1-square"
    }

    var warmup: PythonNumber
    var stable: PythonNumber
    var decay: PythonNumber
    var minRatio = 0.0
    var cycles = 0.5
    var cooldown = Cooldown.squareRoot

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let (t, w, d) = (Double(step), warmup.doubleValue, decay.doubleValue)
      if t < w { return t / max(1, w) }
      let start = w + stable.doubleValue
      if t < start { return 1 }
      guard t < start + d else { return minRatio }
      let x = (t - start) / d
      switch cooldown {
      case .squareRoot: return 1 - x.squareRoot()
      case .linear: return 1 - x
      case .square: return 1 - x * x
      case .cosine:
        let wave = 0.5 * (1 + (try PythonMath.cosine(.pi * cycles * 2 * ((t - start) / max(1, d)))))
        return (1 - minRatio) * max(0, wave) + minRatio
      }
    }

    var extent: ScheduleExtent {
      let before = warmup.doubleValue + stable.doubleValue
      return .descent(
        .init("num_decay_steps", decay, offset: before), warmup: .init("num_warmup_steps", warmup),
        endsWithRun: true)
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard cooldown != .cosine, minRatio > 0, let end = extent.rest?.step, context.reaches(end) else {
        return []
      }
      return [
        ScheduleNote(
          "pytorch_optimizer.get_wsd_schedule decays towards 0 and jumps up to min_lr_ratio=\(minRatio.python) in \(context.place(end))"
        )
      ]
    }

    static let declaration = SchedulerDeclaration(
      "pytorch_optimizer.get_wsd_schedule", library: .pytorchOptimizer,
      summary: "Warms up, keeps the learning rate, then cools it down; counts steps.",
      formula: "lr[t] = base_lr * (t / w | 1 | cooldown((t - w - stable) / decay) | min_lr_ratio)",
      quirks: [
        "Only the cosine looks at min_lr_ratio: the others go towards 0 and jump up to it at the end."
      ],
      example: WarmupStableDecay(warmup: 10, stable: 60, decay: 30),
      parameters: [
        .steps("num_warmup_steps", \.warmup, .required, help: "steps of the rise from 0"),
        .steps("num_stable_steps", \.stable, .required, help: "steps at the full rate"),
        .steps("num_decay_steps", \.decay, .required, help: "steps of the cooldown"),
        .fraction("min_lr_ratio", \.minRatio, help: "the factor behind it"),
        .float("num_cycles", \.cycles, in: 0...100, step: .linear(0.5), help: "waves of a cosine"),
        .choice(
          "cooldown_type", \.cooldown, unknown: { "cooldown_type \($0) is unknown" },
          help: "the curve of the cooldown"),
        .counter("last_epoch"),
      ])
  }

  /// The steps of Chebyshev's iteration in a fractal order.
  struct Chebyshev: FactorScheduler, CatalogScheduler {
    var epochs: PythonNumber {
      didSet { factors = Self.factors(epochs) }
    }
    var isWarmup = false
    private var factors: [Double]

    init(epochs: PythonNumber) {
      self.epochs = epochs
      factors = Self.factors(epochs)
    }

    /// The most factors that are kept: of more epochs there is no picture.
    private static let most = 1 << 20

    func validate() throws(SchedulerError) {
      guard let count = epochs.intValue, count >= 1, count <= Self.most else {
        throw SchedulerError(
          .value, "num_epochs must be positive and at most \(Self.most), but got \(epochs)",
          parameter: "num_epochs")
      }
    }

    private static func factors(_ epochs: PythonNumber) -> [Double] {
      guard let count = epochs.intValue, count >= 1, count <= most else { return [1] }
      var power = 1
      while count > 1, power <= count - 1 { power *= 2 }
      let steps = (0..<power).map { k in
        1 / (0.525 - 0.475 * ((try? PythonMath.cosine((Double(k) + 0.5) * .pi / Double(power))) ?? 0))
      }
      var order = [0]
      while order.count < power - 2 { order = order.flatMap { [$0, 2 * order.count - 1 - $0] } }
      return order.filter { $0 < power }.map { steps[$0] }
    }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      isWarmup ? 1 : factors[min(max(0, step - 2), factors.count - 1)]
    }

    static let declaration = SchedulerDeclaration(
      "get_chebyshev_schedule", library: .pytorchOptimizer,
      summary: "Multiplies the learning rate by the steps of Chebyshev's iteration, in a fractal order.",
      formula:
        "lr[t] = base_lr / (0.525 - 0.475 * cos((perm[t-2] + 0.5) * pi / n)), n the power of two above num_epochs - 1",
      quirks: ["Factors go up to 20; the first three steps have the same, largest one."],
      example: Chebyshev(epochs: 16),
      parameters: [
        .number("num_epochs", \.epochs, .required, in: 1...100_000, help: "the epochs"),
        .bool("is_warmup", \.isWarmup, help: "keep the learning rate"), .counter("last_epoch"),
      ])
  }
}
