import LRSchedulers
import Tracks
import Training

/// What the schedule will do if nothing is changed: a shadow of the run's scheduler, stepped with the same metrics, and
/// the rates it plans from some epoch on.
///
/// The engine's numbers are the truth: where a record differs from what was planned, the shadow takes the record's
/// rates and plans again, at most once for each report.
struct Forecast: Sendable {
  /// How far plans go: every tweak makes them anew, and must stay instant.
  static let standardReach = 50_000

  /// The count of the first planned rate, from 1: an epoch, or a step where the scheduler steps with every batch.
  private(set) var start = 1
  /// By parameter group.
  private(set) var plan: [Track] = []
  /// The planned momenta by parameter group; empty for a schedule that leaves them alone.
  private(set) var momentumPlan: [Track] = []
  /// The rates in force in the next epoch.
  private(set) var lrs: [Double]
  /// The futures beside the one in force; none before the first change.
  var others: [FutureTrack] = []
  private(set) var run: ForkedRun?
  private var isStale = false
  /// Whether the plan ends before the run does.
  private(set) var isCut = false
  private let reach: Int
  private let epochs: Int
  /// How often the scheduler steps in an epoch.
  private let stepsPerEpoch: Int

  init(_ configuration: RunConfiguration, reach: Int = Forecast.standardReach) {
    self.reach = reach
    epochs = configuration.epochs
    stepsPerEpoch = configuration.interval == .step ? configuration.stepsPerEpoch : 1
    run = try? ForkedRun(ScheduleRun(configuration.schedule, groups: configuration.parameterGroups))
    lrs = (try? run?.lrs(.inForce)) ?? configuration.lrs
    replan(from: 1)
  }

  /// Goes on by the epoch of `record`, which has just ended.
  mutating func follow(_ record: EpochRecord) {
    if record.lrs != lrs {
      try? run?.correct(to: record.lrs)
      isStale = true
    }
    correctFutures(at: count(ofEpoch: record.epoch))
    let changed = step(record)
    lrs = (try? run?.lrs(.inForce)) ?? record.lrs
    if changed, run?.run.schedule.needsMetric == true { isStale = true }
  }

  /// Makes the steps of an epoch; whether any changed the rate at once.
  private mutating func step(_ record: EpochRecord) -> Bool {
    let losses = record.trace?.losses ?? []
    var changed = false
    for step in 0..<stepsPerEpoch {
      let metric = losses.indices.contains(step) ? losses[step] : record.metric
      guard let changes = try? run?.step(metric: metric) else { break }
      changed = changed || !changes.isEmpty
      if step + 1 < stepsPerEpoch { correctFutures(at: count(ofEpoch: record.epoch) + step + 1) }
    }
    return changed
  }

  /// To be called after the last record of a report.
  mutating func settle(after epoch: Int) {
    guard isStale || runsOut(after: epoch) else { return }
    replan(from: epoch + 1)
  }

  /// A plan that was cut goes on where little of it is left.
  private func runsOut(after epoch: Int) -> Bool {
    isCut && (count(ofEpoch: epoch + 1) - start) > reach - reach / 10
  }

  /// - Parameter before: the rates of the last epoch; empty if there was none.
  mutating func assign(_ schedule: Schedule, after epoch: Int, before: [Double]) {
    try? run?.assign(schedule)
    fork(before: epoch + 1, after: before)
    replan(from: epoch + 1)
  }

  mutating func setLR(_ lrs: [Double], after epoch: Int, before: [Double]) {
    _ = try? run?.setLR(lrs)
    self.lrs = (try? run?.lrs(.inForce)) ?? lrs
    fork(before: epoch + 1, after: before)
    replan(from: epoch + 1)
  }

  /// The planned rate of a group at a count of the scheduler; nil before the plan starts and after it ends.
  func rate(group: Int, at count: Int) -> Double? {
    guard plan.indices.contains(group), count >= start, count - start < plan[group].count else { return nil }
    return plan[group][count - start]
  }

  /// The scheduler's first count in an epoch.
  func count(ofEpoch epoch: Int) -> Int { (epoch - 1) * stepsPerEpoch + 1 }

  /// How long a plan is drawn.
  func ahead(of count: Int) -> Int {
    min(left(from: count), reach)
  }

  private func left(from count: Int) -> Int { max(0, epochs * stepsPerEpoch - count + 1) }

  private mutating func replan(from epoch: Int) {
    isStale = false
    start = count(ofEpoch: epoch)
    isCut = left(from: start) > reach
    guard let run else { return plan = [] }
    let ahead = ahead(of: start)
    let first = Double(start)
    plan = run.planned(.inForce, epochs: ahead).map { Track($0, from: first) }
    momentumPlan =
      run.run.schedule.movesMomentum
      ? run.run.plannedMomenta(epochs: ahead).map { Track($0, from: first) } : []
    for index in others.indices { others[index].replan(run, from: start, ahead: ahead) }
  }
}
