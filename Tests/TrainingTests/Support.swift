import LRSchedulers

@testable import Training

/// The whole of a run.
func records(of configuration: RunConfiguration) throws -> [EpochRecord] {
  var run = try TrainingRun(configuration)
  var records: [EpochRecord] = []
  while let record = try run.trainEpoch() { records.append(record) }
  return records
}

func configuration(
  _ spec: String = "StepLR(step_size=10, gamma=0.1)", workload: String = "digits", lr: Double = 0.1,
  optimizer: String = "SGD()", epochs: Int = 100, seed: UInt64 = 0
) throws -> RunConfiguration {
  RunConfiguration(
    schedule: try Schedule(parsing: spec), lrs: [lr],
    optimizer: try OptimizerConfiguration(parsing: optimizer),
    workload: workload, epochs: epochs, seed: seed)
}
