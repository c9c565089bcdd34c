/// What ``SequentialLR`` and ``ChainedScheduler`` remember between two steps, with PyTorch's names.
public struct CompositeState: SchedulerState {
  /// ``ChainedScheduler`` has none in PyTorch; its steps are counted here all the same.
  public var lastEpoch: Int
  /// The members, each with its own state.
  var members: [AnyStepper]
  /// The descriptions that ``members`` have.
  private var descriptions: [Schedule]
  /// What the last step did to the rates, if that was a discrete change.
  var change: LRChange.Kind?
  /// The stage in force, as it was last found.
  var span = StageSpan()
  /// The rates before a member's step.
  private var previous = RateMemory()

  init(lastEpoch: Int, members: [AnyStepper], of schedules: [Schedule]) {
    self.lastEpoch = lastEpoch
    self.members = members
    descriptions = schedules
  }

  enum CodingKeys: String, CodingKey {
    case lastEpoch = "last_epoch"
    case schedulers = "_schedulers"
  }
}

extension CompositeState {
  /// Gives the members the descriptions in force, where they have others. O(1) where nothing has changed, for the arrays are then
  /// the same one.
  @inline(__always)
  mutating func follow(_ schedules: [Schedule]) throws(SchedulerError) {
    if !schedules.isIdentical(to: descriptions) { try adopt(schedules) }
  }

  private mutating func adopt(_ schedules: [Schedule]) throws(SchedulerError) {
    guard schedules.map(\.name) == descriptions.map(\.name) else {
      throw SchedulerError(
        .type, "the members of a running scheduler cannot be exchanged; start a new run",
        parameter: "schedulers")
    }
    for index in members.indices { try members[index].stepper.assign(schedules[index].scheduler) }
    descriptions = schedules
  }

  /// Steps a member of a chain, and takes what its change is called if it has changed a rate.
  mutating func advanceLink(
    _ index: Int, _ groups: inout [ParameterGroup], metric: Double? = nil
  ) throws(SchedulerError) {
    previous.remember(groups)
    let kind = try members[index].advance(&groups, metric: metric)
    if let kind, previous.differs(from: groups) { change = kind }
  }
}

extension CompositeState {
  public func isValid(forGroupCount groups: Int) -> Bool {
    lastEpoch.isSafeCount && members.allSatisfy { $0.stepper.isValid(forGroupCount: groups) }
  }

  /// Equal if the members' states are, whatever their arguments.
  public static func == (left: CompositeState, right: CompositeState) -> Bool {
    left.lastEpoch == right.lastEpoch && left.change == right.change
      && left.members.count == right.members.count
      && zip(left.members, right.members).allSatisfy { $0.stepper.hasState(of: $1.stepper) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lastEpoch, forKey: .lastEpoch)
    var list = container.nestedUnkeyedContainer(forKey: .schedulers)
    for member in members { try member.stepper.encodeState(to: list.superEncoder()) }
  }
}

extension CompositeState {
  func write(to dictionary: inout StateDictionary, groupCount: Int) throws(SchedulerError) {
    dictionary["last_epoch"] = .int(lastEpoch)
    var states: [ParameterValue] = []
    for member in members {
      var state = StateDictionary()
      try member.stepper.write(to: &state, groupCount: groupCount)
      states.append(state.value)
    }
    dictionary["_schedulers"] = .list(states)
  }

  init(reading dictionary: StateDictionary, of schedules: [Schedule]) throws(SchedulerError) {
    let states = dictionary.memberStates ?? []
    guard states.count == schedules.count else {
      throw SchedulerError(.value, "it has \(states.count) schedulers, but expected \(schedules.count)")
    }
    var members: [AnyStepper] = []
    for (schedule, state) in zip(schedules, states) {
      members.append(try schedule.scheduler.stepper(reading: state))
    }
    let hasEpoch = dictionary["last_epoch"] != nil
    self.init(lastEpoch: hasEpoch ? try dictionary.int("last_epoch") : 0, members: members, of: schedules)
  }
}

extension Array {
  /// Whether both are one array in memory. A different one may still be equal.
  @inline(__always)
  func isIdentical(to other: [Element]) -> Bool {
    withUnsafeBufferPointer { mine in other.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress } }
      && count == other.count
  }
}
