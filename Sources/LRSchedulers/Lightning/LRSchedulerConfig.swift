/// How Lightning's trainer 2.6 steps a scheduler.
enum Lightning {
  /// An entry of `configure_optimizers`; the rates are those of optimizer updates.
  struct LRSchedulerConfig: CompositeScheduler {
    enum Period: String, CaseIterable { case epoch, step }

    var scheduler: Schedule
    var name: String?
    var interval = Period.epoch
    var frequency: PythonNumber = 1
    var kept = KeptArguments()
    var batchesPerEpoch: PythonNumber?
    var accumulation: PythonNumber?

    var parts: [Schedule] { [scheduler] }

    var outsideNeeds: [String] {
      interval == .step && frequency.doubleValue == 1 ? [] : ["batches_per_epoch"]
    }

    func validate() throws(SchedulerError) {
      if ![.pytorch, .transformers, .own].contains(scheduler.entry.library) {
        throw SchedulerError(
          .type, "\(scheduler.name) of \(scheduler.entry.library.rawValue) is no scheduler of PyTorch",
          parameter: "scheduler")
      }
      try scheduler.scheduler.validate()
      for (name, count) in [
        ("frequency", frequency as PythonNumber?), ("batches_per_epoch", batchesPerEpoch),
        ("accumulate_grad_batches", accumulation),
      ] {
        guard let count, (count.intValue ?? 0) < 1 else { continue }
        throw SchedulerError(.value, "\(name) must be an int above 0, but got \(count)", parameter: name)
      }
    }

    func validate(groups: [ParameterGroup]) throws(SchedulerError) {
      try validate()
      try parts.validateMembers(groups: groups)
      if !outsideNeeds.isEmpty { _ = try batchesPerEpoch.required("batches_per_epoch") }
    }

    /// Whether the scheduler steps behind an update, counted from 0.
    private func steps(after update: Int) -> Bool {
      let every = frequency.intValue ?? 1
      guard let batches = batchesPerEpoch?.intValue else { return true }
      let many = accumulation?.intValue ?? 1
      let updates = (batches - 1) / many + 1
      let (epoch, place) = (update / updates, update % updates)
      guard interval == .epoch else { return min((place + 1) * many, batches) % every == 0 }
      return place == updates - 1 && (epoch + 1) % every == 0
    }

    func step(
      _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      if steps(after: state.lastEpoch - 1) { try state.advanceLink(0, &groups, metric: metric) }
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      guard interval == .step, let batches = batchesPerEpoch?.intValue, let every = frequency.intValue,
        every > batches
      else { return [] }
      return [
        ScheduleNote(
          "LRSchedulerConfig never steps: frequency=\(every) counts the batches of one epoch, which has \(batches)"
        )
      ]
    }

    static let declaration = SchedulerDeclaration(
      "LRSchedulerConfig", library: .lightning,
      summary:
        "Steps a scheduler of PyTorch as Lightning's trainer does, by epochs or batches; counts updates.",
      formula: "lr[u] = scheduler[steps made behind updates before u]",
      quirks: [
        "With interval='step' frequency counts the batches of each epoch, and not updates: above an epoch's batches it never steps."
      ],
      example: Self(scheduler: Schedule(declared: StepLR(stepSize: 30)), batchesPerEpoch: 10),
      parameters: [
        .schedule("scheduler", \.scheduler, help: "the scheduler"),
        .text("name", \.name, help: "its name in the log"),
        .choice(
          "interval", \.interval,
          unknown: {
            "The \"interval\" key in lr scheduler dict must be \"step\" or \"epoch\" but is \"\($0)\""
          }, help: "'epoch' or 'step'"),
        .number("frequency", \.frequency, in: 1...100_000, help: "every how many epochs or batches it steps"),
        .kept("reduce_on_plateau", \.kept, false, help: "whether it is given a metric"),
        .kept("monitor", \.kept, .null, help: "the metric's name"),
        .kept("strict", \.kept, true, help: "whether a missing metric is an error"),
        .outside("batches_per_epoch", \.batchesPerEpoch, help: "batches of an epoch"),
        .outside("accumulate_grad_batches", \.accumulation, help: "batches of an update; 1"),
      ])
  }
}
