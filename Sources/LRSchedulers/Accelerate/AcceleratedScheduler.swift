/// How accelerate 1.15 steps a scheduler that it has prepared.
enum Accelerate {
  /// Steps with each optimizer update, once for each process.
  struct AcceleratedScheduler: CompositeScheduler {
    var scheduler: Schedule
    var stepsWithOptimizer = true
    var splitsBatches = false
    var processes: PythonNumber?
    var accumulation: PythonNumber?
    var batchesPerEpoch: PythonNumber?

    var parts: [Schedule] { [scheduler] }

    func validate() throws(SchedulerError) {
      if ![.pytorch, .transformers, .own].contains(scheduler.entry.library) {
        throw SchedulerError(
          .type, "\(scheduler.name) of \(scheduler.entry.library.rawValue) is no scheduler of PyTorch",
          parameter: "scheduler")
      }
      try scheduler.scheduler.validate()
      for (name, count) in [
        ("num_processes", processes), ("gradient_accumulation_steps", accumulation),
        ("batches_per_epoch", batchesPerEpoch),
      ] {
        guard let count, (count.intValue ?? 0) < 1 else { continue }
        throw SchedulerError(.value, "\(name) must be an int above 0, but got \(count)", parameter: name)
      }
    }

    /// The batches that an update takes; the last one of an epoch may take fewer.
    private func batches(_ update: Int) -> Int {
      let many = accumulation?.intValue ?? 1
      guard let epoch = batchesPerEpoch?.intValue else { return many }
      let updates = (epoch - 1) / many + 1
      return update % updates == updates - 1 ? epoch - many * (updates - 1) : many
    }

    /// Where batches step, those of the first update but its last have done so before it is made.
    func complete(_ state: inout CompositeState, _ groups: inout [ParameterGroup]) throws(SchedulerError) {
      guard !stepsWithOptimizer else { return }
      for _ in 1..<max(1, batches(0)) { try state.advanceLink(0, &groups) }
    }

    func step(
      _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      let update = state.lastEpoch - 1
      // Batches without an update move PyTorch's count, by which SWALR goes.
      if stepsWithOptimizer { state.members[0].stepper.countIdleSteps(batches(update) - 1) }
      let steps = stepsWithOptimizer ? (splitsBatches ? 1 : processes?.intValue ?? 1) : batches(update + 1)
      for _ in 0..<steps where try isAllowed(state, update) {
        try state.advanceLink(0, &groups, metric: metric)
      }
    }

    /// A scheduler that has an end is not stepped beyond it: accelerate looks at its count, which batches without an update move too.
    private func isAllowed(_ state: CompositeState, _ update: Int) throws(SchedulerError) -> Bool {
      guard stepsWithOptimizer, !splitsBatches, let cycle = scheduler.scheduler as? OneCycleLR else {
        return true
      }
      return state.members[0].stepper.lastEpoch + 1 + idleBatches(update + 1) <= cycle.total
    }

    /// The batches of some updates that none of them ended with.
    private func idleBatches(_ updates: Int) -> Int {
      let many = accumulation?.intValue ?? 1
      guard let epoch = batchesPerEpoch?.intValue else { return updates * (many - 1) }
      let perEpoch = (epoch - 1) / many + 1
      // Of an epoch that is not over none was its last one.
      return updates / perEpoch * (epoch - perEpoch) + updates % perEpoch * (many - 1)
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      let steps = stepsWithOptimizer && !splitsBatches ? processes?.intValue ?? 1 : 1
      guard steps > 1 else { return [] }
      return [
        ScheduleNote(
          "AcceleratedScheduler makes \(steps) steps for each update: lengths are those of one process")
      ]
    }

    static let declaration = SchedulerDeclaration(
      "AcceleratedScheduler", library: .accelerate,
      summary:
        "Steps a scheduler of PyTorch with each optimizer update, once for each process; counts updates.",
      formula: "lr[u] = scheduler[u * num_processes]",
      quirks: [
        "With several processes lengths are those of one process's batches; with split_batches they are updates.",
        "With step_with_optimizer=False every batch makes a step.",
      ],
      example: Self(scheduler: Schedule(declared: CosineAnnealingLR(tMax: 100)), processes: 4),
      parameters: [
        .schedule("scheduler", \.scheduler, help: "the scheduler"),
        .bool("step_with_optimizer", \.stepsWithOptimizer, help: "step with updates, and not with batches"),
        .bool(
          "split_batches", \.splitsBatches,
          help: "batches are split between processes: one step for each update"),
        .outside("num_processes", \.processes, help: "the processes; 1"),
        .outside("gradient_accumulation_steps", \.accumulation, help: "batches of an update; 1"),
        .outside(
          "batches_per_epoch", \.batchesPerEpoch,
          help: "batches of an epoch in each process, where the last update takes fewer"),
      ], optimizer: .second)
  }
}
