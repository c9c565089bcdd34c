extension Transformers {
  /// A warm-up, a plateau, and a decay to a fraction of the rate, which then stays.
  struct WarmupStableDecay: WarmupSchedule, CatalogScheduler {
    /// The shapes of the warm-up and of the decay.
    enum Shape: String, CaseIterable {
      case linear
      case cosine
      case squareRoot = "1-sqrt"
    }

    var numWarmupSteps: PythonNumber
    var numDecaySteps: PythonNumber
    var numTrainingSteps: PythonNumber?
    /// Wins over the training steps.
    var numStableSteps: PythonNumber?
    var warmupType = Shape.linear
    var decayType = Shape.cosine
    var minLRRatio = 0.0
    var numCycles = 0.5
    var lastEpoch = -1

    func validate() throws(SchedulerError) {
      if numTrainingSteps != nil || numStableSteps != nil { return }
      throw SchedulerError(
        .value, "Either num_training_steps or num_stable_steps must be specified.",
        parameter: "num_training_steps")
    }

    /// Negative when the training is too short; the decay then begins in its middle.
    var stable: Double {
      numStableSteps?.doubleValue
        ?? (numTrainingSteps?.doubleValue ?? 0) - warmup - numDecaySteps.doubleValue
    }

    func factor(_ step: Int, defaultLR: Double) throws(SchedulerError) -> Double {
      let (step, decay) = (Double(step), numDecaySteps.doubleValue)
      if step < warmup { return lifted(try rise(ramp(step, warmup))) }
      if step < warmup + stable { return 1 }
      if step < warmup + stable + decay {
        return lifted(try fall((step - warmup - stable) / max(1, decay)))
      }
      return minLRRatio
    }

    private func lifted(_ factor: Double) -> Double { max(0, factor * (1 - minLRRatio) + minLRRatio) }

    private func rise(_ progress: Double) throws(SchedulerError) -> Double {
      switch warmupType {
      case .linear: progress
      case .cosine: 0.5 * (1 - (try PythonMath.cosine(.pi * progress)))
      case .squareRoot: 1 - (1 - progress).squareRoot()
      }
    }

    private func fall(_ progress: Double) throws(SchedulerError) -> Double {
      switch decayType {
      case .linear: 1 - progress
      case .cosine: try wave(numCycles, progress)
      case .squareRoot: 1 - progress.squareRoot()
      }
    }

    var extent: ScheduleExtent {
      let before = warmup + stable
      let end =
        numStableSteps == nil && numTrainingSteps != nil
        ? ScheduleExtent.Mark("num_training_steps", before + numDecaySteps.doubleValue)
        : .init("num_decay_steps", numDecaySteps, offset: before)
      return .descent(end, warmup: warmupMark, endsWithRun: true)
    }

    static let declaration = SchedulerDeclaration(
      "get_wsd_schedule", library: .transformers,
      summary: "Warms up, keeps the learning rate, then decays to min_lr_ratio of it; counts steps.",
      formula: "lr[t] = base_lr * (rise(t / w) | 1 | fall((t - w - stable) / decay) | min_lr_ratio)",
      quirks: [
        "min_lr_ratio lifts the warm-up too: its first rate is then not 0.",
        "Warm-up and decay longer than the training are not checked: the decay begins in its middle.",
      ],
      example: WarmupStableDecay(numWarmupSteps: 10, numDecaySteps: 20, numTrainingSteps: 100),
      parameters: [
        .warmupSteps,
        .steps("num_decay_steps", \.numDecaySteps, .required, help: "decay length in steps"),
        .optionalNumber(
          "num_training_steps", \.numTrainingSteps, .noneByDefault, in: 0...10_000_000,
          help: "all steps, if num_stable_steps is None"),
        .optionalNumber(
          "num_stable_steps", \.numStableSteps, in: 0...10_000_000, help: "steps at the full rate"),
        .choice("warmup_type", \.warmupType, unknown: unknownShape("warmup"), help: "how the rate rises"),
        .choice("decay_type", \.decayType, unknown: unknownShape("decay"), help: "how the rate falls"),
        .fraction("min_lr_ratio", \.minLRRatio, help: "the lowest factor, in the warm-up too"),
        .float("num_cycles", \.numCycles, in: 0...100, step: .linear(0.5), help: "waves of a cosine decay"),
        .resuming,
      ])

    private static func unknownShape(_ part: String) -> @Sendable (String) -> String {
      let known = Shape.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      return { "Unknown \(part) type: \($0), expected one of [\(known)]" }
    }
  }
}
