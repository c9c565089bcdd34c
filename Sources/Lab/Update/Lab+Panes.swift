import LRSchedulers
import Training

/// What panes there are, and what is in them.
extension Lab {
  /// Adds a copy of the focused pane behind it.
  mutating func addPane() -> [LabEffect] {
    guard let configuration = focusedTraining?.configuration else { return [] }
    let effects = insert(TrainingPane(configuration, origin: focusedTraining?.origin))
    say("pane \(focus + 1) added; n, s or i change its scheduler")
    return effects
  }

  /// Puts a pane behind the focused one, gives it the focus, and starts its run.
  mutating func insert(_ training: TrainingPane) -> [LabEffect] {
    let pane = Pane(id: newID(), source: .training(training))
    panes.insert(pane, at: focus + 1)
    focus += 1
    return starts(pane)
  }

  mutating func closePane() -> [LabEffect] {
    guard panes.count > 1 else {
      refuse("cannot close the only pane (q quits)")
      return []
    }
    let pane = panes.remove(at: focus)
    closed.append(ClosedPane(pane: pane, index: focus))
    isClosingLatest = true
    say("pane \(focus + 1) closed; u brings it back")
    focus = min(focus, panes.count - 1)
    let forgotten = closed.prefix(max(0, closed.count - ClosedPane.most)).map {
      LabEffect.run($0.pane.id, .cancel)
    }
    closed.removeFirst(forgotten.count)
    return [.run(pane.id, .hold)] + forgotten
  }

  /// Brings the pane that was closed last back to where it was; its run goes on.
  mutating func reopenPane() -> [LabEffect]? {
    guard let last = closed.popLast() else { return nil }
    focus = min(last.index, panes.count)
    panes.insert(last.pane, at: focus)
    say("pane \(focus + 1) is back")
    return [.run(last.pane.id, .release(paused: isPaused))]
  }

  mutating func switchScheduler(by steps: Int) -> [LabEffect] {
    let entries = Catalog.entries
    let present = entries.firstIndex { $0.name == focusedTraining?.schedule.name } ?? 0
    return show(entries[(present + steps + entries.count) % entries.count])
  }

  /// Puts a scheduler into the focused pane as it was last seen there, or with the catalog's values.
  mutating func show(_ entry: CatalogEntry) -> [LabEffect] {
    guard entry.name != focusedTraining?.schedule.name else {
      say("pane \(focus + 1) shows \(entry.name) already")
      return []
    }
    let visited = panes[focus].updateTraining { pane in
      pane.visited[pane.schedule.name] = pane.schedule
      return pane.visited[entry.name]
    }
    let schedule = (visited ?? nil) ?? Schedule(default: entry)
    let effects = tweak { $0.schedule = schedule }
    panes[focus].updateTraining { $0.selection = $0.firstSelection }
    return effects
  }

  mutating func changeWorkload(to name: String) -> [LabEffect] {
    guard name != focusedTraining?.configuration.workload else {
      say("the workload is \(name) already")
      return []
    }
    for index in panes.indices { panes[index].updateTraining { $0.configuration.workload = name } }
    let effects = restartAll()
    say("workload \(name): all panes restarted")
    return effects
  }

  mutating func toggleFutures() {
    display.showsFutures.toggle()
    say(display.showsFutures ? futuresInWords : "futures hidden")
  }

  private var futuresInWords: String {
    let others = focusedTraining?.forecast.others ?? []
    if others.isEmpty { return "futures on: change a parameter during training to see them" }
    let words = others.map { track in
      track.lines.isEmpty || track.reason != nil
        ? "no \(track.future.rawValue)" : "\(track.future.rawValue) (\(track.future.rawValue.prefix(1)))"
    }
    return "futures: " + (["in force"] + words).joined(separator: ", ")
  }
}
