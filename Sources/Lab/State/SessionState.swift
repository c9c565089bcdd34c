import Canvas
import LRSchedulers
import Training

/// A lab that can be put away and opened again: what runs in its panes, how far, and how they are looked at.
///
/// Runs are kept as recipes and not as numbers: equal recipes give equal runs, bit for bit.
package struct SessionState: Sendable, Equatable {
  package struct Pane: Sendable, Equatable {
    /// The run: what it started with, what was changed, how far it is.
    package var recipe: RunRecipe
    /// What its next start uses, where that is something else.
    package var next: RunConfiguration?
    /// With how many seeds it is trained.
    package var seeds: Int
    /// The last epoch that it has in common with the run it is a fork of; nil for a run of its own.
    package var forkedAfter: Int?
    /// Whether it waits there for a change.
    package var isWaiting: Bool
    /// The path of the selected parameter.
    package var selected: String?
    /// The run that is seen behind it; nil for none.
    package var ghost: RunRecipe?
    /// The script that the schedule is from; nil for none.
    package var origin: ScriptOrigin?
    /// Whether its forecast is shown.
    package var isForetold = false

    package init(
      recipe: RunRecipe, next: RunConfiguration? = nil, seeds: Int = 1, forkedAfter: Int? = nil,
      isWaiting: Bool = false, selected: String? = nil
    ) {
      self.recipe = recipe
      self.next = next
      self.seeds = seeds
      self.forkedAfter = forkedAfter
      self.isWaiting = isWaiting
      self.selected = selected
    }
  }

  package var panes: [Pane]
  /// The index of the focused pane.
  package var focus: Int
  package var isPaused: Bool
  package var pace: Pace
  /// Whether changes are made to running schedulers, else the pane restarts.
  package var isLive: Bool
  /// How it is looked at, by words.
  package var view: [String: String]

  package init(
    panes: [Pane], focus: Int = 0, isPaused: Bool = false, pace: Pace = .epochsPerSecond(10),
    isLive: Bool = true, view: [String: String] = [:]
  ) {
    self.panes = panes
    self.focus = focus
    self.isPaused = isPaused
    self.pace = pace
    self.isLive = isLive
    self.view = view
  }
}

extension Lab {
  /// The session as it is now; of panes that train or plan.
  package var sessionState: SessionState {
    let shown = panes.compactMap { pane in
      pane.training.map { training in
        var state = training.sessionState
        state.isForetold = pane.outlook != nil
        // One that is still being made is kept as well.
        state.ghost = state.ghost ?? awaitedGhosts.first { $0.pane == pane.id }?.recipe
        return state
      }
    }
    var view = viewState.settings
    view["axes"] = display.sharesAxes ? "shared" : "own"
    view["start"] = display.clipsStart ? "cut" : "shown"
    view["ghosts"] = display.showsGhosts ? "shown" : "hidden"
    view["futures"] = display.showsFutures ? "shown" : "hidden"
    view["cursor"] = cursor.map { "\($0)" }
    return SessionState(
      panes: shown, focus: focus, isPaused: isPaused, pace: pace,
      isLive: tweaking == .live,
      view: view)
  }

  /// A lab that was put away. Its runs are made again as fast as that goes, up to where they were, and then go on.
  package init(
    _ state: SessionState, size: Size = Size(width: 80, height: 24),
    display: DisplaySettings = DisplaySettings(), notice: String? = nil
  ) {
    self.init(
      state.panes.map(\.recipe.configuration), size: size, pace: state.pace, display: display, notice: notice)
    for (index, pane) in state.panes.enumerated() {
      panes[index] = .init(id: panes[index].id, source: .training(TrainingPane(pane)))
      if pane.isForetold { panes[index].outlook = .waiting }
      if let ghost = pane.ghost { awaitedGhosts.append((panes[index].id, ghost)) }
    }
    focus = min(max(0, state.focus), panes.count - 1)
    isPaused = state.isPaused
    tweaking = state.isLive ? .live : .restart
    savedPanes = Set(panes.map(\.id))
    look(as: state.view)
  }

  private mutating func look(as view: [String: String]) {
    var state = ViewState()
    state.settings = view
    restore(state, keepsPlans: false)
    display.sharesAxes = view["axes"] != "own"
    display.clipsStart = view["start"] != "shown"
    display.showsGhosts = view["ghosts"] != "hidden"
    display.showsFutures = view["futures"] == "shown"
    if display.showsMicroscope {
      for index in panes.indices { panes[index].updateTraining { $0.showMicroscope() } }
    }
    cursor = view["cursor"].flatMap(Double.init).flatMap { $0.isFinite ? scale.clamped($0) : nil }
  }
}

extension TrainingPane {
  fileprivate var sessionState: SessionState.Pane {
    let inForce = isRemade ? wholeRecipe.finalConfiguration : startedWithChanges
    var state = SessionState.Pane(
      recipe: wholeRecipe, next: configuration == inForce ? nil : configuration,
      seeds: 1 + otherSeeds.count, forkedAfter: fork?.epoch, isWaiting: isWaiting,
      selected: selectedSlot.name)
    (state.ghost, state.origin) = (ghost?.recipe, origin)
    return state
  }

  /// Whether the run of an opened session is still on its way to where it was.
  private var isRemade: Bool { goal > epoch }

  /// The run as it is, or as it was and will soon be again.
  private var wholeRecipe: RunRecipe {
    guard isRemade else { return recipe(after: epoch) }
    return RunRecipe(started, changes: changes(upTo: epoch) + expected, epoch: goal)
  }

  /// One that is made again: its run will report how it came to where it was.
  init(_ state: SessionState.Pane) {
    self.init(state.recipe.configuration, seeds: state.seeds)
    expected = state.recipe.changes[...]
    goal = state.recipe.epoch
    take(state.next ?? state.recipe.finalConfiguration)
    origin = state.origin
    if let name = state.selected { select(name) }
    fork = state.forkedAfter.map(ForkOrigin.init)
    isWaiting = state.isWaiting
  }

  /// A function, as observers hear nothing of what initializers do.
  private mutating func take(_ present: RunConfiguration) { configuration = present }

  /// Takes what was changed before an epoch of a run that is made again.
  mutating func takeExpected(before epoch: Int) {
    while let change = expected.first, change.epoch <= epoch {
      expected = expected.dropFirst()
      if case .schedule(let schedule) = change.kind { noteKnown(schedule, from: change.epoch) }
      forecast.take(change.kind)
    }
  }
}
