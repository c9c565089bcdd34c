/// The futures beside the one in force.
struct Fork: Sendable {
  /// The steps that had been made at the first change.
  let start: Int
  private var rebuilt: Result<ScheduleRun, SchedulerError>
  private let form: Result<ClosedForm, SchedulerError>

  /// The changes of a point, made otherwise than in `run`, which has them in force.
  init(_ run: ScheduleRun, since point: ForkPoint) {
    start = point.fork?.start ?? run.steps
    rebuilt = Self.rebuild(run, since: point)
    form = Result { () throws(SchedulerError) in try run.schedule.closedForm(groups: run.groups) }
  }

  private static func rebuild(
    _ run: ScheduleRun, since point: ForkPoint
  ) -> Result<ScheduleRun, SchedulerError> {
    Result { () throws(SchedulerError) in
      var groups = try point.fork?.rebuilt.get().groups ?? point.run.groups
      for (index, lr) in (point.byHand ?? []).enumerated() { groups[index].lr = lr }
      return try ScheduleRun(run.schedule, groups: groups)
    }
  }

  mutating func step(metric: Double?) {
    guard case .success(var run) = rebuilt else { return }
    do {
      try run.step(metric: metric)
      rebuilt = .success(run)
    } catch {
      rebuilt = .failure(error)
    }
  }

  func rebuiltRun() throws(SchedulerError) -> ScheduleRun { try rebuilt.get() }

  func closedForm() throws(SchedulerError) -> ClosedForm { try form.get() }

  func rebuiltLRs() throws(SchedulerError) -> [Double] { try rebuilt.get().groups.map(\.lr) }

  func closedFormLRs(at epoch: Int) throws(SchedulerError) -> [Double] { try form.get().lrs(at: epoch) }

  func plannedRebuilt(epochs: Int) -> [[Double]] { (try? rebuilt.get().planned(epochs: epochs)) ?? [] }

  func plannedClosedForm(from epoch: Int, epochs: Int) -> [[Double]] {
    var plan: [[Double]] = []
    for ahead in 0..<max(0, epochs) {
      guard let lrs = try? closedFormLRs(at: epoch + ahead) else { break }
      if plan.isEmpty { plan = lrs.map { _ in [] } }
      for (index, lr) in lrs.enumerated() { plan[index].append(lr) }
    }
    return plan
  }
}
