import Training

extension TrainingPane {
  /// Takes what the run did since its last report.
  mutating func take(_ report: RunReport) {
    for record in report.records {
      history.append(record)
      events.append(contentsOf: record.changes.map(PaneEvent.change))
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
