import LRSchedulers
import Testing

@testable import Training

/// What the lab shows a user who has changed nothing.
@Suite("The tutorial's schedules on the digits")
struct TutorialTests {
  @Test(
    "Each of them learns",
    arguments: [
      "StepLR(10, 0.1)", "MultiStepLR([15, 25], 0.1)", "ExponentialLR(0.95)", "CosineAnnealingLR(T_max=50)",
      "ReduceLROnPlateau(mode='min', factor=0.1, patience=10)",
    ])
  func learns(spec: String) throws {
    let records = try records(of: configuration(spec))
    #expect(records.count == 100)
    let last = try #require(records.last)
    #expect(last.trainLoss < records[0].trainLoss / 2)
    #expect(try #require(last.valAccuracy) > 0.85)
  }

  @Test("The loss reaches a plateau and the rate falls", arguments: [0, 1, 2] as [UInt64])
  func plateau(seed: UInt64) throws {
    let spec = "ReduceLROnPlateau(mode='min', factor=0.1, patience=10)"
    let records = try records(of: configuration(spec, seed: seed))
    let reductions = records.flatMap(\.changes)
    #expect(reductions.contains { $0.kind == .plateau })
    #expect(reductions.allSatisfy { $0.from == records[$0.epoch - 2].lrs[0] })
  }
}
