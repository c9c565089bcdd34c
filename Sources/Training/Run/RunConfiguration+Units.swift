extension RunConfiguration {
  /// What the run is made of.
  package var units: TrainingUnits {
    var units =
      WorkloadCatalog.summary(named: workload)?.units(batchSize: batchSize) ?? TrainingUnits(samples: 1)
    units.epochs = epochs
    return units
  }
}
