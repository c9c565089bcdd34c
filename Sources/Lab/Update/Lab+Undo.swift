/// Taking back, whatever it was and wherever.
extension Lab {
  mutating func undo() -> [LabEffect] {
    guard let deed = deeds.undo() else {
      refuse("nothing to undo")
      return []
    }
    switch deed {
    case .tweak(let id, let tweak): return set(id, tweak.before, from: tweak.after)
    case .arrangement(let before, let after, let words):
      let effects = arrange(before, instead: after)
      say("undone: \(words)")
      return effects
    }
  }

  mutating func redo() -> [LabEffect] {
    guard let deed = deeds.redo() else {
      refuse("nothing to redo")
      return []
    }
    switch deed {
    case .tweak(let id, let tweak): return set(id, tweak.after, from: tweak.before)
    case .arrangement(let before, let after, let words):
      let effects = arrange(after, instead: before)
      say("done again: \(words)")
      return effects
    }
  }

  private mutating func set(_ id: PaneID, _ wanted: Tweak.Setting, from present: Tweak.Setting) -> [LabEffect]
  {
    guard let index = panes.firstIndex(where: { $0.id == id }) else { return [] }
    focus = index
    return reapply(wanted, from: present)
  }

  // MARK: Arrangements

  var arrangement: Arrangement { Arrangement(panes: panes.map(\.id), focus: panes[focus].id) }

  /// Changes which panes there are so that it can be taken back. Runs of panes that are gone are held.
  ///
  /// - Parameter words: what was done, as in `pane 2 closed`.
  mutating func rearrange(_ words: String, _ change: (inout Lab) -> [LabEffect]) -> [LabEffect] {
    let (before, old) = (arrangement, panes)
    let effects = change(&self)
    let after = arrangement
    guard after.panes != before.panes else { return effects }
    deeds.add(.arrangement(before: before, after: after, words: words))
    let present = Set(after.panes)
    let gone = old.filter { !present.contains($0.id) }
    closed += gone.map { ClosedPane(pane: $0) }
    return gone.flatMap { hold($0) } + effects + forgetClosed()
  }

  /// Puts the panes of an arrangement where those of another are. Panes that neither knows stay, behind the others.
  mutating func arrange(_ wanted: Arrangement, instead present: Arrangement) -> [LabEffect] {
    var effects: [LabEffect] = []
    let known = Set(present.panes + wanted.panes)
    let others = panes.filter { !known.contains($0.id) }
    var pool = Dictionary(uniqueKeysWithValues: panes.map { ($0.id, $0) })
    for id in wanted.panes where pool[id] == nil {
      guard let index = closed.firstIndex(where: { $0.pane.id == id }) else { continue }
      let closed = closed.remove(at: index)
      pool[id] = closed.thawed
      effects += release(closed)
    }
    let shown = wanted.panes.compactMap { pool.removeValue(forKey: $0) }
    guard !shown.isEmpty else { return [] }
    let gone = present.panes.compactMap { pool.removeValue(forKey: $0) }
    closed += gone.map { ClosedPane(pane: $0) }
    panes = shown + others
    focus = panes.firstIndex { $0.id == wanted.focus } ?? min(focus, panes.count - 1)
    return gone.flatMap { hold($0) } + effects + forgetClosed()
  }

  /// Takes back the last closing of a pane; nil where there was none.
  mutating func reopenPane() -> [LabEffect]? {
    guard case .arrangement(let before, let after, let words)? = deeds.undoArrangement() else { return nil }
    let effects = arrange(before, instead: after)
    say("undone: \(words)")
    return effects
  }

  private func hold(_ pane: Pane) -> [LabEffect] {
    pane.training?.trains == false ? [] : tell(pane, .hold)
  }

  /// Lets a run go on; one that was given up meanwhile is made again, up to where it was.
  private func release(_ closed: ClosedPane) -> [LabEffect] {
    guard let training = closed.pane.training else { return tell(closed.pane, .release(paused: isPaused)) }
    guard training.trains else { return [] }
    let isPaused = isPaused || training.isWaiting
    guard closed.isCold else { return tell(closed.pane, .release(paused: isPaused)) }
    return training.state.isOver ? [] : remake(closed.pane, from: nil, paused: isPaused)
  }

  /// Gives up runs of panes that were closed long ago, and forgets panes that nothing brings back.
  private mutating func forgetClosed() -> [LabEffect] {
    let reachable = deeds.panes
    var effects: [LabEffect] = []
    for one in closed where !reachable.contains(one.pane.id) && !one.isCold {
      effects += tell(one.pane, .cancel)
    }
    closed.removeAll { !reachable.contains($0.pane.id) }
    for index in closed.indices.dropLast(ClosedPane.most) where !closed[index].isCold {
      closed[index].freeze()
      effects += tell(closed[index].pane, .cancel)
    }
    return effects
  }

  /// Starts the runs of a pane where they stand.
  func remake(_ pane: Pane, from source: PaneID?, paused: Bool) -> [LabEffect] {
    guard let training = pane.training else { return [] }
    return (0...training.otherSeeds.count).map { seed in
      var recipe = training.recipe(after: training.epoch)
      recipe.configuration = recipe.configuration.with(seed: seed)
      return .run(
        pane.id.seed(seed), .resume(recipe, from: source?.seed(seed), isSilent: true, paused: paused))
    }
  }
}
