/// A run and what would have become of it if its changes in mid-run had been made otherwise: ``Future`` by ``Future``.
///
///     var run = ForkedRun(try ScheduleRun(cosine, groups: [ParameterGroup(lr: 0.1)]))
///     for _ in 0..<12 { try run.step() }
///     try run.assign(cosine.setting("T_max", to: .int(20)))
///     try run.lrs(.rebuilt)        // what CosineAnnealingLR(optimizer, T_max=20) would go on with
///
/// Until the first change there is but one future. Several changes in one epoch are one: the scheduler is rebuilt once,
/// and taking them back undoes the fork. Each further change is made in each future in its own way.
package struct ForkedRun: Sendable {
  /// What is in force.
  package private(set) var run: ScheduleRun
  private var fork: Fork?
  private var point: ForkPoint

  package init(_ run: ScheduleRun) {
    self.run = run
    point = ForkPoint(run, nil)
  }

  /// The steps that had been made at the first change; nil if nothing has been changed.
  package var forkedAt: Int? { fork?.start }

  @discardableResult
  package mutating func step(metric: Double? = nil) throws(SchedulerError) -> [LRChange] {
    let changes = try run.step(metric: metric)
    fork?.step(metric: metric)
    return changes
  }

  /// ``ScheduleRun/assign(_:)`` in force, and the same arguments in the other futures.
  package mutating func assign(_ schedule: Schedule) throws(SchedulerError) {
    rememberPoint()
    try run.assign(schedule)
    refork()
  }

  /// ``ScheduleRun/setLR(_:)`` in force. The rebuilt scheduler finds the rates in the groups; the closed form knows
  /// nothing of them.
  @discardableResult
  package mutating func setLR(_ lrs: [Double]) throws(SchedulerError) -> [LRChange] {
    rememberPoint()
    let changes = try run.setLR(lrs)
    let all = run.groups.map(\.lr)
    point.byHand = all == point.lrs ? nil : all
    refork()
    return changes
  }

  /// Takes rates that the run is known to have, which nobody has set.
  package mutating func correct(to lrs: [Double]) throws(SchedulerError) { try run.setLR(lrs) }

  /// The rates in force now, in one of the futures; throws where that has come to its end, or has no rates at all.
  package func lrs(_ future: Future) throws(SchedulerError) -> [Double] {
    guard let fork, future != .inForce else { return run.groups.map(\.lr) }
    return future == .rebuilt ? try fork.rebuiltLRs() : try fork.closedFormLRs(at: run.lastEpoch)
  }

  /// The run of what is in force or rebuilt, to be stepped ahead; throws where it has come to its end, and for a closed
  /// form, which has none.
  package func scheduleRun(_ future: Future) throws(SchedulerError) -> ScheduleRun {
    guard let fork, future != .inForce else { return run }
    guard future == .rebuilt else { throw SchedulerError(.value, "a closed form has no run") }
    return try fork.rebuiltRun()
  }

  /// The formula of what is in force; throws where there is none.
  package func closedForm() throws(SchedulerError) -> ClosedForm {
    guard let fork else { return try run.schedule.closedForm(groups: run.groups) }
    return try fork.closedForm()
  }

  /// As ``ScheduleRun/planned(epochs:)``, in one of the futures.
  package func planned(_ future: Future, epochs: Int) -> [[Double]] {
    guard let fork, future != .inForce else { return run.planned(epochs: epochs) }
    return future == .rebuilt
      ? fork.plannedRebuilt(epochs: epochs) : fork.plannedClosedForm(from: run.lastEpoch, epochs: epochs)
  }

  private mutating func rememberPoint() {
    if point.run.steps != run.steps { point = ForkPoint(run, fork) }
  }

  private mutating func refork() {
    let isUnchanged = run.schedule == point.run.schedule && point.byHand == nil
    fork = isUnchanged ? point.fork : Fork(run, since: point)
  }
}

/// A run as an epoch begins, before that epoch's changes.
struct ForkPoint: Sendable {
  let run: ScheduleRun
  let fork: Fork?
  /// The rates that were set by hand in the epoch.
  var byHand: [Double]?

  init(_ run: ScheduleRun, _ fork: Fork?) {
    self.run = run
    self.fork = fork
  }

  var lrs: [Double] { run.groups.map(\.lr) }
}
