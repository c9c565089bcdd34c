import Canvas
import LRSchedulers
import Training

/// The lab as a value: what is shown, what runs, what the keys act on.
///
///     var lab = Lab(configurations, size: screen.size)
///     perform(lab.launch())
///     while let message = next() {
///       perform(lab.update(message))
///       screen.present(lab.frame)
///     }
///
/// Nothing here trains, draws on a terminal, or knows the time: runs are started by effects and speak through reports,
/// which makes every session a list of messages that can be replayed.
package struct Lab: Sendable {
  package internal(set) var panes: [Pane]
  /// The index of the focused pane.
  package internal(set) var focus = 0
  package internal(set) var isPaused = false
  package internal(set) var pace: Pace
  package internal(set) var display: DisplaySettings
  package internal(set) var size: Size
  /// What the last key did, or why it could not; gone with the next one.
  package internal(set) var notice: Notice?
  var mode = Mode.normal
  var tweaking = Tweaking.live
  /// The x of the cursor, an epoch or a step counted from 1; nil while it is off.
  var cursor: Int?
  /// What the panel of units was left with; nil while nobody has changed anything there.
  var units: TrainingUnits?
  private var nextID: Int

  /// - Parameter configurations: one for each pane; at least one, or the lab shows a single default pane.
  package init(
    _ configurations: [RunConfiguration], size: Size = Size(width: 80, height: 24),
    pace: Pace = .epochsPerSecond(20),
    display: DisplaySettings = DisplaySettings()
  ) {
    let wanted = configurations.isEmpty ? [RunConfiguration(schedule: Lab.defaultSchedule)] : configurations
    panes = wanted.enumerated().map { Pane(id: PaneID($0), configuration: $1) }
    nextID = wanted.count
    self.size = size
    self.pace = pace
    self.display = display
  }

  /// The effects that start the runs.
  package func launch() -> [LabEffect] {
    [.allRuns(.setPace(pace))] + panes.map { .run($0.id, .start($0.configuration, paused: isPaused)) }
  }

  package var focusedPane: Pane { panes[focus] }

  // Looked at by index, not by element: a copy of a pane retains all its columns.

  /// Whether every run is over.
  package var isDone: Bool { panes.indices.allSatisfy { panes[$0].state.isOver } }

  /// Those of the longest run.
  var epochs: Int { panes.indices.reduce(1) { max($0, panes[$1].configuration.epochs) } }

  mutating func newID() -> PaneID {
    defer { nextID += 1 }
    return PaneID(nextID)
  }

  private static var defaultSchedule: Schedule { Schedule(StepLR(stepSize: 10)) }
}

/// What a tweak does to a run under way.
enum Tweaking: String, Sendable {
  /// Assigns the attribute, as PyTorch code may in mid-run; nothing is trained again.
  case live
  /// Trains again from epoch 1.
  case restart
}

/// A message for the bottom line.
package struct Notice: Sendable, Equatable {
  package var text: String
  /// Whether it says why something could not be done.
  package var isRefusal: Bool
}
