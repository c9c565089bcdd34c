extension Lab {
  /// Whether planned rates are still to be made: to be asked for with ``LabMessage/plan(steps:)`` whenever there is time.
  package var isPlanning: Bool { panes.indices.contains { isPlanning($0) } }

  private func isPlanning(_ index: Int) -> Bool {
    switch panes[index].source {
    case .training(let pane): !pane.forecast.isComplete
    }
  }

  /// Makes planned rates, those of the focused pane first.
  mutating func plan(_ steps: Int) {
    var left = steps
    for index in [focus] + panes.indices where left > 0 {
      left -= panes[index].updateTraining { $0.forecast.make(left) } ?? 0
    }
  }
}
