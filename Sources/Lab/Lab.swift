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
  /// The page that help was asked for on, and returns to.
  var pageBehindHelp: Pager?
  var tweaking = Tweaking.live
  /// An x of ``scale``; nil while the cursor is off.
  var cursor: Double?
  /// What the panel of units was left with; nil while nobody has changed anything there.
  var units: TrainingUnits?
  /// Panes that were closed and can be brought back, the last one last.
  var closed: [ClosedPane] = []
  /// Whether nothing has been changed since.
  var isClosingLatest = false
  private var nextID: Int

  /// - Parameters:
  ///   - configurations: one for each pane; at least one, or the lab shows a single default pane.
  ///   - notice: what there is to know before the first key.
  package init(
    _ configurations: [RunConfiguration], size: Size = Size(width: 80, height: 24),
    pace: Pace = .epochsPerSecond(20),
    display: DisplaySettings = DisplaySettings(), notice: String? = nil
  ) {
    let wanted = configurations.isEmpty ? [RunConfiguration(schedule: Lab.defaultSchedule)] : configurations
    panes = wanted.enumerated().map { Pane(id: PaneID($0), source: .training(TrainingPane($1))) }
    nextID = wanted.count
    self.size = size
    self.pace = pace
    self.display = display
    self.notice = notice.map { Notice(text: $0, isRefusal: true) }
  }

  /// The effects that start the runs.
  package func launch() -> [LabEffect] {
    let starts = panes.compactMap { pane in
      pane.training.map { LabEffect.run(pane.id, .start($0.configuration, paused: isPaused)) }
    }
    return [.allRuns(.setPace(pace))] + starts
  }

  package var focusedPane: Pane { panes[focus] }

  /// The run of the focused pane; nil in a pane that has none.
  package var focusedTraining: TrainingPane? { panes[focus].training }

  // Looked at by index, not by element: a copy of a pane retains all its columns.

  /// Whether every run is over.
  package var isDone: Bool { panes.indices.allSatisfy { panes[$0].isOver } }

  mutating func newID() -> PaneID {
    defer { nextID += 1 }
    return PaneID(nextID)
  }

  private static var defaultSchedule: Schedule { Schedule(StepLR(stepSize: 10)) }
}

/// A pane that is no longer shown; its run is held.
struct ClosedPane: Sendable {
  /// So many can be brought back: each keeps a run's history and model.
  static let most = 8

  var pane: Pane
  /// Where it was.
  let index: Int
}

/// What a tweak does to a run under way.
enum Tweaking: String, Sendable {
  /// Assigns the attribute to the running scheduler, as PyTorch code may; nothing is trained again.
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
