import Canvas

/// Tells a second click at the same place, right after a first one, from a click.
struct ClickCounter {
  /// How long a second click may take.
  static let patience = Duration.milliseconds(400)

  private var last: (point: Point, time: ContinuousClock.Instant)?

  mutating func counted(_ key: KeyEvent, at now: ContinuousClock.Instant = .now) -> KeyEvent {
    switch key {
    case .click(let point):
      if let last, last.point == point, last.time.duration(to: now) <= Self.patience {
        self.last = nil
        return .doubleClick(point)
      }
      last = (point, now)
    case .release: break
    default: last = nil
    }
    return key
  }
}
