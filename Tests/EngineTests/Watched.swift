import LRSchedulers
import Synchronization
import Training

@testable import Engine

/// A live run and its reader, who sleeps until woken.
final class Watched: Sendable {
  let live: LiveRun
  let wakes: Counter
  private let stream: AsyncStream<Void>
  private let taken = Mutex<[RunAssignment]>([])

  /// What the run has said it took.
  var assignments: [RunAssignment] { taken.withLock { $0 } }

  init(_ configuration: RunConfiguration, pace: Pace = .max) throws {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    let wakes = Counter()
    self.stream = stream
    self.wakes = wakes
    live = try LiveRun(configuration, pace: pace) {
      wakes.add()
      continuation.yield()
    }
  }

  private func drain() -> RunReport {
    let report = live.drain()
    taken.withLock { $0 += report.assignments }
    return report
  }

  /// Drains at every wake until enough is there or the run has ended.
  func records(atLeast count: Int = .max) async -> (records: [EpochRecord], last: RunReport) {
    var records: [EpochRecord] = []
    var report = drain()
    records += report.records
    if records.count >= count { return (records, report) }
    for await _ in stream where records.count < count {
      report = drain()
      records += report.records
      if records.count >= count || report.state == .done { break }
      if case .failed = report.state { break }
    }
    return (records, report)
  }
}

final class Counter: Sendable {
  private let number = Mutex(0)
  func add() { number.withLock { $0 += 1 } }
  var value: Int { number.withLock { $0 } }
}

/// What the same configuration comes to without a queue.
func synchronous(
  _ configuration: RunConfiguration, before: (Int, inout TrainingRun) throws -> Void = { _, _ in }
) throws -> [EpochRecord] {
  var run = try TrainingRun(configuration)
  var records: [EpochRecord] = []
  while !run.isFinished {
    try before(run.epoch, &run)
    if let record = try run.trainEpoch() { records.append(record) }
  }
  return records
}

func configuration(
  _ spec: String = "StepLR(step_size=3, gamma=0.5)", workload: String = "regression", epochs: Int = 12
) throws -> RunConfiguration {
  RunConfiguration(schedule: try Schedule(parsing: spec), workload: workload, epochs: epochs)
}
