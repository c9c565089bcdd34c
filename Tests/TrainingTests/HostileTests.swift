import LRSchedulers
import Testing

@testable import Training

@Suite("Configurations that make no sense")
struct HostileTests {
  static let changes: [(String, @Sendable (inout RunConfiguration) -> Void)] = [
    ("epochs must be from 1 to 1000000000, but got 0", { $0.epochs = 0 }),
    ("epochs must be from 1 to 1000000000, but got -1", { $0.epochs = -1 }),
    ("epochs must be from 1 to 1000000000, but got 1000000000000", { $0.epochs = 1_000_000_000_000 }),
    ("batch size must be from 1 to 65536, but got 0", { $0.batchSize = 0 }),
    ("batch size must be from 1 to 65536, but got -5", { $0.batchSize = -5 }),
    ("batch size must be from 1 to 65536, but got 1000000000000", { $0.batchSize = 1_000_000_000_000 }),
    ("expected at least one learning rate", { $0.lrs = [] }),
    ("Invalid learning rate: -0.1; expected a finite number from 0", { $0.lrs = [-0.1] }),
    ("Invalid learning rate: nan; expected a finite number from 0", { $0.lrs = [0.1, .nan] }),
    ("Invalid learning rate: inf; expected a finite number from 0", { $0.lrs = [.infinity] }),
    (
      "5 learning rates make 5 parameter groups, but the model has only 4 tensors",
      { $0.lrs = [0.1, 0.1, 0.1, 0.1, 0.1] }
    ),
    (
      "unknown workload 'mnist'; expected one of digits, regression, linear, mock, spiral, quadratic",
      { $0.workload = "mnist" }
    ),
  ]

  @Test("Each is refused with the value and what was expected", arguments: changes.indices)
  func refused(index: Int) throws {
    let (message, change) = Self.changes[index]
    var configuration = try configuration()
    change(&configuration)
    let error = #expect(throws: TrainingError.self) { try TrainingRun(configuration) }
    #expect(error?.message == message)
  }

  @Test(
    "Any batch size from one sample to more than there are trains",
    arguments: WorkloadCatalog.all.map(\.name))
  func batchSizes(workload: String) throws {
    for size in [1, 7, 1437, 65_536] {
      var configuration = try configuration(workload: workload, lr: 1e-3, epochs: 1)
      configuration.batchSize = size
      #expect(try records(of: configuration).map(\.trainLoss.isFinite) == [true], "\(workload) by \(size)")
    }
  }

  @Test("Groups split the model evenly; a model without parameters takes any number")
  func groups() throws {
    var configuration = try configuration(workload: "digits", epochs: 2)
    configuration.lrs = [0.1, 0]
    var run = try TrainingRun(configuration)
    let start = run.parameters.values
    _ = try run.trainEpoch()
    let front = 64 * 32 + 32
    #expect(run.parameters.values[..<front] != start[..<front])
    #expect(run.parameters.values[front...] == start[front...])
    configuration.workload = "mock"
    configuration.lrs = Array(repeating: 0.1, count: 20)
    #expect(try records(of: configuration)[1].lrs.count == 20)
  }

  @Test("The catalog says what a workload has", arguments: WorkloadCatalog.all)
  func summaries(summary: WorkloadSummary) throws {
    let record = try #require(try records(of: configuration(workload: summary.name, epochs: 1)).first)
    #expect((record.valLoss != nil) == summary.hasValidation)
    #expect((record.valAccuracy != nil) == summary.hasAccuracy)
    #expect(!summary.oneLine.isEmpty && !summary.lossName.isEmpty)
  }
}
