extension Axolotl {
  /// Dips into another schedule, one step in from its start.
  struct Jagged: AssigningScheduler, CatalogScheduler {
    var inner: Schedule
    var restartSteps: PythonNumber
    var warmupSteps: PythonNumber
    var annealSteps: PythonNumber = 1
    var minScale = 0.001

    var lastEpoch: Int { -1 }

    func validate() throws(SchedulerError) {
      try inner.scheduler.validate()
      if inner.needsMetric
        || !(inner.scheduler is any AssigningScheduler || inner.scheduler is any ClosedFormScheduler)
      {
        throw SchedulerError(
          .type, "inner_schedule must compute its rate from the step, which \(inner.name) does not",
          parameter: "inner_schedule")
      }
      for (name, value) in [
        ("jagged_restart_steps", restartSteps), ("jagged_restart_anneal_steps", annealSteps),
      ] where value.isZero {
        throw SchedulerError(.zeroDivision, "\(name) must not be 0 (division by zero)", parameter: name)
      }
    }

    /// The factor of a step, counted from the inner schedule's start.
    private func scale(_ step: Double) -> Double {
      let restart = restartSteps.doubleValue
      if step < restart - annealSteps.doubleValue { return 1 }
      let k = PythonMath.floorDivision(step, restart).remainder
      var t = 1.0
      if k < warmupSteps.doubleValue {
        t = min(1, k / warmupSteps.doubleValue)
      } else if k > restart - annealSteps.doubleValue {
        t = min(1, (restart - k) / annealSteps.doubleValue)
      }
      return t * (1 - minScale) + minScale
    }

    /// The step that the dips count, from where the inner schedule's constructor leaves off: REX begins at 1, the others at 0.
    private func counted(_ step: Int) -> Double { Double(inner.scheduler is RexLR ? step + 1 : step) }

    func update(
      _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
    ) throws(SchedulerError) {
      let step = state.lastEpoch + 1
      if let formula = inner.scheduler as? any FormulaScheduler {
        for index in groups.indices {
          let rate = try formula.rate(step, base: state.baseLRs[index], defaultLR: state.baseLRs[0])
          groups[index].lr = rate * scale(counted(step))
        }
        return
      }
      var built = state.baseLRs.map { ParameterGroup(lr: $0) }
      let stepper = try inner.scheduler.stepper(on: &built)
      let rates = try stepper.stepper.closedFormLRs(at: step, built)
      for index in groups.indices { groups[index].lr = rates[index] * scale(counted(step)) }
    }

    static let declaration = SchedulerDeclaration(
      "JaggedLRRestartScheduler", library: .axolotl,
      summary:
        "Multiplies another schedule by a dip to min_lr_scale and a warm-up at every restart; counts steps.",
      formula:
        "lr[t] = inner[t + 1] * (s + (1 - s) * min(1, k / warmup, (restart - k) / anneal)), k = (t + 1) % restart",
      quirks: [
        "The first step is the inner schedule's second.",
        "Over RexLR, which begins at step 1, the dips come a step earlier.",
      ],
      example: Jagged(
        inner: Schedule(declared: MinLR(warmup: 10, training: 200, minRatio: 0.1)), restartSteps: 50,
        warmupSteps: 10),
      parameters: [
        .schedule("inner_schedule", \.inner, help: "the schedule"),
        .steps("jagged_restart_steps", \.restartSteps, .required, help: "steps between two restarts"),
        .steps("jagged_restart_warmup_steps", \.warmupSteps, .required, help: "steps of the rise behind one"),
        .steps("jagged_restart_anneal_steps", \.annealSteps, help: "steps of the fall before one"),
        .float(
          "min_lr_scale", \.minScale, in: 0...1, step: .decade(from: 1e-6), help: "the factor at a restart"),
      ])
  }
}
