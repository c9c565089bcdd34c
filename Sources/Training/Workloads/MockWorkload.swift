#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The tutorial's simulated losses, without a model: what is seen of a schedule is the schedule alone.
struct MockWorkload: Workload {
  static let summary = WorkloadSummary(
    name: "mock", oneLine: "the tutorial's simulated losses, no model", modelText: "", lossName: "simulated",
    hasValidation: true, hasAccuracy: false, batchSize: 32, epoch: .batches(stepsPerEpoch))

  private static let stepsPerEpoch = 1
  var stepsPerEpoch: Int { Self.stepsPerEpoch }
  private var epoch = 0

  init(seed: UInt64, batchSize: Int) {}

  func makeParameters() -> Parameters { Parameters(tensorSizes: []) }

  mutating func beginEpoch(_ epoch: Int) { self.epoch = epoch }

  mutating func trainingLoss(step: Int, _ parameters: inout Parameters) -> Double {
    1 / (0.1 * Double(epoch) + 1)
  }

  mutating func validation(_ parameters: Parameters) -> Validation? {
    Validation(loss: 0.5 + 0.05 * sin(Double(epoch)))
  }
}
