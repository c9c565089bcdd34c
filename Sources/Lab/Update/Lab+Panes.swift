import LRSchedulers
import Training

/// What panes there are, and what is in them.
extension Lab {
  /// Adds a copy of the focused pane behind it.
  mutating func addPane() -> [LabEffect] {
    guard let configuration = focusedTraining?.configuration else { return [] }
    let seeds = 1 + (focusedTraining?.otherSeeds.count ?? 0)
    let effects = insert(TrainingPane(configuration, origin: focusedTraining?.origin, seeds: seeds))
    say("pane \(focus + 1) added; n, s or i change its scheduler")
    return effects
  }

  /// Puts a pane behind the focused one, gives it the focus, and starts its run.
  mutating func insert(_ training: TrainingPane) -> [LabEffect] {
    rearrange("pane \(focus + 2) added") { lab in
      let pane = Pane(id: lab.newID(), source: .training(training))
      lab.panes.insert(pane, at: lab.focus + 1)
      lab.focus += 1
      return lab.starts(pane)
    }
  }

  mutating func closePane() -> [LabEffect] {
    guard panes.count > 1 else {
      refuse("cannot close the only pane (q quits)")
      return []
    }
    let words = "pane \(focus + 1) closed"
    say("\(words); u brings it back")
    return rearrange(words) { lab in
      lab.panes.remove(at: lab.focus)
      lab.focus = min(lab.focus, lab.panes.count - 1)
      return []
    }
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
    let words = "workload \(name): all panes restarted"
    let originals = panes.enumerated().reduce(into: [:]) { $0[$1.offset] = $1.element.training }
    for index in panes.indices { panes[index].updateTraining { $0.configuration.workload = name } }
    let effects = restart(Array(panes.indices), words, bringingBack: originals)
    say(words)
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
