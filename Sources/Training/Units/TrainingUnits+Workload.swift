extension WorkloadSummary {
  /// What a training with the workload is made of.
  ///
  /// - Parameter batchSize: nil for the workload's own.
  package func units(batchSize: Int? = nil) -> TrainingUnits {
    let batch = batchSize ?? self.batchSize
    switch epoch {
    case .samples(let count): return TrainingUnits(samples: count, batchSize: batch)
    case .batches(let count):
      let (samples, overflows) = count.multipliedReportingOverflow(by: batch)
      return TrainingUnits(samples: overflows ? .max : samples, batchSize: batch)
    }
  }
}

extension RunConfiguration {
  /// What the run is made of.
  package var units: TrainingUnits {
    var units =
      WorkloadCatalog.summary(named: workload)?.units(batchSize: batchSize) ?? TrainingUnits(samples: 1)
    units.epochs = epochs
    return units
  }
}
