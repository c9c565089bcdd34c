import Training

extension TrainingPane {
  /// - Parameter seed: counted from 0, which is the pane's own.
  mutating func take(_ report: RunReport, ofSeed seed: Int) {
    if seed == 0 { return take(report) }
    if otherSeeds.indices.contains(seed - 1) { otherSeeds[seed - 1].take(report) }
  }

  /// Takes what the run did since its last report.
  private mutating func take(_ report: RunReport) {
    for record in report.records {
      if !expected.isEmpty { takeExpected(before: record.epoch) }
      history.append(record)
      add(record.changes)
      forecast.follow(record)
      updateNotes(forMetricOf: record)
    }
    for assignment in report.assignments { confirm(assignment) }
    if let last = report.records.last { plateau = last.plateau }
    forecast.settle(after: epoch)
    if microscope != nil { showMicroscope() }
    state = report.state
  }
}
