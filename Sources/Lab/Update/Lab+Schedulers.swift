import LRSchedulers
import Training

extension Lab {
  mutating func switchScheduler(by steps: Int) -> [LabEffect] {
    let entries = Catalog.entries
    let present = entries.firstIndex { $0.name == focusedPane.schedule.name } ?? 0
    return show(entries[(present + steps + entries.count) % entries.count])
  }

  /// Puts a scheduler into the focused pane as it was last seen there, or with the catalog's values.
  mutating func show(_ entry: CatalogEntry) -> [LabEffect] {
    guard entry.name != focusedPane.schedule.name else {
      say("pane \(focus + 1) shows \(entry.name) already")
      return []
    }
    let (former, pane) = (focusedPane.schedule, focus)
    panes[pane].visited[former.name] = former
    let schedule = panes[pane].visited[entry.name] ?? Schedule(default: entry)
    panes[pane].selection = 1
    return tweak { $0.schedule = schedule }
  }

  mutating func changeWorkload(to name: String) -> [LabEffect] {
    guard name != focusedPane.configuration.workload else {
      say("the workload is \(name) already")
      return []
    }
    for index in panes.indices { panes[index].configuration.workload = name }
    let effects = restartAll()
    say("workload \(name): all panes start anew")
    return effects
  }
}
