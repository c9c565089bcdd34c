import Canvas
import Training

extension Lab {
  /// The one way in which the lab changes.
  /// - Returns: what is to be done about it, in order.
  package mutating func update(_ message: LabMessage) -> [LabEffect] {
    switch message {
    case .key(let key): return press(key)
    case .resize(let size): self.size = size
    case .background(let isLight): display.themes.meet(isLight ? .light : .dark)
    case .plan(let steps): plan(steps)
    case .run(let id, let report): take(report, for: id)
    case .logs(let news, let now): take(news, now: now)
    case .clock(let now): pass(to: now)
    case .judgement(let id, let judgement): take(judgement, for: id)
    case .range(let id, let report): take(report, for: id)
    case .ghost(let id, let recipe, let records): take(Ghost(recipe, records), for: id)
    case .outlook(let id, let outlook): take(outlook, for: id)
    case .alarm(let number): return restartNow(number)
    case .notice(let text): refuse(text)
    case .session(.written(let place)):
      say("session written to \(place)" + (isWatching ? "" : ", which lrviz lab opens again"))
    case .session(.failed(let reason)):
      savedPanes = []
      refuse("session not written: \(reason)")
    case .session(.read(let document, let line)): return accept(document, line: line)
    case .session(.unreadable(let reason)): refuse(reason)
    }
    return []
  }

  mutating func say(_ text: String) {
    notice = Notice(text: text, isRefusal: false)
  }

  mutating func refuse(_ text: String) {
    notice = Notice(text: text, isRefusal: true)
  }

  private mutating func take(_ report: RunReport, for id: PaneID) {
    guard let index = panes.firstIndex(where: { $0.id == id.pane }) else {
      // What a run did before it heard that its pane was closed.
      if let index = closed.firstIndex(where: { $0.pane.id == id.pane }) {
        closed[index].update { $0.updateTraining { $0.take(report, ofSeed: id.seed) } }
      }
      return
    }
    panes[index].updateTraining { $0.take(report, ofSeed: id.seed) }
    if let refusal = report.refusals.last { refuse("pane \(index + 1): \(refusal)") }
  }

  /// A restart in the meantime has left another ghost.
  private mutating func take(_ ghost: Ghost, for id: PaneID) {
    awaitedGhosts.removeAll { $0.pane == id }
    guard let index = panes.firstIndex(where: { $0.id == id }) else { return }
    panes[index].updateTraining { if $0.ghost == nil { $0.ghost = ghost } }
  }
}
