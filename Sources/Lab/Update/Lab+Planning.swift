extension Lab {
  /// Whether planned rates are still to be made: to be asked for with ``LabMessage/plan(steps:)`` whenever there is time.
  package var isPlanning: Bool {
    if case .form(let form, _) = mode, !form.preview.isComplete { return true }
    return !isAsking && panes.indices.contains { isPlanning($0) }
  }

  private func isPlanning(_ index: Int) -> Bool {
    switch panes[index].source {
    case .training(let pane): !pane.forecast.isComplete(withFutures: display.showsFutures)
    }
  }

  /// Makes planned rates, those of the focused pane first.
  mutating func plan(_ steps: Int) {
    let withFutures = display.showsFutures
    var left = steps
    if case .form(var form, let purpose) = mode {
      left -= form.preview.make(left)
      mode = .form(form, purpose)
    }
    for index in [focus] + panes.indices where left > 0 {
      left -= panes[index].updateTraining { $0.forecast.make(left, withFutures: withFutures) } ?? 0
    }
  }
}
