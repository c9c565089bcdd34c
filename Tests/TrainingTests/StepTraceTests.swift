import LRSchedulers
import Testing

@testable import Training

@Suite("Runs whose scheduler steps with every batch")
struct StepTraceTests {
  @Test("The trace has the rate of every step, as the schedule alone gives them")
  func rates() throws {
    var configuration = try configuration("OneCycleLR(0.1, total_steps=180)", workload: "digits", epochs: 4)
    configuration.interval = .step
    configuration.optimizer = try OptimizerConfiguration(parsing: "SGD(momentum=0.9)")
    var schedule = try ScheduleRun(configuration.schedule, groups: configuration.parameterGroups)
    for record in try records(of: configuration) {
      let trace = try #require(record.trace)
      #expect(trace.losses.count == 45 && record.steps == 45)
      #expect(trace.losses.reduce(0, +) / 45 == record.trainLoss)
      for step in 0..<45 {
        #expect(trace.lrs[0][step] == schedule.groups[0].lr)
        #expect(trace.momenta[0][step] == schedule.groups[0].momentum)
        if record.epoch < 4 || step < 44 { try schedule.step() }
      }
    }
  }

  @Test("Once an epoch, there is nothing to trace")
  func perEpoch() throws {
    let records = try records(of: configuration("StepLR(1)", workload: "digits", epochs: 2))
    #expect(records.allSatisfy { $0.trace == nil })
    #expect(records.flatMap(\.changes).map(\.step) == [nil])
  }

  @Test("Changes are told for the step from which they hold")
  func changes() throws {
    var configuration = try configuration("StepLR(20)", workload: "digits", epochs: 2)
    configuration.interval = .step
    let records = try records(of: configuration)
    #expect(records.flatMap(\.changes).map(\.step) == [21, 41, 61, 81])
    #expect(records.flatMap(\.changes).map(\.epoch) == [1, 1, 2, 2])
    let rates = records.flatMap { $0.trace?.lrs[0] ?? [] }
    for change in records.flatMap(\.changes) {
      let step = try #require(change.step)
      #expect(rates[step - 2] == change.from && rates[step - 1] == change.to)
    }
  }

  @Test("A plateau scheduler is given the loss of each batch")
  func plateau() throws {
    var configuration = try configuration("ReduceLROnPlateau(patience=5)", workload: "digits", epochs: 3)
    configuration.interval = .step
    var schedule = try ScheduleRun(configuration.schedule, groups: configuration.parameterGroups)
    for record in try records(of: configuration) {
      let trace = try #require(record.trace)
      for (rate, loss) in zip(trace.lrs[0], trace.losses) {
        #expect(rate == schedule.groups[0].lr)
        try schedule.step(metric: loss)
      }
    }
    #expect(schedule.groups[0].lr < 0.1)
  }
}
