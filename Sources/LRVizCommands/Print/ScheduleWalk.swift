import LRSchedulers

/// The rates of one epoch.
struct ScheduleRow {
  /// Counted from 1.
  var epoch: Int
  /// One for each parameter group: the rate in force during the epoch.
  var lrs: [Double]
  /// Momentum, or beta1, likewise; empty if no optimizer was named.
  var momenta: [Double]
  /// What made the rates of this epoch differ from those of the last.
  var changes: [LRChange]
}

/// Walks along a schedule without training: N epochs are N reads and N - 1 steps.
struct ScheduleWalk {
  private(set) var run: ScheduleRun
  private let epochs: Int
  private let showsMomenta: Bool
  private let metrics: MetricSource?
  private let assignments: [Int: [Assignment]]
  private let firstEpoch: Int
  private var epoch: Int
  private var changes: [LRChange] = []

  init(
    _ schedule: Schedule, groups: [ParameterGroup], epochs: Int, metrics: MetricSource?,
    assignments: [Assignment], showsMomenta: Bool
  ) throws(CommandError) {
    let run: ScheduleRun
    do { run = try ScheduleRun(schedule, groups: groups) } catch { throw .schedule(schedule, error) }
    self.init(
      run, epochs: epochs, metrics: metrics, assignments: assignments, showsMomenta: showsMomenta)
  }

  /// Goes on from where the run is.
  init(
    _ run: ScheduleRun, epochs: Int, metrics: MetricSource?, assignments: [Assignment], showsMomenta: Bool
  ) {
    self.run = run
    firstEpoch = run.steps
    epoch = run.steps
    self.epochs = epochs
    self.showsMomenta = showsMomenta
    self.metrics = run.schedule.needsMetric ? metrics : nil
    self.assignments = Dictionary(grouping: assignments, by: \.epoch)
  }

  /// The next epoch, or nil after the last.
  mutating func next() throws(CommandError) -> ScheduleRow? {
    guard epoch < epochs else { return nil }
    if epoch > firstEpoch { try step() }
    try assign()
    epoch += 1
    let groups = run.groups
    return ScheduleRow(
      epoch: epoch, lrs: groups.map(\.lr), momenta: showsMomenta ? groups.compactMap(\.momentum) : [],
      changes: changes)
  }

  /// The step after the epoch before.
  private mutating func step() throws(CommandError) {
    let metric = try metrics?.value(epoch: epoch - 1)
    do { changes = try run.step(metric: metric) } catch {
      throw .schedule(run.schedule, error, afterEpoch: epoch)
    }
  }

  private mutating func assign() throws(CommandError) {
    for assignment in assignments[epoch] ?? [] {
      do { changes += try assignment.apply(to: &run) } catch {
        throw .usage("--set \(assignment.text): \(error.message)")
      }
    }
  }
}

extension CommandError {
  /// A schedule that cannot be built, or fails at a step, in PyTorch's words.
  static func schedule(
    _ schedule: Schedule, _ error: SchedulerError, afterEpoch epoch: Int? = nil
  ) -> CommandError {
    let place = epoch.map { ", in the step after epoch \($0)" } ?? ""
    return .usage("\(schedule.spec)\(place): \(error.message)")
  }
}
