/// A scheduler that drives others on the same parameter groups, in the way of another library than PyTorch.
protocol CompositeScheduler: CatalogScheduler where State == CompositeState {
  /// The schedulers, in the order in which they are built.
  var parts: [Schedule] { get }

  /// What is done once all are built.
  func complete(_ state: inout CompositeState, _ groups: inout [ParameterGroup]) throws(SchedulerError)

  /// A step: `state.lastEpoch` is that of the new rates.
  func step(
    _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError)
}

extension CompositeScheduler {
  var needsMetric: Bool { parts.contains(where: \.needsMetric) }

  var assignsLR: Bool { false }

  func complete(_ state: inout CompositeState, _ groups: inout [ParameterGroup]) throws(SchedulerError) {}

  func validate() throws(SchedulerError) {
    for part in parts { try part.scheduler.validate() }
  }

  func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try parts.validateMembers(groups: groups)
  }

  func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> CompositeState {
    try validate(groups: groups)
    var state = try parts.beginMembers(&groups, acting: parts)
    try complete(&state, &groups)
    return state
  }

  func advance(
    _ state: inout CompositeState, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    try state.follow(parts)
    state.lastEpoch += 1
    state.change = nil
    try step(&state, &groups, metric: metric)
  }

  func changeKind(in state: CompositeState) -> LRChange.Kind? { state.change }

  func plateau(in state: CompositeState) -> PlateauStatus? {
    state.members.lazy.compactMap(\.stepper.plateau).first
  }

  func decodeState(from decoder: any Decoder) throws -> CompositeState {
    try parts.decodeState(from: decoder)
  }

  func write(
    _ state: CompositeState, to dictionary: inout StateDictionary, groupCount: Int
  ) throws(SchedulerError) {
    try state.write(to: &dictionary, groupCount: groupCount)
  }

  func state(reading dictionary: StateDictionary) throws(SchedulerError) -> CompositeState {
    try CompositeState(reading: dictionary, of: parts)
  }

  func migrateState(_ state: inout CompositeState, from previous: Self) throws(SchedulerError) {
    try state.follow(parts)
  }
}
