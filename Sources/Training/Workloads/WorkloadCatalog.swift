/// Every workload there is, in the order a user is offered them; the first is the default.
package enum WorkloadCatalog {
  private static let types: [any Workload.Type] = [
    DigitsWorkload.self, RegressionWorkload.self, LinearWorkload.self, MockWorkload.self, SpiralWorkload.self,
    QuadraticWorkload.self,
  ]

  package static let all: [WorkloadSummary] = types.map { $0.summary }

  package static func summary(named name: String) -> WorkloadSummary? {
    all.first { $0.name == name }
  }

  /// - Parameter batchSize: nil for the workload's own.
  package static func make(
    _ name: String, seed: UInt64, batchSize: Int?
  ) throws(TrainingError) -> any Workload {
    guard let type = types.first(where: { $0.summary.name == name }) else {
      let known = all.map(\.name).joined(separator: ", ")
      throw TrainingError("unknown workload '\(name)'; expected one of \(known)")
    }
    return try type.init(seed: seed, batchSize: batchSize ?? type.summary.batchSize)
  }
}
