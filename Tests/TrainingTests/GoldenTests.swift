import LRSchedulers
import Testing

@testable import Training

@Suite("Trajectories of PyTorch")
struct GoldenTests {
  /// Below: how far a number of a trajectory may be from PyTorch's, whose sums are formed in another order.
  static let tolerance = 1e-9

  @Test("Each run is PyTorch's")
  func trajectories() throws {
    let cases = try GoldenTraining.load()
    var missing: [String] = []
    for row in cases {
      do { try compare(row, schedule: schedule(of: row)) } catch let error as SpecError {
        #expect(error.message.hasPrefix("unknown scheduler"), "\(row.id): \(error)")
        missing.append(row.id)
      }
    }
    print(
      "trajectories compared: \(cases.count - missing.count) of \(cases.count); no scheduler yet: \(missing)")
    #expect(cases.count - missing.count >= 6)
  }

  /// A run without a scheduler is one whose scheduler never acts.
  private func schedule(of row: GoldenTraining.Case) throws -> Schedule {
    try Schedule(parsing: row.scheduler ?? "ExponentialLR(gamma=1.0)")
  }

  @Test("So is each run with another optimizer", arguments: OptimizerVectors.shared.cases.map(\.id))
  func optimizers(id: String) throws {
    let row = try #require(OptimizerVectors.shared.cases.first { $0.id == id })
    try compare(row, schedule: schedule(of: row))
  }

  private func compare(_ row: GoldenTraining.Case, schedule: Schedule) throws {
    var run = try makeRun(row, schedule)
    for epoch in 0..<row.epochs {
      try comparePerBatch(&run, row, epoch)
      let record = try #require(try run.trainEpoch())
      near(record.lrs[0], row.expected.lr[epoch], "\(row.id) lr \(epoch)")
      near(record.trainLoss, row.expected.train_loss[epoch], "\(row.id) train loss \(epoch)")
      if let expected = row.expected.val_loss?[epoch] {
        near(try #require(record.valLoss), expected, "\(row.id) val loss \(epoch)")
      }
    }
    #expect(run.isFinished)
    for (ours, torch) in zip(run.parameters.values, row.expected.final.flat) {
      near(ours, torch, "\(row.id) final weights")
    }
  }

  /// All batches of an epoch but the last, one step at a time.
  private func comparePerBatch(_ run: inout TrainingRun, _ row: GoldenTraining.Case, _ epoch: Int) throws {
    guard let rates = row.expected.lr_per_batch, let momenta = row.expected.momentum_per_batch else { return }
    for batch in rates[epoch].indices.dropLast() {
      near(run.groups[0].lr, rates[epoch][batch], "\(row.id) lr \(epoch).\(batch)")
      near(run.groups[0].momentum ?? .nan, momenta[epoch][batch], "\(row.id) momentum \(epoch).\(batch)")
      #expect(try run.trainSteps(atMost: 1) == nil)
    }
  }

  private func makeRun(_ row: GoldenTraining.Case, _ schedule: Schedule) throws -> TrainingRun {
    let workload = GoldenWorkload(row)
    var parameters = workload.makeParameters()
    parameters.values = row.initial.flat
    let configuration = RunConfiguration(
      schedule: schedule, lrs: [row.optimizer.lr], optimizer: try row.optimizer.configuration,
      epochs: row.epochs, interval: row.scheduler_step == "batch" ? .step : .epoch)
    return try TrainingRun(configuration, on: workload, from: parameters)
  }

  private func near(_ ours: Double, _ torch: Double, _ what: String) {
    #expect(abs(ours - torch) <= Self.tolerance * max(1, abs(torch)), "\(what): \(ours), not \(torch)")
  }
}
