/// Steps several schedulers on the same rate, one after the other (`torch.optim.lr_scheduler.ChainedScheduler`).
///
/// Members that multiply the rate compose as a product. One that assigns it (LambdaLR, CosineAnnealingWarmRestarts,
/// CyclicLR, OneCycleLR) erases what those before it did. There is no initial step beyond those of the members.
public struct ChainedScheduler: StageableScheduler {
  /// The members, stepped in this order.
  public var schedulers: [Schedule] { didSet { members = schedulers.withSharedGroupArguments } }
  /// ``schedulers`` with the arguments that they find in the parameter groups.
  var members: [Schedule]

  /// A chain of schedulers or schedules, at least one.
  public init(schedulers: [any ScheduleConvertible]) {
    self.schedulers = schedulers.map(\.schedule)
    members = self.schedulers.withSharedGroupArguments
  }

  public func validate() throws(SchedulerError) {
    if schedulers.isEmpty {
      throw SchedulerError(
        .value, "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.",
        parameter: "schedulers")
    }
    try schedulers.checkMembers(of: "ChainedScheduler")
  }

  public func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try schedulers.validateMembers(groups: groups)
  }

  public func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> CompositeState {
    try validate()
    return try schedulers.beginMembers(&groups, acting: members)
  }

  public func advance(
    _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    try state.follow(members)
    state.lastEpoch += 1
    state.change = nil
    for index in state.members.indices { try state.advanceLink(index, &groups) }
  }
}

extension ChainedScheduler {
  public func undoInitialStep(_ state: inout CompositeState) {
    for index in state.members.indices { state.members[index].stepper.undoInitialStep() }
  }

  public func startAsStage(
    _ state: inout CompositeState, _ groups: inout [ParameterGroup]
  ) throws(SchedulerError) {
    throw SchedulerError.cannotStartAsStage("ChainedScheduler")
  }

  public func changeKind(in state: CompositeState) -> LRChange.Kind? { state.change }

  public func decodeState(from decoder: any Decoder) throws -> CompositeState {
    try members.decodeState(from: decoder)
  }
}

extension ChainedScheduler: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var assignsLR: Bool { schedulers.contains { $0.scheduler.assignsLR } }

  func write(
    _ state: CompositeState, to dictionary: inout StateDictionary, groupCount: Int
  ) throws(SchedulerError) {
    try state.write(to: &dictionary, groupCount: groupCount)
  }

  func state(reading dictionary: StateDictionary) throws(SchedulerError) -> CompositeState {
    try CompositeState(reading: dictionary, of: members)
  }

  func migrateState(
    _ state: inout CompositeState, from previous: ChainedScheduler
  ) throws(SchedulerError) {
    try state.follow(members)
  }

  static let declaration = SchedulerDeclaration(
    "ChainedScheduler", library: .pytorch,
    summary: "Steps several schedulers on the same learning rate, so that their factors multiply.",
    formula: "for s in schedulers: lr = s.step(lr)",
    quirks: [
      "A member that assigns the rate erases what those before it did.",
      "eta_min is no floor in a chain; the rate may even become negative.",
    ],
    example: ChainedScheduler(schedulers: [
      ConstantLR(factor: 0.1, totalIters: 20),
      ExponentialLR(gamma: 0.95),
    ]),
    parameters: [
      .schedules(
        "schedulers", \.schedulers,
        refusal: { "ChainedScheduler at index \($0) should have `optimizer` as its attribute." },
        help: "stepped in this order")
    ], optimizer: .last)
}
