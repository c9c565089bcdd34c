extension Lab {
  mutating func changeCursor(_ action: KeyAction) {
    let scale = scale
    guard let x = cursor else {
      let place = scale.clamped(focusedPane.clock.x(of: focusedPane.latest, on: scale) ?? scale.start)
      cursor = place
      return say("cursor at \(scale.unit.name) \(scale.text(of: place)); arrows move it, Esc ends it")
    }
    switch action {
    case .toggleCursor:
      cursor = nil
      say("cursor off")
    case .moveCursor(.count(let counts)): moveCursor(to: place(counts, from: x, scale), on: scale)
    case .moveCursor(.page(let pages)):
      let target = isWatching ? place(10 * pages, from: x, scale) : x + Double(pages) * cursorPage(scale)
      moveCursor(to: target, on: scale)
    case .cursorToStart: moveCursor(to: scale.start, on: scale)
    case .cursorToEnd: moveCursor(to: scale.end, on: scale)
    default: break
    }
  }

  /// So many counts further; of a log, so many of its points.
  private func place(_ counts: Int, from x: Double, _ scale: TimeScale) -> Double {
    focusedLog?.neighbor(of: x, by: counts, on: scale) ?? x + Double(counts)
  }

  /// An epoch where steps are counted, else ten counts.
  private func cursorPage(_ scale: TimeScale) -> Double {
    scale.unit == .step ? focusedPane.clock.stepsPerEpoch ?? 10 : 10
  }

  private mutating func moveCursor(to x: Double, on scale: TimeScale) {
    let wanted = scale.clamped(x)
    if wanted == cursor {
      refuse(
        "\(scale.unit.name) \(scale.text(of: wanted)) is the \(wanted == scale.start ? "first" : "last")")
    }
    cursor = wanted
  }

  /// Keeps the cursor at its time when a key has changed what the x counts: at the start of the epoch it was in.
  mutating func keepCursor(from before: (scale: TimeScale, clock: Clock, pane: PaneID)) {
    guard let x = cursor else { return }
    let scale = scale
    if isWatching { return cursor = scale.clamped(x) }
    let clock = panes.first { $0.id == before.pane }?.clock ?? focusedPane.clock
    let counts = { (clock: Clock, scale: TimeScale) in clock.placement(of: .epochStart, on: scale) }
    guard counts(before.clock, before.scale) != counts(clock, scale),
      let epoch = before.clock.epoch(at: x, on: before.scale),
      let start = clock.x(of: .epochStart(epoch), on: scale)
    else { return cursor = scale.clamped(x) }
    cursor = scale.clamped(start)
  }
}
