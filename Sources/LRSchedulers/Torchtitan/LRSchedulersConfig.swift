/// The schedule of torchtitan 0.3 (`LRSchedulersContainer.Config`).
enum Torchtitan {
  /// Warm-up, plateau, decay; the decay would reach its end in the step behind the training.
  struct Config: FactorScheduler, CatalogScheduler {
    enum DecayType: String, CaseIterable { case linear, sqrt, cosine }

    var warmupSteps: PythonNumber = 200
    var totalSteps: PythonNumber?
    var decayRatio: Double?
    var decayType = DecayType.linear
    var minLRFactor = 0.0
    var trainingSteps: PythonNumber?

    var outsideNeeds: [String] { totalSteps == nil ? ["training_steps"] : [] }

    /// The steps of the schedule, of its warm-up, and the step from which on it decays.
    struct Lengths {
      var total: Double
      var warmup: Double
      var decay: Double

      /// The plateau is one step longer than what is left.
      var decayStart: Double { total + 1 - decay }
    }

    func lengths() throws(SchedulerError) -> Lengths {
      let total =
        if let totalSteps { totalSteps.doubleValue } else { try trainingSteps.required("training_steps") }
      let warmup = min(warmupSteps.doubleValue.rounded(.towardZero), total)
      let decay =
        decayRatio.map { min((total * $0).rounded(.toNearestOrEven), total - warmup) } ?? total - warmup
      return Lengths(total: total, warmup: warmup, decay: decay)
    }

    func validate(groups: [ParameterGroup]) throws(SchedulerError) {
      try validate()
      _ = try lengths()
    }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let (lengths, t) = (try lengths(), Double(step))
      if t < lengths.warmup { return (t + 1) / lengths.warmup }
      if t < lengths.decayStart { return 1 }
      let progress = try PythonMath.divide(t + 1 - lengths.decayStart, by: lengths.decay)
      return minLRFactor + (1 - minLRFactor) * (try curve(progress))
    }

    private func curve(_ progress: Double) throws(SchedulerError) -> Double {
      switch decayType {
      case .linear: 1 - progress
      case .sqrt: 1 - progress.squareRoot()
      case .cosine: 0.5 * (1 + (try PythonMath.cosine(.pi * progress)))
      }
    }

    var extent: ScheduleExtent {
      guard let lengths = try? lengths() else { return ScheduleExtent() }
      let name = totalSteps == nil ? "training_steps" : "total_steps"
      return ScheduleExtent(
        warmup: lengths.warmup > 0 ? .init("warmup_steps", lengths.warmup) : nil,
        completion: .init(name, lengths.total),
        endsWithRun: true)
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard let lengths = try? lengths() else { return [] }
      var notes: [ScheduleNote] = []
      if warmupSteps.doubleValue > lengths.total {
        notes.append(
          ScheduleNote(
            "Config cuts warmup_steps=\(warmupSteps) to the \(NoteContext.grouped(lengths.total)) steps of the training"
          ))
      } else if let decayRatio,
        lengths.warmup + (lengths.total * decayRatio).rounded(.toNearestOrEven) > lengths.total
      {
        notes.append(
          ScheduleNote(
            "Config cuts the decay to the \(NoteContext.grouped(lengths.decay)) steps behind the warm-up"))
      }
      return notes
    }

    static let declaration = SchedulerDeclaration(
      "LRSchedulersContainer.Config", library: .torchtitan,
      summary:
        "Warms up, keeps the learning rate, then decays it in the last part of the training; counts steps.",
      formula: "lr[t] = base_lr * ((t + 1) / w | 1 | m + (1 - m) * decay((t - N + d) / d))",
      quirks: [
        "The first step is made at 1/warmup_steps of the rate, and the last one above min_lr_factor.",
        "Without decay_ratio the decay begins right behind the warm-up.",
      ],
      example: Config(warmupSteps: 10, decayRatio: 0.5, trainingSteps: 100),
      parameters: [
        Parameter.steps("warmup_steps", \.warmupSteps, help: "steps of the rise; cut to the training's")
          .defaulting(200),
        .optionalNumber(
          "total_steps", \.totalSteps, in: 1...10_000_000, help: "all steps; None: those of the training"),
        .optionalFloat(
          "decay_ratio", \.decayRatio, .noneByDefault, in: 0...1, step: .linear(0.05),
          help: "the last part, which decays; None: all behind the warm-up"),
        .choice(
          "decay_type", \.decayType, unknown: { "Unknown lr_decay_type: \($0)" },
          help: "the curve of the decay"),
        .fraction("min_lr_factor", \.minLRFactor, help: "what the decay goes towards"),
        .outside("training_steps", \.trainingSteps, help: "the steps of the training"),
      ])
  }
}
