/// Where what a pane shows comes from.
package enum PaneSource: Sendable {
  /// A run that lrviz trains.
  case training(TrainingPane)

  mutating func updateTraining<Result>(_ change: (inout TrainingPane) -> Result) -> Result? {
    // Taken out and put back, so that what is changed has no second owner, for whom it would be copied.
    switch consume self {
    case .training(var pane):
      defer { self = .training(pane) }
      return change(&pane)
    }
  }
}

/// What only some panes can do. The key table says which keys need it; where the focused pane cannot, they say so.
enum PaneAbility: String, Sendable, CaseIterable {
  /// It has a schedule that can be changed.
  case schedule
  /// Its run can be restarted, slowed down and held.
  case run

  /// What a key that needs it says where it is missing.
  var reason: String {
    switch self {
    case .schedule: "this pane has no schedule to change"
    case .run: "nothing is trained here: there is no run to control"
    }
  }
}
