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
  private var run: ScheduleRun?
  private var isStale = false
  private let epochs: Int
  /// How often the scheduler steps in an epoch; nil until the first record of a run that steps with every batch tells.
  private var stepsPerEpoch: Int?

  init(_ configuration: RunConfiguration) {
    epochs = configuration.epochs
    let isPerBatch = configuration.interval == .step
    stepsPerEpoch = isPerBatch ? nil : 1
    // The metrics a scheduler sees within an epoch are not told, so that one cannot be followed.
    if !(isPerBatch && configuration.schedule.needsMetric) {
      run = try? ScheduleRun(configuration.schedule, groups: configuration.parameterGroups)
    }
    lrs = run?.groups.map(\.lr) ?? configuration.lrs
    replan(from: 1)
  }

  /// Goes on by the epoch of `record`, which has just ended.
  mutating func follow(_ record: EpochRecord) {
    if record.lrs != lrs { correct(to: record.lrs) }
    let changed = step(record)
    lrs = run?.groups.map(\.lr) ?? record.lrs
    if changed, run?.schedule.needsMetric == true { isStale = true }
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
    guard let run, let stepsPerEpoch else { return plan = [] }
    let ahead = min(max(0, epochs - epoch + 1), Self.longestPlan / stepsPerEpoch)
    plan = run.planned(epochs: ahead * stepsPerEpoch).map { rates in
      Series(stride(from: 0, to: rates.count, by: stepsPerEpoch).map { rates[$0] })
    }
  }
}
