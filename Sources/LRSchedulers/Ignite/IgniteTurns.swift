/// Handlers that call others, which may be schedulers of PyTorch.
protocol IgniteComposite: CompositeScheduler {
  /// The members as they are written.
  var members: [Schedule] { get }
}

extension IgniteComposite {
  /// The members, without the handlers around PyTorch's schedulers.
  var parts: [Schedule] { members.map { ($0.scheduler as? Ignite.LRScheduler)?.inner ?? $0 } }

  var needsMetric: Bool { false }

  /// Builds the members. Those of ignite do nothing before they are called.
  func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> CompositeState {
    try validate(groups: groups)
    var steppers: [AnyStepper] = []
    for part in parts {
      var own = groups
      steppers.append(try part.scheduler.stepper(on: &own))
      if !(part.scheduler is any IgniteFunction) { groups = own }
    }
    var state = CompositeState(lastEpoch: 0, members: steppers, of: parts)
    try complete(&state, &groups)
    return state
  }

  /// Call number `k` of a member.
  func call(
    _ index: Int, _ k: Int, _ state: inout CompositeState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    let scheduler = parts[index].scheduler
    if let function = scheduler as? any IgniteFunction { return groups.setAll(try function.rate(k)) }
    // PyTorch's get_lr is called outside of its step: not even the first call is the constructor's.
    if k == 0, scheduler is any EpochScheduler { state.members[index].stepper.undoInitialStep() }
    // ignite's own copy of the warm restarts' get_lr counts on before the first one.
    if k > 0 || scheduler is any EpochScheduler || scheduler is CosineAnnealingWarmRestarts {
      try advanceTorch(index, k, &state, &groups)
    }
  }

  /// PyTorch's get_lr at an epoch, called outside of its step.
  func advanceTorch(
    _ index: Int, _ epoch: Int, _ state: inout CompositeState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    // It counts its own steps, of which none is made: the rate stays what it is.
    if let averaging = parts[index].scheduler as? SWALR, averaging.annealEpochs > 0 { return }
    try state.advanceLink(index, &groups)
    try followClosedForm(index, epoch, state, &groups)
  }

  /// PyTorch's cosine takes its closed form at a later epoch where no step was ever made, as ignite makes none.
  func followClosedForm(
    _ index: Int, _ epoch: Int, _ state: CompositeState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    guard epoch > 0, parts[index].scheduler is CosineAnnealingLR else { return }
    let rates = try state.members[index].stepper.closedFormLRs(at: epoch, groups)
    for group in groups.indices { groups[group].lr = rates[group] }
  }

  static func requireHandler(_ schedule: Schedule, torchToo: Bool, at place: String) throws(SchedulerError) {
    let isHandler =
      schedule.scheduler is any IgniteFunction || schedule.scheduler is Ignite.LRScheduler
      || schedule.scheduler is Ignite.Concat
    let isTorch = [.pytorch, .transformers].contains(schedule.entry.library) && !schedule.needsMetric
    if isHandler || (torchToo && isTorch) { return }
    throw SchedulerError(
      .type,
      "\(place) should be a subclass of ParamScheduler\(torchToo ? " or a scheduler of PyTorch" : ""), but given \(schedule.name) of \(schedule.entry.library.rawValue)",
      parameter: place.prefix { $0 != "[" }.description)
  }
}

extension Ignite {
  /// A scheduler of PyTorch as a handler.
  struct LRScheduler: IgniteComposite {
    var inner: Schedule
    var kept = KeptArguments()
    var members: [Schedule] { [inner] }

    func validate() throws(SchedulerError) {
      if ![.pytorch, .transformers].contains(inner.entry.library) || inner.needsMetric {
        throw SchedulerError(
          .type,
          "Argument lr_scheduler should be a subclass of torch.optim.lr_scheduler.LRScheduler, but given \(inner.name) of \(inner.entry.library.rawValue)",
          parameter: "lr_scheduler")
      }
      if kept.values["use_legacy"] == .bool(true) {
        throw SchedulerError(
          .notImplemented, "use_legacy=True is for Events.ITERATION_COMPLETED, which is not computed here",
          parameter: "use_legacy")
      }
      try inner.scheduler.validate()
    }

    func complete(_ state: inout CompositeState, _ groups: inout [ParameterGroup]) throws(SchedulerError) {
      try call(0, 0, &state, &groups)
    }

    func step(
      _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      try call(0, state.lastEpoch, &state, &groups)
    }

