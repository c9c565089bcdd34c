import LRSchedulers
import Tracks
import Training

/// What the schedule will do if nothing is changed: a shadow of the run's scheduler, stepped with the same metrics, and
/// the rates it plans from some epoch on.
///
/// The engine's numbers are the truth: where a record differs from what was planned, the shadow takes the record's
/// rates and plans again, at most once for each report.
struct Forecast: Sendable {
  /// Rates made at once with a new plan, so that a short one is complete before it is drawn.
  static let firstSlice = 2_048

  private(set) var plan: PlannedRates
  /// The rates in force in the next epoch.
  private(set) var lrs: [Double]
  /// The futures beside the one in force; none before the first change.
  var others: [FutureTrack] = []
  private(set) var run: ForkedRun?
  private var isStale = false
  private let epochs: Int
  /// How often the scheduler steps in an epoch.
  private let stepsPerEpoch: Int

  /// - Parameter planned: whether the plan is made, from the first epoch on.
  init(_ configuration: RunConfiguration, planned: Bool = true) {
    epochs = configuration.epochs
    stepsPerEpoch = configuration.interval == .step ? configuration.stepsPerEpoch : 1
    run = try? ForkedRun(ScheduleRun(configuration.schedule, groups: configuration.parameterGroups))
    lrs = (try? run?.lrs(.inForce)) ?? configuration.lrs
    plan = PlannedRates(from: 1, length: 0, of: .nothing)
    if planned { replan(from: 1) }
  }

  /// The count of the first planned rate, from 1: an epoch, or a step where the scheduler steps with every batch.
  var start: Int { plan.start }

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

  /// Makes a change that the run has made, without planning again.
  mutating func take(_ change: RunChange.Kind) {
    switch change {
    case .schedule(let schedule): try? run?.assign(schedule)
    case .rates(let rates): _ = try? run?.setLR(rates)
    }
    lrs = (try? run?.lrs(.inForce)) ?? lrs
    isStale = true
  }

  /// Goes on by an epoch that is in a history, without planning again.
  mutating func pass(epoch: Int, _ history: History) {
    let metric = history.measured.held(at: Double(epoch)) ?? .nan
    for step in 0..<stepsPerEpoch {
      let loss = stepsPerEpoch > 1 ? history.batchLoss.held(at: Double(count(ofEpoch: epoch) + step)) : nil
      guard (try? run?.step(metric: loss ?? metric)) != nil else { break }
    }
  }

  mutating func plan(from epoch: Int) {
    lrs = (try? run?.lrs(.inForce)) ?? lrs
    replan(from: epoch)
  }

  /// Where a metric-driven schedule stands, its best count as an epoch; nil for any other.
  var plateau: PlateauStatus? {
    guard var status = run?.run.plateau else { return nil }
    status.bestEpoch = status.bestEpoch.map { ($0 - 1) / stepsPerEpoch + 1 }
    return status
  }

  /// To be called after the last record of a report.
  mutating func settle(after epoch: Int) {
    if isStale { replan(from: epoch + 1) }
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
  func rate(group: Int, at count: Int) -> Double? { plan.rate(group: group, at: count) }

  /// The scheduler's first count in an epoch.
  func count(ofEpoch epoch: Int) -> Int { (epoch - 1) * stepsPerEpoch + 1 }

  /// Counts from one to the end of the run.
  func left(from count: Int) -> Int { max(0, epochs * stepsPerEpoch - count + 1) }

  private mutating func replan(from epoch: Int) {
    isStale = false
    let start = count(ofEpoch: epoch)
    let length = left(from: start)
    plan = PlannedRates(
      from: start, length: length, of: run.map { .run(PlanCursor($0.run, length: length)) } ?? .nothing)
    if let run {
      for index in others.indices { others[index].replan(run, from: start, length: length) }
    }
    make(Self.firstSlice)
  }
}

extension Forecast {
  /// Whether every rate has been made, those of the other futures only where they are looked at.
  func isComplete(withFutures: Bool) -> Bool {
    plan.isComplete && (!withFutures || others.allSatisfy(\.plan.isComplete))
  }

  /// Makes up to `limit` rates more: what is in force first.
  /// - Returns: how many steps that took.
  @discardableResult
  mutating func make(_ limit: Int, withFutures: Bool = true) -> Int {
    var steps = plan.make(limit)
    guard withFutures else { return steps }
    for index in others.indices { steps += others[index].plan.make(limit - steps) }
    return steps
  }
}
