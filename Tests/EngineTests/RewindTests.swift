import LRSchedulers
import Testing
import Training

@testable import Engine

/// A run that is taken back to one of its epochs is bit for bit the run that it was.
@Suite("Going back", .timeLimit(.minutes(5)))
struct RewindTests {
  private static let changes = [
    RunChange(epoch: 4, .schedule(Schedule(StepLR(stepSize: 3, gamma: 0.7)))),
    RunChange(epoch: 4, .rates([0.06])),
    RunChange(epoch: 9, .rates([0.02])),
    RunChange(epoch: 21, .schedule(Schedule(StepLR(stepSize: 5, gamma: 0.2)))),
  ]

  /// What a run comes to that has made changes at their epochs, one after the other.
  private func whole(_ configuration: RunConfiguration, _ changes: [RunChange]) throws -> [EpochRecord] {
    try synchronous(configuration) { epoch, run in
      for change in changes where change.epoch == epoch + 1 { try run.make(change.kind) }
    }
  }

  private func reader(_ run: LiveRun, until epoch: Int) async -> [EpochRecord] {
    var records: [EpochRecord] = []
    while true {
      let report = run.drain()
      records += report.records
      if report.state.isOver || records.last?.epoch ?? 0 >= epoch { return records }
      try? await Task.sleep(for: .milliseconds(2))
    }
  }

  @Test(
    "From every epoch a run goes on as it did, whatever was changed before",
    arguments: ["digits", "quadratic", "linear"])
  func everyEpoch(workload: String) async throws {
    var configuration = try configuration(workload: workload, epochs: 30)
    configuration.optimizer = try OptimizerConfiguration(parsing: "Adam(weight_decay=0.01)")
    let expected = try whole(configuration, Self.changes)
    let source = try LiveRun(
      RunRecipe(configuration, changes: Self.changes, epoch: 30), isSilent: false, pace: .max, wake: {})
    source.pause()
    #expect(await reader(source, until: 30) == expected)
    for epoch in [1, 3, 4, 8, 9, 15, 20, 21, 29] {
      let recipe = RunRecipe(configuration, changes: Self.changes.filter { $0.epoch <= epoch }, epoch: epoch)
      for start in [source, nil] {
        let fork = try LiveRun(recipe, from: start, isSilent: true, pace: .max, wake: {})
        // As in the source, by hand.
        let rest = Self.changes.filter { $0.epoch > epoch }
        for change in rest where change.epoch == epoch + 1 {
          if case .schedule(let schedule) = change.kind { fork.assign(schedule) }
          if case .rates(let rates) = change.kind { fork.setLR(rates) }
        }
        fork.resume()
        let records = await reader(fork, until: 30)
        #expect(records.first?.epoch == epoch + 1)
        let same = try whole(configuration, Self.changes.filter { $0.epoch <= epoch + 1 })
        #expect(records == Array(same.dropFirst(epoch)), "after epoch \(epoch)")
      }
    }
  }

  @Test("Forks of forks are the runs that had all changes")
  func forksOfForks() async throws {
    let configuration = try configuration(workload: "digits", epochs: 40)
    let first = try LiveRun(configuration, pace: .max, wake: {})
    first.resume()
    _ = await reader(first, until: 40)
    let second = try LiveRun(
      RunRecipe(configuration, epoch: 12), from: first, isSilent: true, pace: .max, wake: {})
    second.setLR([0.04])
    second.resume()
    _ = await reader(second, until: 40)
    let changes = [RunChange(epoch: 13, .rates([0.04]))]
    let third = try LiveRun(
      RunRecipe(configuration, changes: changes, epoch: 26), from: second, isSilent: true, pace: .max,
      wake: {})
    let schedule = Schedule(StepLR(stepSize: 3, gamma: 0.9))
    third.assign(schedule)
    third.resume()
    let records = await reader(third, until: 40)
    let all = try whole(configuration, changes + [RunChange(epoch: 27, .schedule(schedule))])
    #expect(records == Array(all.dropFirst(26)))
  }

  @Test("A fork that is paused waits at its epoch, and says nothing of what is known")
  func waiting() async throws {
    let configuration = try configuration(workload: "quadratic", epochs: 20)
    let fork = try LiveRun(RunRecipe(configuration, epoch: 7), isSilent: true, pace: .max, wake: {})
    fork.pause()
    for _ in 0..<50 {
      if fork.drain().state == .paused { break }
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(fork.drain().records.isEmpty && fork.drain().state == .paused)
    fork.stepOneEpoch()
    #expect(await reader(fork, until: 8).map(\.epoch) == [8])
  }

  @Test("A run that steps with every batch goes back as well")
  func steps() async throws {
    var configuration = try configuration(
      "OneCycleLR(0.1, total_steps=200)", workload: "quadratic", epochs: 20)
    configuration.interval = .step
    let source = try LiveRun(configuration, pace: .max, wake: {})
    source.resume()
    let all = await reader(source, until: 20)
    let fork = try LiveRun(
      RunRecipe(configuration, epoch: 11), from: source, isSilent: true, pace: .max, wake: {})
    fork.resume()
    #expect(await reader(fork, until: 20) == Array(all.dropFirst(11)))
  }

  @Test("The states that are kept are few, and near to every epoch", arguments: [3, 100, 1_000, 5_000])
  func states(epochs: Int) throws {
    var run = try TrainingRun(configuration(workload: "mock", epochs: epochs))
    var past = RunPast()
    while !run.isFinished {
      past.keep(run)
      _ = try run.trainEpoch()
    }
    var most = 0
    for epoch in stride(from: 0, to: epochs, by: max(1, epochs / 97)) {
      let state = try #require(past.state(after: epoch))
      #expect(state.run.epoch <= epoch)
      most = max(most, epoch - state.run.epoch)
    }
    #expect(most < past.interval)
    #expect(past.interval <= max(4, 2 * epochs / RunPast.most * 2))
  }
}
