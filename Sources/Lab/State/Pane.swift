import Charts
import LRSchedulers
import Training

/// Names a pane for the whole session; its number on the screen may change when others are closed.
package struct PaneID: Hashable, Sendable {
  package let rawValue: Int

  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// One pane: what is to be run, and what the run has said so far.
package struct Pane: Sendable {
  package let id: PaneID
  /// What the next start uses. In mid-run the schedule is also the one in force, once it was assigned.
  package internal(set) var configuration: RunConfiguration {
    didSet {
      texts = ConfigurationText(configuration)
      refreshNotes()
    }
  }
  private(set) var texts: ConfigurationText
  package internal(set) var state = RunState.running
  package internal(set) var history = History()
  /// What happened to the rate and the schedule, in order.
  package internal(set) var events: [PaneEvent] = []
  package internal(set) var plateau: PlateauStatus?
  /// Optimizer steps a second, as the engine measures them.
  package internal(set) var stepsPerSecond = 0.0
  var forecast: Forecast
  /// Kept, as making them takes building the schedule.
  var scheduleNotes: [ScheduleNote] = []
  var changeNotes = ChangeNotes()
  /// Whether the run has seen a metric below 0.
  var hasNegativeMetrics = false
  var selection: Int
  var tweaks = TweakHistory()
  /// The last form of every scheduler shown here, so that `n` and then `p` lose nothing.
  var visited: [String: Schedule] = [:]

  init(id: PaneID, configuration: RunConfiguration) {
    self.id = id
    self.configuration = configuration
    texts = ConfigurationText(configuration)
    forecast = Forecast(configuration)
    selection = 1
    refreshNotes()
  }

  package var schedule: Schedule { configuration.schedule }

  /// Epochs trained so far.
  package var epoch: Int { history.trainLoss.count }

  /// Forgets the run, to start anew from `configuration`.
  mutating func reset() {
    history = History()
    events = []
    plateau = nil
    state = .running
    forecast = Forecast(configuration)
    hasNegativeMetrics = false
    changeNotes = ChangeNotes()
    refreshNotes()
  }
}
