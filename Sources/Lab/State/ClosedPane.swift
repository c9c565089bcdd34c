/// A pane that is not shown; its run is held.
struct ClosedPane: Sendable {
  /// The runs of so many are kept, as each has a model and states of its past; those of others are made again when they
  /// are wanted.
  static let most = 8

  private(set) var pane: Pane
  /// Whether its run was given up.
  private(set) var isCold = false

  init(pane: Pane) { self.pane = pane }

  /// Takes what its run still says.
  mutating func update(_ change: (inout Pane) -> Void) { change(&pane) }

  /// Lets go of what can be made again: there may be thousands.
  mutating func freeze() {
    isCold = true
    pane.updateTraining { $0.forecast = Forecast($0.started, planned: false) }
  }

  /// The pane as it was.
  var thawed: Pane {
    var pane = pane
    if isCold {
      pane.updateTraining { training in
        training.forecast = training.trains ? training.remadeForecast : Forecast(training.configuration)
      }
    }
    return pane
  }
}
