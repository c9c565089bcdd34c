import Charts
import LRSchedulers
import Training

/// What the schedule will do if nothing is changed: a shadow of the run's scheduler, stepped with the same metrics, and
/// the rates it plans from some epoch on.
///
/// The engine's numbers are the truth: where a record differs from what was planned, the shadow takes the record's
/// rates and plans again, at most once for each report.
struct Forecast: Sendable {
  /// Plans are drawn; beyond this many steps nobody would see the difference, and a tweak must stay instant.
  private static let longestPlan = 50_000

  /// The epoch of the first planned rate, counted from 1.
  private(set) var start = 1
  /// By parameter group.
  private(set) var plan: [Series] = []
  /// The rates in force in the next epoch.
  private(set) var lrs: [Double]
  /// The futures beside the one in force; none before the first change.
  var others: [FutureTrack] = []
  private(set) var run: ForkedRun?
  private var isStale = false
  private let epochs: Int
  /// How often the scheduler steps in an epoch; nil until the first record of a run that steps with every batch tells.
  private(set) var stepsPerEpoch: Int?

  init(_ configuration: RunConfiguration) {
    epochs = configuration.epochs
    let isPerBatch = configuration.interval == .step
    stepsPerEpoch = isPerBatch ? nil : 1
    // The metrics a scheduler sees within an epoch are not told, so that one cannot be followed.
    if !(isPerBatch && configuration.schedule.needsMetric) {
      run = try? ForkedRun(ScheduleRun(configuration.schedule, groups: configuration.parameterGroups))
    }
    lrs = (try? run?.lrs(.inForce)) ?? configuration.lrs
    replan(from: 1)
  }

  /// Goes on by the epoch of `record`, which has just ended.
  mutating func follow(_ record: EpochRecord) {
    if record.lrs != lrs {
      try? run?.correct(to: record.lrs)
      isStale = true
    }
    correctFutures(in: record.epoch)
    let changed = step(record)
    lrs = (try? run?.lrs(.inForce)) ?? record.lrs
    if changed, run?.run.schedule.needsMetric == true { isStale = true }
  }

  /// Makes the steps of an epoch; whether any changed the rate at once.
  private mutating func step(_ record: EpochRecord) -> Bool {
    if stepsPerEpoch == nil {
      stepsPerEpoch = record.steps
      isStale = true
    }
    var changed = false
    for _ in 0..<(stepsPerEpoch ?? 1) {
      guard let changes = try? run?.step(metric: record.metric) else { break }
      changed = changed || !changes.isEmpty
    }
    return changed
  }

  /// To be called after the last record of a report.
  mutating func settle(after epoch: Int) {
    guard isStale else { return }
    replan(from: epoch + 1)
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

  /// The planned rate of a group in an epoch; nil before the plan starts and after it ends.
  func rate(group: Int, epoch: Int) -> Double? {
    guard plan.indices.contains(group), epoch >= start, epoch - start < plan[group].count else { return nil }
    return plan[group][epoch - start]
  }

  /// How many epochs of a plan are drawn.
  func ahead(of epoch: Int) -> Int {
    min(max(0, epochs - epoch + 1), Self.longestPlan / max(1, stepsPerEpoch ?? 1))
  }

  private mutating func replan(from epoch: Int) {
    isStale = false
    start = epoch
    guard let run, let stepsPerEpoch else { return plan = [] }
    let ahead = ahead(of: epoch)
    plan = run.planned(.inForce, epochs: ahead * stepsPerEpoch).map { rates in
      Series(stride(from: 0, to: rates.count, by: stepsPerEpoch).map { rates[$0] })
    }
    for index in others.indices {
      others[index].replan(run, from: epoch, epochs: ahead, stepsPerEpoch: stepsPerEpoch)
    }
  }
}
