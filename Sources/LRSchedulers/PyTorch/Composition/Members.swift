/// The schedulers of a ``SequentialLR`` or ``ChainedScheduler``, built in this order on the same parameter groups.
extension [Schedule] {
  /// Refuses what PyTorch's constructors refuse in a list of schedulers.
  func checkMembers(of owner: String) throws(SchedulerError) {
    for (index, member) in enumerated() {
      if member.needsMetric {
        throw SchedulerError(
          .value,
          """
          \(owner) does not support `\(member.name)` scheduler as it requires additional kwargs to be specified \
          when calling `step`, but got one at index \(index) in the given schedulers sequence.
          """, parameter: "schedulers")
      }
      // What transformers makes is a LambdaLR.
      guard [.pytorch, .transformers, .own].contains(member.entry.library) else {
        throw SchedulerError(
          .type,
          """
          \(owner) at index \(index) should have `optimizer` as its attribute: \(member.name) of \
          \(member.entry.library.rawValue) is no scheduler of PyTorch
          """, parameter: "schedulers")
      }
      try member.scheduler.validate()
    }
  }

  /// A member finds the `initial_lr` that one before it has written.
  func validateMembers(groups: [ParameterGroup]) throws(SchedulerError) {
    var groups = groups
    for member in self {
      try member.scheduler.validate(groups: groups)
      _ = ParameterGroup.keepInitialLRs(&groups)
    }
  }

  /// The members built one after the other; `acting` are their descriptions once all of them are built.
  func beginMembers(
    _ groups: inout [ParameterGroup], acting: [Schedule]
  ) throws(SchedulerError) -> CompositeState {
    var members: [AnyStepper] = []
    for schedule in self { members.append(try schedule.scheduler.stepper(on: &groups)) }
    var state = CompositeState(lastEpoch: 0, members: members, of: self)
    try state.follow(acting)
    return state
  }

  func decodeState(from decoder: any Decoder) throws -> CompositeState {
    let container = try decoder.container(keyedBy: CompositeState.CodingKeys.self)
    var list = try container.nestedUnkeyedContainer(forKey: .schedulers)
    let members = try map { try $0.scheduler.stepper(decoding: list.superDecoder()) }
    let lastEpoch = try container.decodeIfPresent(Int.self, forKey: .lastEpoch)
    return CompositeState(lastEpoch: lastEpoch ?? 0, members: members, of: self)
  }

  /// The members as they act once all of them are built.
  var withSharedGroupArguments: [Schedule] {
    let arguments = GroupArguments(afterBuilding: self)
    return map(arguments.applied)
  }
}
