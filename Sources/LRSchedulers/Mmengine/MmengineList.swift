extension Mmengine {
  /// The schedulers of a config's `param_scheduler`, on one optimizer: those by epoch step after each epoch, the others after each
  /// iteration.
  struct List: CompositeScheduler {
    var schedulers: [Schedule]
    /// nil where all step at once.
    var stepsPerEpoch: PythonNumber?

    var parts: [Schedule] { schedulers }

    var outsideNeeds: [String] {
      Set(schedulers.map(\.isByEpoch)).count > 1 ? ["steps_per_epoch"] : []
    }

    func validate() throws(SchedulerError) {
      if schedulers.isEmpty {
        throw SchedulerError(.value, "param_scheduler must not be empty", parameter: "schedulers")
      }
      for schedule in schedulers {
        if schedule.entry.library != .mmengine || schedule.scheduler is Self {
          throw SchedulerError(
            .type, "\(schedule.name) of \(schedule.entry.library.rawValue) is no scheduler of mmengine",
            parameter: "schedulers")
        }
        try schedule.scheduler.validate()
      }
      if let stepsPerEpoch, (stepsPerEpoch.intValue ?? 0) < 1 {
        throw SchedulerError(
          .value, "steps_per_epoch must be an int above 0, but got \(stepsPerEpoch)",
          parameter: "steps_per_epoch")
      }
    }

    func step(
      _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      let endsEpoch = stepsPerEpoch?.intValue.map { state.lastEpoch % $0 == 0 } ?? true
      for byEpoch in endsEpoch ? [false, true] : [false] {
        for index in schedulers.indices where schedulers[index].isByEpoch == byEpoch {
          try state.advanceLink(index, &groups, metric: metric)
        }
      }
    }

    static let declaration = SchedulerDeclaration(
      "mmengine.param_scheduler", library: .mmengine,
      summary:
        "Steps several schedulers of mmengine on the same learning rate, by epochs or iterations as each says.",
      formula: "for s in schedulers: lr = s.step(lr)",
      quirks: [
        "Schedulers whose ranges overlap act on each other's rate; the later one assigns nothing of its own."
      ],
      example: Self(schedulers: [
        Schedule(declared: Linear<Rate>(startFactor: 0.001, range: Range(end: 10, byEpoch: false))),
        Schedule(
          declared: CosineAnnealing<Rate>(tMax: 90, range: Range(begin: 10, end: 100, byEpoch: false))),
      ]),
      parameters: [
        .schedules(
          "schedulers", \.schedulers, refusal: { "param_scheduler[\($0)] is no scheduler" },
          help: "stepped in this order"),
        .outside(
          "steps_per_epoch", \.stepsPerEpoch, help: "iterations of an epoch, after which those by epoch step"),
      ], optimizer: OptimizerPlace.none)
  }
}

extension Schedule {
  /// Whether a scheduler of mmengine steps with epochs.
  fileprivate var isByEpoch: Bool { (scheduler as? any MmengineScheduler)?.range.byEpoch ?? true }
}
