import LRSchedulers
import Training

/// What panes there are, and what is in them.
extension Lab {
  /// Adds a copy of the focused pane behind it.
  mutating func addPane() -> [LabEffect] {
    guard let configuration = focusedTraining?.configuration else { return [] }
    let pane = Pane(id: newID(), source: .training(TrainingPane(configuration)))
    panes.insert(pane, at: focus + 1)
    focus += 1
    say("pane \(focus + 1) added; n, s or i change its scheduler")
    return [.run(pane.id, .start(configuration, paused: isPaused))]
  }

  mutating func closePane() -> [LabEffect] {
    guard panes.count > 1 else {
      refuse("the last pane stays; q quits")
      return []
    }
    let closed = panes.remove(at: focus)
    say("pane \(focus + 1) closed")
    focus = min(focus, panes.count - 1)
    return [.run(closed.id, .cancel)]
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
      pane.selection = 1
      return pane.visited[entry.name]
    }
    let schedule = (visited ?? nil) ?? Schedule(default: entry)
    return tweak { $0.schedule = schedule }
  }

  mutating func changeWorkload(to name: String) -> [LabEffect] {
    guard name != focusedTraining?.configuration.workload else {
      say("the workload is \(name) already")
      return []
    }
    for index in panes.indices { panes[index].updateTraining { $0.configuration.workload = name } }
    let effects = restartAll()
    say("workload \(name): all panes start anew")
    return effects
  }

  mutating func toggleFutures() {
    display.showsFutures.toggle()
    say(display.showsFutures ? futuresInWords : "futures hidden")
  }

  private var futuresInWords: String {
    let others = focusedTraining?.forecast.others ?? []
    if others.isEmpty { return "futures shown as soon as something is changed in mid-run" }
    let words = others.map { track in
      track.lines.isEmpty || track.reason != nil
        ? "no \(track.future.rawValue)" : "\(track.future.rawValue) (\(track.future.rawValue.prefix(1)))"
    }
    return "futures: " + (["in force"] + words).joined(separator: ", ")
  }
}
