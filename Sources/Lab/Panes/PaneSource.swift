/// Where what a pane shows comes from.
package enum PaneSource: Sendable {
  /// A run that lrviz trains.
  case training(TrainingPane)
  /// A log that is followed.
  case log(LogPane)

  mutating func updateTraining<Result>(_ change: (inout TrainingPane) -> Result) -> Result? {
    // Taken out and put back, so that what is changed has no second owner, for whom it would be copied.
    switch consume self {
    case .training(var pane):
      defer { self = .training(pane) }
      return change(&pane)
    case .log(let pane):
      self = .log(pane)
      return nil
    }
  }

  mutating func updateLog<Result>(_ change: (inout LogPane) -> Result) -> Result? {
    switch consume self {
    case .training(let pane):
      self = .training(pane)
      return nil
    case .log(var pane):
      defer { self = .log(pane) }
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
  /// It has losses, or may come to have some.
  case loss
  /// Its axes may be those of others.
  case sharedAxes

  /// What a key that needs it says of a log that lacks it.
  var reason: String {
    switch self {
    case .schedule: "a log has no schedule to change (e lays a plan over it)"
    case .run: "a log is of a run elsewhere: nothing here starts, stops or repeats it"
    case .loss: "this log has no loss"
    case .sharedAxes: "logs have axes of their own"
    }
  }

  /// The same of a plan.
  var reasonOfPlan: String {
    self == .loss
      ? "nothing is trained here: there is no loss" : "nothing is trained here: there is no run to control"
  }
}
