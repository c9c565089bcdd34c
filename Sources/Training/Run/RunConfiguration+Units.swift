extension RunConfiguration {
  /// What the run is made of.
  package var units: TrainingUnits {
    var units =
      WorkloadCatalog.summary(named: workload)?.units(batchSize: batchSize)
      // Nobody has said what a planned step sees.
      ?? TrainingUnits(samples: stepsPerEpoch, batchSize: 1)
    units.epochs = epochs
    return units
  }
}
