/// Runs one scheduler after the other, changing at milestones (`torch.optim.lr_scheduler.SequentialLR`).
///
/// A stage begins with its own epoch 0, from `initial_lr` where it has a closed form. Milestones are searched as they
/// are, in any order. A composed scheduler as first stage runs one step ahead, as PyTorch makes its initial step by
/// `step`; as a later stage it fails at its milestone.
public struct SequentialLR: StageableScheduler {
  /// The stages in their order.
  public var schedulers: [Schedule] { didSet { members = schedulers.withSharedGroupArguments } }
  /// The epochs at which the next stage begins: one fewer than the schedulers.
  public var milestones: [PythonNumber]
  /// The constructor's `last_epoch`: -1 to start, N to resume after epoch N.
  public var lastEpoch: Int
  /// ``schedulers`` with the arguments that they find in the parameter groups.
  var members: [Schedule]

  /// One stage after the other; `milestones` are one fewer than the stages.
  public init(schedulers: [any ScheduleConvertible], milestones: [PythonNumber], lastEpoch: Int = -1) {
    self.schedulers = schedulers.map(\.schedule)
    self.milestones = milestones
    self.lastEpoch = lastEpoch
    members = self.schedulers.withSharedGroupArguments
  }

  public func validate() throws(SchedulerError) {
    if schedulers.isEmpty {
      throw SchedulerError(
        .value, "SequentialLR expects at least one scheduler, but got no scheduler.", parameter: "schedulers")
    }
    try schedulers.checkMembers(of: "SequentialLR")
    if milestones.count != schedulers.count - 1 {
      throw SchedulerError(
        .value,
        """
        Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone \
        points, but got number of schedulers \(schedulers.count) and the number of milestones to be equal to \
        \(milestones.count)
        """, parameter: "milestones")
    }
  }

  public func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try schedulers.validateMembers(groups: groups)
  }

  public func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> CompositeState {
    try validate()
    var state = try schedulers.beginMembers(&groups, acting: members)
    for index in groups.indices { groups[index].lr = groups[index].initialLR ?? groups[index].lr }
    undoInitialStep(&state)
    try state.members[stage(at: 0)].stepper.repeatInitialStep(&groups)
    state.lastEpoch = lastEpoch + 1
    return state
  }

  public func advance(
    _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    try state.follow(members)
    state.lastEpoch += 1
    if state.span.goesOn(at: state.lastEpoch, milestones) {
      state.change = try state.members[state.span.stage].advance(&groups, metric: nil)
    } else {
      try search(&state, &groups)
    }
  }

  private func search(
    _ state: inout CompositeState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    let stage = stage(at: state.lastEpoch)
    if let starts = orderedMilestones { state.span = StageSpan(stage, of: milestones, starts: starts) }
    if stage > 0, milestones[stage - 1].doubleValue == Double(state.lastEpoch) {
      try state.members[stage].stepper.startAsStage(&groups)
      state.change = .phase
    } else {
      state.change = try state.members[stage].advance(&groups, metric: nil)
    }
  }

  /// The index of the stage in force: Python's `bisect_right`, also on milestones out of order.
  func stage(at epoch: Int) -> Int {
    milestones.insertionIndex { !(Double(epoch) < $0.doubleValue) }
  }
}

extension SequentialLR {
  /// Changes to the next scheduler at each milestone.
  public init(
    schedulers: [any ScheduleConvertible], milestones: some Sequence<Int>, lastEpoch: Int = -1
  ) {
    self.init(schedulers: schedulers, milestones: milestones.map(PythonNumber.int), lastEpoch: lastEpoch)
  }
}

extension SequentialLR {
  /// That of the stage in force, which counts from its milestone. PyTorch has none.
  public func closedFormLRs(
    at epoch: Int, in state: CompositeState, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double] {
    let stage = stage(at: epoch)
    let start = stage == 0 ? 0 : milestones[stage - 1].doubleValue.rounded(.up)
    let member = members[stage]
    guard member.members.isEmpty else {
      throw SchedulerError(
        .notImplemented, "there is no closed form of \(member.name) within SequentialLR")
    }
    return try state.members[stage].stepper.closedFormLRs(at: Int(clamping: Double(epoch) - start), groups)
  }

