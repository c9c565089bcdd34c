import Engine
import Lab

/// Has the forecasts made that are open in the lab: on another thread, each at most once a second, and only when what it
/// depends on is another one.
struct OutlookDesk {
  private static let pause = Duration.seconds(1)

  private struct Made {
    var key: Int
    var time: ContinuousClock.Instant
    /// Whether it is still under way.
    var isOpen: Bool
  }

  private let work: BackgroundWork<LabMessage>
  private var made: [PaneID: Made] = [:]
  /// When to look again though nothing comes; nil if that is never.
  private(set) var nextTurn: ContinuousClock.Instant?

  init(_ work: BackgroundWork<LabMessage>) { self.work = work }

  /// A forecast has come back.
  mutating func note(_ message: LabMessage) {
    if case .outlook(let id, _) = message { made[id]?.isOpen = false }
  }

  /// Begins what is due.
  ///
  /// - Returns: what can be said at once.
  mutating func attend(_ lab: Lab, now: ContinuousClock.Instant = .now) -> [LabMessage] {
    nextTurn = nil
    let shown = lab.outlooks
    made = made.filter { shown.contains($0.key) }
    return shown.compactMap { attend($0, lab, now) }
  }

  private mutating func attend(_ id: PaneID, _ lab: Lab, _ now: ContinuousClock.Instant) -> LabMessage? {
    let key = lab.outlookKey(of: id)
    if let last = made[id] {
      guard last.key != key, !last.isOpen else { return nil }
      let turn = last.time + Self.pause
      guard turn <= now else {
        nextTurn = nextTurn.map { min($0, turn) } ?? turn
        return nil
      }
    }
    switch lab.outlookRequest(of: id) {
    case .notYet: return nil
    case .refused(let reason):
      made[id] = Made(key: key, time: now, isOpen: false)
      return .outlook(id, .refused(reason))
    case .subject(let subject):
      made[id] = Made(key: key, time: now, isOpen: true)
      work.begin { .outlook(id, OutlookMaker.outlook(of: subject)) }
      return nil
    }
  }

  /// How long until it has to look again; nil if that is never.
  func untilTurn(now: ContinuousClock.Instant = .now) -> Duration? {
    nextTurn.map { max(.zero, now.duration(to: $0)) }
  }
}
