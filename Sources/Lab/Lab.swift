import Canvas
import Following
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
  /// What pages were opened over, and return to.
  var modesBehind: [Mode] = []
  var tweaking = Tweaking.live
  /// An x of ``scale``; nil while the cursor is off.
  var cursor: Double?
  /// What the panel of units was left with; nil while nobody has changed anything there.
  var units: TrainingUnits?
  /// Runs of an opened session that are to be seen behind others, and have to be made again.
  var awaitedGhosts: [(pane: PaneID, recipe: RunRecipe)] = []
  /// Panes that are not shown and can be brought back, the last one last.
  var closed: [ClosedPane] = []
  /// What can be taken back.
  var deeds = DeedHistory()
  /// A finished pane that starts over in a moment, as it was changed.
  var pendingRestart: PendingRestart?
  /// The same as it was before the present key.
  var earlierRestart: PendingRestart?
  /// Alarms that were asked for.
  var alarms = 0
  /// Whether the last click was one over the panes, and the cursor before it.
  var wasPaneClicked = false
  var cursorBeforeClick: Double?
  /// Panes that are in a session that was written.
  var savedPanes: Set<PaneID> = []
  /// Whether the last key was a quit that was asked about.
  var wasAskedToQuit = false
  /// Whether it is there for a form and nothing else.
  private(set) var isAsking = false
  /// What is shown of all there is of x; nil for all.
  var zoom: Zoom?
  /// What the mouse is doing with a chart while its button is down.
  var drag: ChartDrag?
  /// What there is to be known of the logs that are followed; nil in a lab that trains.
  var watch: Watch?
  private var nextID: Int

  /// - Parameters:
  ///   - configurations: one for each pane; at least one, or the lab shows a single default pane.
  ///   - origins: where the schedules of the first panes were read from; nil for one that is from nowhere.
  ///   - seeds: with how many each pane is trained.
  ///   - notice: what there is to know before the first key.
  ///   - units: what the panel of units begins with; nil for the numbers of the focused pane's run.
  package init(
    _ configurations: [RunConfiguration], origins: [ScriptOrigin?] = [],
    size: Size = Size(width: 80, height: 24),
    pace: Pace = .epochsPerSecond(10), seeds: Int = 1,
    display: DisplaySettings = DisplaySettings(), notice: String? = nil, units: TrainingUnits? = nil
  ) {
    let wanted = configurations.isEmpty ? [RunConfiguration(schedule: Lab.defaultSchedule)] : configurations
    panes = wanted.enumerated().map { index, configuration in
      let origin = origins.indices.contains(index) ? origins[index] : nil
      return Pane(
        id: PaneID(index), source: .training(TrainingPane(configuration, origin: origin, seeds: seeds)))
    }
    nextID = wanted.count
    self.size = size
    self.pace = pace
    self.display = display
    self.notice = notice.map { Notice(text: $0, isRefusal: true) }
    self.units = units
    if !trains { self.display.charts = .lr }
  }

  /// A lab that only asks what scripts leave open: no run is started, and the answers go to whoever opened it.
  package init(
    asking form: ScriptForm, size: Size = Size(width: 80, height: 24),
    display: DisplaySettings = DisplaySettings()
  ) {
    self.init([], size: size, display: display)
    mode = .form(form, .command)
    isAsking = true
  }

  /// A lab that shows logs: those that come with ``LabMessage/logs(_:now:)``.
  ///
  /// - Parameter last: how much of x is shown, at its end; nil for all.
  package init(
    watching watch: Watch, size: Size = Size(width: 80, height: 24),
    display: DisplaySettings = DisplaySettings(),
    last: Double? = nil, notice: String? = nil
  ) {
    self.init([], size: size, display: display, notice: notice)
    zoom = last.map { Zoom(width: $0) }
    let waiting = FollowedRun(id: Watch.nobody, path: watch.title)
    panes = [Pane(id: PaneID(0), source: .log(LogPane(waiting, now: watch.now)))]
    self.watch = watch
  }

  /// Whether it can be put away and opened again.
  package var isSession: Bool { !isAsking && !isWatching }
  /// Whether it shows logs.
  package var isWatching: Bool { watch != nil }

  /// The log of the focused pane; nil in a pane that trains.
  package var focusedLog: LogPane? { panes[focus].log }

  /// The effects that start the runs.
  package func launch() -> [LabEffect] {
    if isAsking { return [] }
    if let watch { return watch.asked.map { [.logs(.reread($0))] } ?? [] }
    return [.allRuns(.setPace(pace))] + panes.flatMap(starts)
      + awaitedGhosts.map { .session(.makeGhost($0.pane, $0.recipe)) }
  }

  /// What starts a pane's run; nothing for a plan.
  func starts(_ pane: Pane) -> [LabEffect] {
    guard let training = pane.training, training.trains else { return [] }
    if training.goal > 0 { return remakes(pane, training) }
    return (0...training.otherSeeds.count).map { seed in
      .run(pane.id.seed(seed), .start(training.configuration.with(seed: seed), paused: isPaused))
    }
  }

  /// What makes the runs of a session again, up to where they were.
  private func remakes(_ pane: Pane, _ training: TrainingPane) -> [LabEffect] {
    (0...training.otherSeeds.count).map { seed in
      let recipe = RunRecipe(
        training.started.with(seed: seed), changes: Array(training.expected), epoch: training.goal)
      return .run(
        pane.id.seed(seed),
        .resume(recipe, from: nil, isSilent: false, paused: isPaused || training.isWaiting))
    }
  }

  package var focusedPane: Pane { panes[focus] }

  /// The run of the focused pane; nil in a pane that has none.
  package var focusedTraining: TrainingPane? { panes[focus].training }

  // Looked at by index, not by element: a copy of a pane retains all its columns.

  /// Whether every run is over.
  package var isDone: Bool { panes.indices.allSatisfy { panes[$0].isOver } }

  /// Whether any pane has a run; a lab of plans has none.
  package var trains: Bool { panes.indices.contains { panes[$0].training?.trains ?? true } }

  mutating func newID() -> PaneID {
    defer { nextID += 1 }
    return PaneID(nextID)
  }

  private static var defaultSchedule: Schedule { Schedule(StepLR(stepSize: 10)) }
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
