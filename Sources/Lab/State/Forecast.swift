import Charts
import LRSchedulers
import Training

/// What the schedule will do if nothing is changed: a shadow of the run's scheduler, stepped with the same metrics, and
/// the rates it plans from some epoch on.
///
/// The engine's numbers are the truth: where a record differs from what was planned, the shadow takes the record's
/// rates and plans again, at most once for each report.
struct Forecast: Sendable {
  /// Plans are drawn; beyond this many epochs nobody would see the difference, and a tweak must stay instant.
  private static let longestPlan = 50_000

  /// The epoch of the first planned rate, counted from 1.
  private(set) var start = 1
  /// By parameter group.
  private(set) var plan: [Series] = []
  /// The rates in force in the next epoch.
  private(set) var lrs: [Double]
  private var run: ScheduleRun?
  private var isStale = false
  private let epochs: Int

  init(_ configuration: RunConfiguration) {
    epochs = configuration.epochs
    // A scheduler that steps with every batch is not followed: how many batches an epoch has is the engine's to know.
    run =
      configuration.interval == .step
      ? nil : try? ScheduleRun(configuration.schedule, groups: configuration.parameterGroups)
    lrs = run?.groups.map(\.lr) ?? configuration.lrs
    replan(from: 1)
  }

  /// Goes on by the epoch of `record`, which has just ended.
  mutating func follow(_ record: EpochRecord) {
    if record.lrs != lrs { correct(to: record.lrs) }
    let changed = (try? run?.step(metric: record.metric))?.isEmpty == false
    lrs = run?.groups.map(\.lr) ?? record.lrs
    if changed, run?.schedule.needsMetric == true { isStale = true }
  }

  /// To be called after the last record of a report.
  mutating func settle(after epoch: Int) {
    guard isStale else { return }
    replan(from: epoch + 1)
  }

  mutating func assign(_ schedule: Schedule, after epoch: Int) {
    try? run?.assign(schedule)
    replan(from: epoch + 1)
  }

  mutating func setLR(_ lrs: [Double], after epoch: Int) {
    correct(to: lrs)
    replan(from: epoch + 1)
  }

  /// The planned rate of a group in an epoch; nil before the plan starts and after it ends.
  func rate(group: Int, epoch: Int) -> Double? {
    guard plan.indices.contains(group), epoch >= start, epoch - start < plan[group].count else { return nil }
    return plan[group][epoch - start]
  }

  private mutating func correct(to lrs: [Double]) {
    _ = try? run?.setLR(lrs)
    self.lrs = run?.groups.map(\.lr) ?? lrs
    isStale = true
  }

  private mutating func replan(from epoch: Int) {
    isStale = false
    start = epoch
    let ahead = min(max(0, epochs - epoch + 1), Self.longestPlan)
    plan = run?.planned(epochs: ahead).map { Series($0) } ?? []
  }
}
