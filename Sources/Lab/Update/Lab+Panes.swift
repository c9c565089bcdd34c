extension Lab {
  /// Adds a copy of the focused pane behind it.
  mutating func addPane() -> [LabEffect] {
    let pane = Pane(id: newID(), configuration: focusedPane.configuration)
    panes.insert(pane, at: focus + 1)
    focus += 1
    say("pane \(focus + 1) added; n, s or i change its scheduler")
    return [.run(pane.id, .start(pane.configuration, paused: isPaused))]
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
}
