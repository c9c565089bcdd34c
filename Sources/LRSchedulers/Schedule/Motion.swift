/// What ``ScheduleRun`` needs of a stepper, whatever the scheduler's type.
protocol Motion: Sendable {
  var groups: [ParameterGroup] { get }
  var lastEpoch: Int { get }
  var plateau: PlateauStatus? { get }
  mutating func step(metric: Double?, epoch: Int) throws(SchedulerError) -> [LRChange]
  mutating func assign(_ scheduler: any CataloguedScheduler) throws(SchedulerError)
  mutating func setLRs(_ lrs: [Double], epoch: Int) -> [LRChange]
  func planned(epochs: Int, _ quantity: (ParameterGroup) -> Double?) -> [[Double]]
  func encode(into container: inout KeyedEncodingContainer<ScheduleRun.CodingKeys>) throws
}

extension CataloguedScheduler {
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
private struct TypedMotion<S: CataloguedScheduler>: Motion {
  var stepper: Stepper<S>
  /// The rates before the step, kept here so that a step allocates nothing.
  private var previous: [Double]

  init(stepper: Stepper<S>) {
    self.stepper = stepper
    previous = stepper.groups.map(\.lr)
  }

  var groups: [ParameterGroup] { stepper.groups }
  var lastEpoch: Int { stepper.state.lastEpoch }
  var plateau: PlateauStatus? { stepper.scheduler.plateau(in: stepper.state) }

  mutating func step(metric: Double?, epoch: Int) throws(SchedulerError) -> [LRChange] {
    remember()
    try stepper.step(metric: metric)
    guard let kind = stepper.scheduler.changeKind(in: stepper.state) else { return [] }
    return changes(kind, epoch: epoch)
  }

  mutating func assign(_ scheduler: any CataloguedScheduler) throws(SchedulerError) {
    guard let scheduler = scheduler as? S else {
      throw SchedulerError(.type, "cannot assign the arguments of another scheduler")
    }
    var changed = stepper
    try changed.assign(scheduler)
    try scheduler.takeOver(from: stepper.scheduler, &changed.parts.state)
    stepper = changed
  }

  mutating func setLRs(_ lrs: [Double], epoch: Int) -> [LRChange] {
    remember()
    for index in previous.indices { stepper.setLR(lrs.count == 1 ? lrs[0] : lrs[index], group: index) }
    return changes(.set, epoch: epoch)
  }

  func planned(epochs: Int, _ quantity: (ParameterGroup) -> Double?) -> [[Double]] {
    var ahead = stepper
    var plan = stepper.groups.map { _ in [Double]() }
    for epoch in 0..<max(0, epochs) {
      if epoch > 0, !stepper.scheduler.needsMetric {
        do { try ahead.step() } catch { break }
      }
      for index in plan.indices { if let value = quantity(ahead.groups[index]) { plan[index].append(value) } }
    }
    return plan
  }

  func encode(into container: inout KeyedEncodingContainer<ScheduleRun.CodingKeys>) throws {
    try container.encode(stepper.groups, forKey: .groups)
    try container.encode(stepper.state, forKey: .state)
  }

  private mutating func remember() {
    for index in previous.indices { previous[index] = stepper.groups[index].lr }
  }

  /// The groups whose rate differs from the one remembered. NaN is never a change from NaN.
  private func changes(_ kind: LRChange.Kind, epoch: Int) -> [LRChange] {
    var changes: [LRChange] = []
    for (index, from) in previous.enumerated() {
      let to = stepper.groups[index].lr
      if from != to, !(from.isNaN && to.isNaN) {
        changes.append(LRChange(epoch: epoch, kind: kind, group: index, from: from, to: to))
      }
    }
    return changes
  }
}
