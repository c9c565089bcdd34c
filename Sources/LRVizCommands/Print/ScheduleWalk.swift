import LRSchedulers

/// The rates of one epoch.
struct ScheduleRow {
  /// Counted from 1.
  var epoch = 0
  /// One for each parameter group: the rate in force during the epoch.
  var lrs: [Double] = []
  /// Momentum, or beta1, likewise; empty if no optimizer was named.
  var momenta: [Double] = []
  /// What made the rates of this epoch differ from those of the last.
  var changes: [LRChange] = []
  /// Where something is assigned in mid-run, the rates in the futures beside the one in force, or why there are none.
  var others: [Future: Result<[Double], SchedulerError>] = [:]
}

/// Walks along a schedule without training: N epochs are N reads and N - 1 steps.
struct ScheduleWalk {
  private var forked: ForkedRun
  private let epochs: Int
  private let showsMomenta: Bool
  private let metrics: MetricSource?
  private let assignments: [Int: [Assignment]]
  /// What a row is, in messages.
  private let unit: String
  private let firstEpoch: Int
  private var epoch: Int
  private var changes: [LRChange] = []
  /// Steps that change nothing.
  private var delay = 0
  /// Why other futures have come to their ends.
  private(set) var endings: [Future: ScheduleNote] = [:]

  var run: ScheduleRun { forked.run }

  init(
    _ plan: Plan, metrics: MetricSource?, assignments: [Assignment], unit: String, showsMomenta: Bool
  ) throws(CommandError) {
    let run: ScheduleRun
    do { run = try plan.run() } catch { throw .schedule(plan.schedule, error) }
    self.init(
      run, epochs: plan.length, metrics: metrics, assignments: assignments, unit: unit,
      showsMomenta: showsMomenta)
  }

  /// Goes on from where the run is.
  init(
    _ run: ScheduleRun, epochs: Int, metrics: MetricSource?, assignments: [Assignment], unit: String,
    showsMomenta: Bool
  ) {
    self.unit = unit
    forked = ForkedRun(run)
    firstEpoch = run.steps
    epoch = run.steps
    self.epochs = epochs
    self.showsMomenta = showsMomenta
    self.metrics = run.schedule.needsMetric ? metrics : nil
    self.assignments = Dictionary(grouping: assignments, by: \.epoch)
  }

  /// Sets attributes after the construction and before the first step.
  mutating func apply(_ changes: [PastedSchedule.Change]) throws(SchedulerError) {
    for change in changes {
      // With `last_epoch` set back the first steps only bring it to where the construction had left it.
      if change.name == "last_epoch", let epoch = change.value.number?.doubleValue {
        delay = max(0, -(Int(exactly: epoch) ?? 0))
      } else {
        try forked.assign(run.schedule.setting(change.name, to: change.value))
      }
    }
  }

  /// Puts the next epoch into a row, whose memory is used again; false after the last.
  mutating func next(into row: inout ScheduleRow) throws(CommandError) -> Bool {
    guard epoch < epochs else { return false }
    if epoch > firstEpoch { try step() }
    try assign()
    epoch += 1
    row.epoch = epoch
    row.changes = changes
    row.lrs.removeAll(keepingCapacity: true)
    row.momenta.removeAll(keepingCapacity: true)
    for group in run.groups {
      row.lrs.append(group.lr)
      if showsMomenta, let momentum = group.momentum { row.momenta.append(momentum) }
    }
    if !assignments.isEmpty { recordAlternatives(&row) }
    return true
  }

  private mutating func recordAlternatives(_ row: inout ScheduleRow) {
    for future in Future.allButInForce {
      let result = Result { () throws(SchedulerError) in try forked.lrs(future) }
      row.others[future] = result
      if case .failure(let error) = result, endings[future] == nil {
        endings[future] = ScheduleNote(ending: future, of: run.schedule, error, at: epoch - 1, unit: unit)
      }
    }
  }

  /// The step after the epoch before.
  private mutating func step() throws(CommandError) {
    // Without its metric a schedule stands still, if the plan lets it.
    if run.schedule.needsMetric, metrics == nil { return }
    if delay > 0 {
      (delay, changes) = (delay - 1, [])
      return
    }
    let metric = try metrics?.value(at: epoch - 1, unit: unit)
    do { changes = try forked.step(metric: metric) } catch {
      throw .schedule(run.schedule, error, after: "\(unit) \(epoch)")
    }
  }

  private mutating func assign() throws(CommandError) {
    for assignment in assignments[epoch] ?? [] {
      do { changes += try assignment.apply(to: &forked) } catch {
        throw .usage("--set \(assignment.text): \(error.message)")
      }
    }
  }
}

extension CommandError {
  /// A schedule that cannot be built, or fails at a step, in PyTorch's words.
  static func schedule(
    _ schedule: Schedule, _ error: SchedulerError, after place: String? = nil
  ) -> CommandError {
    let place = place.map { ", in the scheduler's step after \($0)" } ?? ""
    let isLength = error.message.contains("param_groups has") || error.message.contains("lr_lambdas, but got")
    let advice =
      isLength ? "; parameter groups come from the script's optimizer, or from --lr A,B with a rate for each" : ""
    return .usage("\(schedule.spec)\(place): \(error.message)\(advice)")
  }
}
