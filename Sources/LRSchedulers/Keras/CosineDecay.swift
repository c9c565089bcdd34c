extension Keras {
  /// A cosine after an optional warm-up, then flat.
  struct CosineDecay: KerasDecay, CatalogScheduler {
    var initialLR: Double
    var decaySteps: PythonNumber
    /// What stays, as a fraction of the highest rate.
    var alpha = 0.0
    var name: String?
    /// The rate at the end of the warm-up; without it there is none.
    var warmupTarget: Double?
    var warmupSteps: PythonNumber = 0

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let step = Double(step)
      guard let target = warmupTarget else { return try decayed(step, from: initialLR) }
      let warmup = warmupSteps.doubleValue
      if step < warmup { return (target - initialLR) * (step / warmup) + initialLR }
      return try decayed(step - warmup, from: target)
    }

    private func decayed(_ step: Double, from top: Double) throws(SchedulerError) -> Double {
      let done = min(step, decaySteps.doubleValue) / decaySteps.doubleValue
      let cosine = 0.5 * (1 + (try PythonMath.cosine(.pi * done)))
      return top * ((1 - alpha) * cosine + alpha)
    }

    var extent: ScheduleExtent {
      let decay = ScheduleExtent.descent(.init("decay_steps", decaySteps))
      return warmupTarget == nil ? decay : decay.delayed(by: .init("warmup_steps", warmupSteps))
    }

    static let declaration = SchedulerDeclaration(
      "CosineDecay", library: .keras,
      summary: "Warms up to warmup_target if given, then falls along a cosine; counts steps.",
      formula: "lr[t] = target * ((1 - alpha) * (1 + cos(pi * min(t - w, T) / T)) / 2 + alpha)",
      quirks: [
        "decay_steps does not include the warm-up; warmup_steps without warmup_target is ignored."
      ],
      example: CosineDecay(initialLR: 0.1, decaySteps: 100),
      parameters: [
        .initialLR, .decaySteps, .fraction("alpha", \.alpha, help: "what stays, as a fraction"), .name,
        .optionalFloat("warmup_target", \.warmupTarget, help: "the rate after the warm-up; None: no warm-up"),
        .steps("warmup_steps", \.warmupSteps, help: "steps of the warm-up, before decay_steps"),
      ])
  }

  /// Cosines that grow longer and lower.
  struct CosineDecayRestarts: KerasSchedule, CatalogScheduler {
    var initialLR: Double
    var firstDecaySteps: PythonNumber
    var tMul = 2.0
    var mMul = 1.0
    var alpha = 0.0
    var name: String?

    func validate() throws(SchedulerError) { try Keras.positive(firstDecaySteps, "first_decay_steps") }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let (cycle, done) = try place(Double(step) / firstDecaySteps.doubleValue)
      let height = 0.5 * (try PythonMath.power(mMul, cycle)) * (1 + (try PythonMath.cosine(.pi * done)))
      return initialLR * ((1 - alpha) * height + alpha)
    }

    /// The cycle, and how much of it is done, after some lengths of the first.
    private func place(_ lengths: Double) throws(SchedulerError) -> (cycle: Double, done: Double) {
      if tMul == 1 {
        let cycle = Self.floor(lengths)
        return (cycle, lengths - cycle)
      }
      let base = try PythonMath.logarithm(tMul)
      let cycle = Self.floor(
        try PythonMath.divide(PythonMath.logarithm(1 - lengths * (1 - tMul)), by: base))
      let scale = try PythonMath.power(tMul, cycle)
      return (cycle, (lengths - (1 - scale) / (1 - tMul)) / scale)
    }

    /// Keras's torch backend rounds to float32 before it floors, even in double precision.
    private static func floor(_ value: Double) -> Double { Double(Float(value).rounded(.down)) }

    func changeKind(in state: EpochState) -> LRChange.Kind? {
      guard let now = try? place(Double(state.lastEpoch) / firstDecaySteps.doubleValue).cycle,
        let before = try? place(Double(state.lastEpoch - 1) / firstDecaySteps.doubleValue).cycle
      else { return nil }
      return now != before ? .restart : nil
    }

    var extent: ScheduleExtent {
      let first = ScheduleExtent.Mark("first_decay_steps", firstDecaySteps)
      return ScheduleExtent(completion: first, cycle: tMul == 1 ? first : nil)
    }

    static let declaration = SchedulerDeclaration(
      "CosineDecayRestarts", library: .keras,
      summary: "Falls along cosines, each t_mul times as long and m_mul as high; counts steps.",
      formula: "lr[t] = lr0 * ((1 - alpha) * m_mul**i * (1 + cos(pi * done)) / 2 + alpha)",
      quirks: [
        "t_mul is 2 by default, where PyTorch's T_mult is 1; m_mul scales the cosine, not the floor."
      ],
      example: CosineDecayRestarts(initialLR: 0.1, firstDecaySteps: 20),
      parameters: [
        .initialLR,
        .number(
          "first_decay_steps", \.firstDecaySteps, .required, in: 1...10_000_000,
          help: "steps of the first cosine"),
        .float("t_mul", \.tMul, in: 1...10, step: .linear(0.5), help: "growth of the cosines"),
        .fraction("m_mul", \.mMul, help: "factor of the height of each further cosine"),
        .fraction("alpha", \.alpha, help: "what stays, as a fraction"), .name,
      ])
  }
}
