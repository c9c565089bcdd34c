import Foundation
import LRSchedulers
import Testing

@testable import Training

@Suite("A training run")
struct TrainingRunTests {
  static let workloads = WorkloadCatalog.all.map(\.name)

  @Test("Equal configurations give equal numbers, however the steps are dealt out", arguments: workloads)
  func determinism(workload: String) throws {
    let configuration = try configuration("ExponentialLR(gamma=0.9)", workload: workload, lr: 0.05, epochs: 4)
    let expected = try records(of: configuration)
    #expect(expected.map(\.epoch) == [1, 2, 3, 4])
    for limit in [1, 3, 7, .max] {
      var run = try TrainingRun(configuration)
      var found: [EpochRecord] = []
      while !run.isFinished {
        if let record = try run.trainSteps(atMost: limit) { found.append(record) }
      }
      #expect(found == expected, "\(workload) by \(limit)")
      #expect(try run.trainSteps(atMost: limit) == nil)
    }
  }

  @Test("Before the rates differ, so does nothing else", arguments: workloads)
  func sameStart(workload: String) throws {
    let one = try records(of: configuration("StepLR(2, gamma=0.1)", workload: workload, lr: 0.05, epochs: 4))
    let two = try records(of: configuration("StepLR(2, gamma=0.9)", workload: workload, lr: 0.05, epochs: 4))
    #expect(one.prefix(2).map(\.trainLoss) == two.prefix(2).map(\.trainLoss))
    #expect(one.map(\.lrs) != two.map(\.lrs))
  }

  @Test("Changes are told for the epochs there are")
  func changes() throws {
    let records = try records(of: configuration("StepLR(3)", workload: "mock", epochs: 9))
    #expect(records.flatMap(\.changes).map(\.epoch) == [4, 7])
  }

  @Test("Seeds differ", arguments: workloads.filter { $0 != "mock" })
  func seeds(workload: String) throws {
    let losses = try [0, 1, .max].map { seed in
      try records(of: configuration(workload: workload, lr: 0.01, epochs: 1, seed: seed))[0].trainLoss
    }
    #expect(Set(losses).count == 3)
  }

  @Test("The mock losses are the tutorial's")
  func mock() throws {
    let spec = "ReduceLROnPlateau(mode='min', factor=0.1, patience=10)"
    let records = try records(of: configuration(spec, workload: "mock", epochs: 30))
    for (epoch, record) in records.enumerated() {
      #expect(record.trainLoss == 1 / (0.1 * Double(epoch) + 1))
      #expect(record.valLoss == 0.5 + 0.05 * sin(Double(epoch)))
    }
    // The best loss is epoch index 11's; eleven worse ones later the rate falls (QUIRKS 6.1).
    #expect(records.flatMap(\.changes).map(\.epoch) == [24])
    #expect(records[22].lrs == [0.1] && records[23].lrs == [0.1 * 0.1])
    #expect(records[22].plateau?.bestEpoch == 12)
  }

  @Test("Too large a rate diverges, is recorded as such, and the run goes on")
  func divergence() throws {
    let calm = try records(of: configuration("StepLR(1000)", workload: "quadratic", lr: 0.1, epochs: 200))
    #expect(calm.allSatisfy { !$0.diverged })
    #expect(try #require(calm.last?.valLoss) < calm[0].trainLoss / 5)
    let wild = try records(of: configuration("StepLR(1000)", workload: "quadratic", lr: 10, epochs: 200))
    #expect(wild.count == 200 && wild[199].diverged && !wild[0].diverged)
    let digits = try records(of: configuration("StepLR(1000)", workload: "digits", lr: 1e200, epochs: 3))
    #expect(digits.allSatisfy { $0.diverged })
  }

  @Test("The sum of outputs falls without end")
  func linear() throws {
    let losses = try records(of: configuration("StepLR(1000)", workload: "linear", epochs: 20)).map(
      \.trainLoss)
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 })
    #expect(losses.count == 20)
  }

  @Test("Classes in the plane are learnt")
  func spiral() throws {
    let last = try records(of: configuration("StepLR(1000)", workload: "spiral", epochs: 150)).last
    #expect(try #require(last?.valAccuracy) > 0.9)
  }

  @Test("The network learns all of the regression's target but its noise")
  func regression() throws {
    let last = try records(of: configuration("ExponentialLR(0.97)", workload: "regression", epochs: 100)).last
    #expect(try #require(last?.valLoss) < 0.2)
  }
}

@Suite("Tweaks in mid-run")
struct TweakTests {
  private func trained(_ epochs: Int, spec: String = "StepLR(step_size=10, gamma=0.1)") throws -> TrainingRun
  {
    var run = try TrainingRun(try configuration(spec, workload: "mock", epochs: 100))
    for _ in 0..<epochs { _ = try run.trainEpoch() }
    return run
  }

  @Test("A schedule of the same class takes over with state and rates")
  func sameClass() throws {
    var run = try trained(12)
    try run.assign(try Schedule(parsing: "StepLR(step_size=4, gamma=0.5)"))
    // PyTorch tests the new step_size from epoch 0: the next boundary is 16.
    let lrs = try (0..<8).compactMap { _ in try run.trainEpoch()?.lrs[0] }
    #expect(lrs.map { ($0 * 1e6).rounded() } == [10000, 10000, 10000, 10000, 5000, 5000, 5000, 5000])
  }

  @Test("A schedule of another class counts from 0 again from the rates in force")
  func otherClass() throws {
    var run = try trained(12)
    try run.assign(try Schedule(parsing: "ReduceLROnPlateau(patience=0, threshold=0.5)"))
    let records = try (0..<3).compactMap { _ in try run.trainEpoch() }
    #expect(records.map(\.epoch) == [13, 14, 15])
    #expect(records[0].lrs == [0.010000000000000002])
    #expect(records[0].plateau?.bestEpoch == 13)
    #expect(records.flatMap(\.changes).map(\.epoch) == [15, 16])
  }

  @Test("A rate set by hand is listed with its epoch")
  func byHand() throws {
    var run = try trained(3)
    try run.setLR([0.5])
    let record = try #require(try run.trainEpoch())
    #expect(record.lrs == [0.5])
    #expect(record.changes == [LRChange(epoch: 4, kind: .set, group: 0, from: 0.1, to: 0.5)])
  }

  @Test(
    "Rates that make no sense are refused", arguments: [[], [0.1, 0.2], [.nan], [.infinity]] as [[Double]])
  func refusals(lrs: [Double]) throws {
    var run = try trained(1)
    #expect(throws: TrainingError.self) { try run.setLR(lrs) }
    #expect(run.groups[0].lr == 0.1)
  }

  @Test("Stepped per batch, counts are batches and changes tell their epoch")
  func perStep() throws {
    var configuration = try configuration("StepLR(step_size=10, gamma=0.5)", workload: "quadratic", epochs: 3)
    configuration.interval = .step
    let halving = try records(of: configuration)
    #expect(halving.map(\.lrs) == [[0.1], [0.05], [0.025]])
    #expect(halving.map { $0.changes.map(\.epoch) } == [[2], [3], []])
    configuration.schedule = try Schedule(parsing: "StepLR(step_size=6, gamma=0.5)")
    #expect(try records(of: configuration).map { $0.changes.map(\.epoch) } == [[1], [2, 2], [3]])
  }
}
