/// What ``ScheduleRun`` needs of a stepper, whatever the scheduler's type.
protocol Motion: Sendable {
  var groups: [ParameterGroup] { get }
  var lastEpoch: Int { get }
  var plateau: PlateauStatus? { get }
  mutating func step(metric: Double?, epoch: Int) throws(SchedulerError) -> [LRChange]
  mutating func advance(metric: Double?) throws(SchedulerError)
  /// The rates of an epoch to come, where every step assigns them; nil for the other schedulers.
  func assignedLRs(at epoch: Int) throws(SchedulerError) -> [Double]?
  mutating func assign(_ scheduler: any CatalogScheduler) throws(SchedulerError)
  mutating func setLRs(_ lrs: [Double], epoch: Int) -> [LRChange]
  func planned(epochs: Int, _ quantity: (ParameterGroup) -> Double?) -> [[Double]]
  func encode(into container: inout KeyedEncodingContainer<ScheduleRun.CodingKeys>) throws
}

extension CatalogScheduler {
  func motion(groups: [ParameterGroup]) throws(SchedulerError) -> any Motion {
    TypedMotion(stepper: try Stepper(self, groups: groups))
  }

  /// A motion as it was when it was encoded; the groups must fit the scheduler.
  func motion(from container: KeyedDecodingContainer<ScheduleRun.CodingKeys>) throws -> any Motion {
    let groups = try container.decode([ParameterGroup].self, forKey: .groups)
    let state = try decodeState(from: container.superDecoder(forKey: .state))
    do { return TypedMotion(stepper: try Stepper(self, groups: groups, state: state)) } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .state, in: container, debugDescription: error.message)
    }
  }
}

/// A stepper that notices what its steps change.
///
/// It has the parts of a stepper and not the stepper itself: where the scheduler's type is only known at run time, every
/// look into another generic value searches for its layout, which takes longer than the step.
private struct TypedMotion<S: CatalogScheduler>: Motion {
  private(set) var groups: [ParameterGroup]
  private var scheduler: S
  private var state: S.State
  /// The rates before the step, kept here so that a step allocates nothing.
  private var previous: [Double]

  init(stepper: Stepper<S>) {
    groups = stepper.groups
    scheduler = stepper.scheduler
    state = stepper.state
    previous = groups.map(\.lr)
  }

  var lastEpoch: Int { state.lastEpoch }
  var plateau: PlateauStatus? { scheduler.plateau(in: state) }

  mutating func step(metric: Double?, epoch: Int) throws(SchedulerError) -> [LRChange] {
    remember()
    try scheduler.advance(&state, &groups, metric: metric)
    guard let kind = scheduler.changeKind(in: state) else { return [] }
    return changes(kind, epoch: epoch)
  }

  mutating func advance(metric: Double?) throws(SchedulerError) {
    try scheduler.advance(&state, &groups, metric: metric)
  }

  func assignedLRs(at epoch: Int) throws(SchedulerError) -> [Double]? {
    scheduler is any AssigningScheduler ? try scheduler.closedFormLRs(at: epoch, in: state, groups) : nil
  }

  mutating func assign(_ scheduler: any CatalogScheduler) throws(SchedulerError) {
    guard let scheduler = scheduler as? S else {
      throw SchedulerError(.type, "cannot assign the arguments of another scheduler")
    }
    try scheduler.validate(groups: groups)
    var taken = state
    try scheduler.takeOver(from: self.scheduler, &taken)
    (self.scheduler, state) = (scheduler, taken)
  }

  mutating func setLRs(_ lrs: [Double], epoch: Int) -> [LRChange] {
    remember()
    for index in previous.indices { groups[index].lr = lrs.count == 1 ? lrs[0] : lrs[index] }
    return changes(.set, epoch: epoch)
  }

  func planned(epochs: Int, _ quantity: (ParameterGroup) -> Double?) -> [[Double]] {
    var ahead = self
    var plan = groups.map { _ in [Double]() }
    for epoch in 0..<max(0, epochs) {
      if epoch > 0, !scheduler.needsMetric {
        do { try ahead.scheduler.advance(&ahead.state, &ahead.groups, metric: nil) } catch { break }
      }
      for index in plan.indices { if let value = quantity(ahead.groups[index]) { plan[index].append(value) } }
    }
    return plan
  }

  func encode(into container: inout KeyedEncodingContainer<ScheduleRun.CodingKeys>) throws {
    try container.encode(groups, forKey: .groups)
    try container.encode(state, forKey: .state)
  }

  private mutating func remember() {
    for index in previous.indices { previous[index] = groups[index].lr }
  }

  /// The groups whose rate differs from the one remembered. NaN is never a change from NaN.
  private func changes(_ kind: LRChange.Kind, epoch: Int) -> [LRChange] {
    var changes: [LRChange] = []
    for (index, from) in previous.enumerated() {
      let to = groups[index].lr
      if from != to, !(from.isNaN && to.isNaN) {
        changes.append(LRChange(epoch: epoch, kind: kind, group: index, from: from, to: to))
      }
    }
    return changes
  }
}
