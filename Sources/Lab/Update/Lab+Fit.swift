import LRSchedulers

extension Lab {
  /// Makes the focused pane's schedule as long as its run.
  mutating func fitSchedule() -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    guard let (parameter, start) = pane.schedule.length else {
      refuse("\(pane.schedule.name) has no parameter that says how long it runs")
      return []
    }
    let total = pane.forecast.left(from: 1)
    guard total > start else {
      refuse("\(parameter.name) counts from \(pane.countName) \(start + 1) on, after the last of \(total)")
      return []
    }
    return set(parameter, to: .int(total - start))
  }
}

extension TrainingPane {
  /// What the scheduler counts.
  fileprivate var countName: String { configuration.interval.rawValue }
}
