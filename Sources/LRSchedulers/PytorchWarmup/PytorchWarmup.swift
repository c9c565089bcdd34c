/// The warm-ups of pytorch-warmup 0.2: after each update `with warmup.dampening(): scheduler.step()`.
///
/// The scheduler moves the rate as if there were no warm-up, and what the optimizer has is that times a factor.
enum PytorchWarmup {
  /// The rates without the warm-up, beside the state of the scheduler below it.
  struct State: SchedulerState {
    var below: CompositeState
    var rates: [Double]

    var lastEpoch: Int {
      get { below.lastEpoch }
      set { below.lastEpoch = newValue }
    }

    func isValid(forGroupCount groups: Int) -> Bool {
      rates.count == groups && below.isValid(forGroupCount: groups)
    }

    private enum CodingKeys: String, CodingKey { case lrs }

    func encode(to encoder: any Encoder) throws {
      try below.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(rates, forKey: .lrs)
    }

    static func rates(from decoder: any Decoder) throws -> [Double] {
      try decoder.container(keyedBy: CodingKeys.self).decode([Double].self, forKey: .lrs)
    }
  }
}

/// A warm-up over a scheduler of PyTorch, or over a rate that stays.
protocol DampeningScheduler: CatalogScheduler where State == PytorchWarmup.State {
  var scheduler: Schedule? { get set }

  /// The factor of a step.
  func factor(_ step: Int, group: Int) throws(SchedulerError) -> Double
}

extension DampeningScheduler {
  private var parts: [Schedule] { scheduler.map { [$0] } ?? [] }

  var needsMetric: Bool { scheduler?.needsMetric ?? false }

  var assignsLR: Bool { scheduler?.scheduler.assignsLR ?? true }

  func validateScheduler() throws(SchedulerError) {
    guard let scheduler else { return }
    if ![.pytorch, .transformers, .own].contains(scheduler.entry.library) {
      throw SchedulerError(
        .type, "\(scheduler.name) of \(scheduler.entry.library.rawValue) is no scheduler of PyTorch",
        parameter: "scheduler")
    }
    try scheduler.scheduler.validate()
  }

  func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try scheduler?.scheduler.validate(groups: groups)
  }

  func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
    try validate(groups: groups)
    let below = try parts.beginMembers(&groups, acting: parts)
    let state = State(below: below, rates: groups.map(\.lr))
    try dampen(&groups, 0)
    return state
  }

  func advance(
    _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    try state.below.follow(parts)
    state.lastEpoch += 1
    state.below.change = nil
    for index in groups.indices { groups[index].lr = state.rates[index] }
    if scheduler != nil { try state.below.advanceLink(0, &groups, metric: metric) }
    for index in groups.indices { state.rates[index] = groups[index].lr }
    try dampen(&groups, state.lastEpoch)
  }

  private func dampen(_ groups: inout [ParameterGroup], _ step: Int) throws(SchedulerError) {
    for index in groups.indices { groups[index].lr *= try factor(step, group: index) }
  }

  func changeKind(in state: State) -> LRChange.Kind? { state.below.change }

  func plateau(in state: State) -> PlateauStatus? { state.below.members.first?.stepper.plateau }

  func decodeState(from decoder: any Decoder) throws -> State {
    State(below: try parts.decodeState(from: decoder), rates: try State.rates(from: decoder))
  }

  func write(_ state: State, to dictionary: inout StateDictionary, groupCount: Int) throws(SchedulerError) {
    try state.below.write(to: &dictionary, groupCount: groupCount)
    dictionary["lrs"] = .list(state.rates.map(ParameterValue.double))
  }

  func state(reading dictionary: StateDictionary) throws(SchedulerError) -> State {
    State(below: try CompositeState(reading: dictionary, of: parts), rates: try dictionary.doubles("lrs"))
  }

  func migrateState(_ state: inout State, from previous: Self) throws(SchedulerError) {
    try state.below.follow(parts)
  }
}

extension Parameter where S: DampeningScheduler {
  /// No argument of the library's: the two are stepped together.
  static var below: Parameter {
    optionalSchedule(
      "scheduler", \.scheduler, help: "the scheduler that is stepped within warmup.dampening()"
    ).fromOutside
  }
}
