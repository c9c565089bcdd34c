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
      guard [.pytorch, .transformers].contains(member.entry.library) else {
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

  func beginMembers(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> [AnySchedulerState] {
    var states: [AnySchedulerState] = []
    for member in self { states.append(try member.scheduler.beginErased(&groups)) }
    return states
  }

  func undoInitialSteps(_ states: inout [AnySchedulerState]) {
    for (index, member) in enumerated() { member.scheduler.undoErased(&states[index]) }
  }

  /// Assigning to members keeps their states; a member of another class would be another object in PyTorch,
  /// for which it has no documented way: `_schedulers` is a list like any other, but a scheduler that is built in mid-run
  /// counts from 0 and sets the rate at once.
  func takeOver(from previous: [Schedule], _ state: inout CompositeState) throws(SchedulerError) {
    guard map(\.name) == previous.map(\.name) else {
      throw SchedulerError(
        .type, "the members of a running scheduler cannot be exchanged; start a new run",
        parameter: "schedulers")
    }
    for (index, pair) in zip(self, previous).enumerated() {
      try pair.0.scheduler.takeOverErased(from: pair.1.scheduler, &state.schedulers[index])
    }
  }

  func decodeState(from decoder: any Decoder) throws -> CompositeState {
    let container = try decoder.container(keyedBy: CompositeState.CodingKeys.self)
    var list = try container.nestedUnkeyedContainer(forKey: .schedulers)
    let states = try map { try $0.scheduler.decodeErased(from: list.superDecoder()) }
    let lastEpoch = try container.decodeIfPresent(Int.self, forKey: .lastEpoch)
    return CompositeState(lastEpoch: lastEpoch ?? 0, schedulers: states)
  }

  /// The members as they act once all of them are built.
  var asBuilt: [Schedule] {
    let arguments = GroupArguments(leftBy: self)
    return map(arguments.applied)
  }
}
