import RunLogs

/// What is to be sent of one run.
final class RelayedSender {
  private let number: Int
  private var points: RunSender
  /// How many other lines there were when they were last told of.
  private var lines: Int?
  private var beginning: Int?

  init(_ number: Int, known: KnownRun?) {
    self.number = number
    points = RunSender(known: known)
  }

  func update(_ run: FollowedRun, _ body: (RelayFrame) -> Void) {
    let hasChanged = points.update(run.run) { piece in
      switch piece {
      case .facts(let bytes): body(frame(.facts, bytes))
      case .series(let bytes): body(frame(.series, bytes))
      case .points(let bytes): body(frame(.points, bytes))
      }
    }
    let hasBegun = beginning.map { $0 != run.beginning } ?? false
    beginning = run.beginning
    tell(run.otherLines, body)
    let state = RelayedState(run, hasRestarted: hasChanged || hasBegun)
    body(frame(.state, state.packed))
    body(frame(.shown, []))
  }

  /// The lines that have come since the last time; the first ones take the place of those that are known.
  private func tell(_ others: OtherLines, _ body: (RelayFrame) -> Void) {
    guard others.total != lines ?? 0 else { return }
    let fresh = min(others.total - (lines ?? 0), others.count)
    var writer = PackWriter()
    writer.put(UInt8(lines == nil ? 1 : 0))
    writer.put((others.count - fresh..<others.count).map { others[$0] }) { $0.put($1) }
    lines = others.total
    body(frame(.lines, writer.bytes))
  }

  private func frame(_ kind: RelayFrame.Kind, _ content: [UInt8]) -> RelayFrame {
    var writer = PackWriter()
    writer.put(number)
    return RelayFrame(kind: kind, content: writer.bytes + content)
  }
}