  /// Those of the stage that will be in force, where its steps assign them and the milestones are in order.
  func assignedLRs(
    at epoch: Int, in state: CompositeState, _ groups: [ParameterGroup]
  ) throws(SchedulerError) -> [Double]? {
    guard let starts = orderedMilestones else { return nil }
    let (stage, current) = (stage(at: epoch), stage(at: state.lastEpoch))
    let member = state.members[stage].stepper
    if stage == current {
      return try member.assignedLRs(at: member.lastEpoch + (epoch - state.lastEpoch), groups)
    }
    // A composed scheduler fails when its turn comes.
    guard members[stage].members.isEmpty else { return nil }
    return try member.assignedLRs(at: epoch - starts[stage - 1], groups)
  }

  /// The milestones as they are in nearly every schedule: whole, above 0, ascending; else nil.
  private var orderedMilestones: [Int]? {
    var starts: [Int] = []
    for milestone in milestones {
      guard case .int(let start) = milestone, start > starts.last ?? 0 else { return nil }
      starts.append(start)
    }
    return starts
  }

  /// The steps of the stage are its own; only the members' are taken back.
  public func undoInitialStep(_ state: inout CompositeState) {
    for index in state.members.indices { state.members[index].stepper.undoInitialStep() }
  }

  public func startAsStage(
    _ state: inout CompositeState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    throw SchedulerError.cannotStartAsStage("SequentialLR")
  }

  public func changeKind(in state: CompositeState) -> LRChange.Kind? { state.change }

  public func decodeState(from decoder: any Decoder) throws -> CompositeState {
    try members.decodeState(from: decoder)
  }
}

extension SequentialLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  func write(
    _ state: CompositeState, to dictionary: inout StateDictionary, groupCount: Int
  ) throws(SchedulerError) {
    try state.write(to: &dictionary, groupCount: groupCount)
  }

  func state(reading dictionary: StateDictionary) throws(SchedulerError) -> CompositeState {
    try CompositeState(reading: dictionary, of: members)
  }

  func migrateState(
    _ state: inout CompositeState, from previous: SequentialLR
  ) throws(SchedulerError) {
    migrateLastEpoch(&state, from: previous)
    try state.follow(members)
  }

  var phases: [SchedulePhase] {
    let starts = milestones.map { Int(clamping: $0.doubleValue.rounded(.up)) }.filter { $0 > 0 }.sorted()
    var phases: [SchedulePhase] = []
    for start in [0] + starts {
      let index = stage(at: start)
      if phases.last?.index == index { continue }
      phases.append(SchedulePhase(index: index, name: schedulers[index].name, start: start))
    }
    return phases
  }

  static let declaration = SchedulerDeclaration(
    "SequentialLR", library: .pytorch,
    summary: "Runs one scheduler after the other, such as a warm-up before the rest.",
    formula: "lr[t] = schedulers[i].lr[t - milestones[i - 1]] with i = bisect_right(milestones, t)",
    quirks: [
      "A stage with a closed form begins from initial_lr, not from where the last one ended.",
      "A composed scheduler as first stage runs one step ahead, and as a later stage fails at its milestone.",
    ],
    example: SequentialLR(
      schedulers: [
        LinearLR(startFactor: 0.1),
        CosineAnnealingLR(tMax: 50),
      ], milestones: [5]),
    parameters: [
      .schedules(
        "schedulers", \.schedulers,
        refusal: { "SequentialLR at index \($0) should have `optimizer` as its attribute." },
        help: "one for each stage"),
      .numbers(
        "milestones", \.milestones, .required, in: 1...100_000, help: "epochs at which the next stage begins"),
      .lastEpoch(\.lastEpoch),
    ], attributes: .arguments(except: ["milestones": "_milestones"]))
}

extension SchedulerError {
  /// PyTorch's base class raises NotImplementedError, without a word.
  static func cannotStartAsStage(_ name: String) -> SchedulerError {
    SchedulerError(
      .notImplemented,
      "\(name) cannot be a later stage of SequentialLR: it has no rate of its own to begin with (NotImplementedError)"
    )
  }
}