    func notes(_ context: NoteContext) -> [ScheduleNote] {
      if inner.scheduler is SWALR {
        return [ScheduleNote("ignite.LRScheduler never steps SWALR, which counts its steps: the rate stays")]
      }
      guard !(inner.scheduler is any AssigningScheduler),
        [
          "CosineAnnealingLR", "ExponentialLR", "LinearLR", "PolynomialLR", "MultiplicativeLR", "ConstantLR",
          "CosineAnnealingWarmRestarts",
        ].contains(inner.name)
      else { return [] }
      return [
        ScheduleNote(
          "ignite.LRScheduler is a step ahead with \(inner.name): its first rate is not the constructor's")
      ]
    }

    static let declaration = SchedulerDeclaration(
      "ignite.LRScheduler", library: .ignite,
      summary: "Makes a handler of a scheduler of PyTorch, which is called at the start of each iteration.",
      formula: "lr[t] = scheduler.get_lr() at last_epoch = t",
      quirks: [
        "PyTorch's recursive schedulers (CosineAnnealingLR, ExponentialLR, LinearLR) are one step ahead or begin too high."
      ],
      example: Self(inner: Schedule(declared: StepLR(stepSize: 30))),
      parameters: [
        .schedule("lr_scheduler", \.inner, help: "the scheduler"),
        .kept("save_history", \.kept, false, help: "whether ignite keeps the rates"),
        .kept("use_legacy", \.kept, false, help: "for another event"),
      ], optimizer: OptimizerPlace.none)
  }

  /// One handler after the other.
  struct Concat: IgniteComposite {
    var schedulers: [Schedule]
    var durations: [PythonNumber]
    var kept = KeptArguments()
    var members: [Schedule] { schedulers }

    func validate() throws(SchedulerError) {
      if schedulers.count < 2 {
        throw SchedulerError(
          .value,
          "Argument schedulers should be of more than one parameter schedulers, but given \(schedulers.count)",
          parameter: "schedulers")
      }
      if schedulers.count != durations.count + 1 {
        throw SchedulerError(
          .value,
          "Incorrect number schedulers or duration values, given \(schedulers.count) and \(durations.count)",
          parameter: "durations")
      }
      for (index, schedule) in schedulers.enumerated() {
        try Self.requireHandler(schedule, torchToo: false, at: "schedulers[\(index)]")
        try schedule.scheduler.validate()
      }
      for duration in durations {
        guard case .int = duration else {
          throw SchedulerError(
            .value, "Argument durations should be list/tuple of integers, but given \(duration)",
            parameter: "durations")
        }
      }
    }

    /// The member whose turn a call is, and its own number. A duration below 1 behind the first is for ever.
    private func turn(_ t: Int) -> (index: Int, k: Int) {
      var (index, start) = (0, 0.0)
      while index < durations.count {
        let length = durations[index].doubleValue
        if length < 0 || (length == 0 && index > 0) || Double(t) < start + length { break }
        start += length
        index += 1
      }
      return (index, t - Int(clamping: start))
    }

    func complete(_ state: inout CompositeState, _ groups: inout [ParameterGroup]) throws(SchedulerError) {
      let turn = turn(0)
      try call(turn.index, turn.k, &state, &groups)
    }

    func step(
      _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      let turn = turn(state.lastEpoch)
      try call(turn.index, turn.k, &state, &groups)
      if turn.k == 0 { state.change = .phase }
    }

    var phases: [SchedulePhase] {
      var start = 0.0
      return schedulers.enumerated().map { index, schedule in
        defer { if index < durations.count { start += durations[index].doubleValue } }
        return SchedulePhase(index: index, name: schedule.name, start: Int(clamping: start))
      }
    }

    static let declaration = SchedulerDeclaration(
      "ConcatScheduler", library: .ignite,
      summary: "Calls one handler after the other, each from its own beginning.",
      formula: "lr[t] = schedulers[i](t - sum(durations[:i]))",
      example: Self(
        schedulers: [
          Schedule(declared: Linear(cycle: Cycle(start: 0, end: 0.1, size: 20))),
          Schedule(declared: Cosine(cycle: Cycle(start: 0.1, end: 0, size: 90))),
        ], durations: [10]),
      parameters: [
        .schedules(
          "schedulers", \.schedulers,
          refusal: { "Value at index \($0) of schedulers should be a parameter scheduler" },
          help: "the handlers, in order"),
        .numbers(
          "durations", \.durations, .required, in: 1...10_000_000,
          help: "how many calls each but the last has"),
        .kept("save_history", \.kept, false, help: "whether ignite keeps the values"),
      ], optimizer: OptimizerPlace.none)
  }
}
