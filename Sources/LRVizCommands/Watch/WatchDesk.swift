import Following
import Lab

/// What stands between the lab and the logs it shows: news, the clock, alerts, verdicts, the end, and the view that is kept.
final class WatchDesk {
  private let board: LogBoard
  private var alerts: AlertBook
  private let until: WatchEnd?
  private let state: ViewStateFile?
  private var judge: VerdictDesk
  /// Whether the end waits for the judge, as somebody wants to know of the plan.
  private let endsJudged: Bool
  private var kept: ViewState?
  private var rings = false

  /// - Parameter wake: called on another thread when there is something to be attended to.
  init(
    _ board: LogBoard, alerts: AlertBook, until: WatchEnd?, state: ViewStateFile?,
    wake: @escaping @Sendable () -> Void
  ) {
    self.board = board
    self.alerts = alerts
    judge = VerdictDesk(wake: wake)
    endsJudged = alerts.kinds.contains(.plan)
    self.until = until
    self.state = state
  }

  func start() { board.start() }

  func messages() -> [LabMessage] { board.messages() }

  func perform(_ command: LogCommand) { board.perform(command) }

  /// The time, if something on the screen is another one by now.
  func passed(_ lab: Lab) -> Double? {
    let now = WallClock.now
    let isDue = lab.nextChange.map { $0 <= now } ?? false
    // Programs that were run are looked after with the next frame.
    return isDue || judge.untilTurn() == .zero || alerts.nextLook != nil ? now : nil
  }

  /// How long until something on the screen is another one, though nothing comes; nil if that is never.
  func untilChange(_ lab: Lab) -> Duration? {
    let next = [lab.nextChange, alerts.nextLook].compactMap(\.self).min()
    let time = next.map { Duration.milliseconds(Int(min(max(0, $0 - WallClock.now), 86_400) * 1_000) + 1) }
    return [time, judge.untilTurn()].compactMap(\.self).min()
  }

  /// What the judge has to say about the news that the lab has taken; comes before ``attend(_:)``.
  func judgements(_ lab: Lab) -> [LabMessage] { judge.messages(lab) }

  /// What else is to be done about them.
  func attend(_ lab: Lab) -> [LabMessage] {
    let fired = alerts.check(lab)
    rings = rings || !fired.isEmpty
    let notices = fired.suffix(1).map(\.text) + alerts.takeProblems()
    return notices.map(LabMessage.notice)
  }

  /// Whether the terminal's bell is to be rung.
  func takeBell() -> Bool {
    defer { rings = false }
    return rings
  }

  /// The status to end with, once what was waited for has come.
  func ending(_ lab: Lab) -> ExitStatus? {
    guard let status = until.flatMap({ $0.status(lab) }), !(endsJudged && judge.isBusy(lab)) else {
      return nil
    }
    return status
  }

  /// Keeps the view, if it has changed.
  func keep(_ lab: Lab) {
    guard let state else { return }
    let view = lab.viewState
    if kept == nil { kept = view }
    guard view != kept else { return }
    kept = view
    state.write(view)
  }
}

extension WatchDesk? {
  /// How long to sleep: until a frame is due, or something else.
  func untilNews(_ frame: Duration?, _ lab: Lab) -> Duration? {
    let change = self.flatMap { $0.untilChange(lab) }
    return [frame, change].compactMap(\.self).min()
  }
}

extension WatchEnd {
  /// 0 when all runs are over and none has diverged or failed, 1 when one has, 65 where none is a log; nil while it is
  /// waited.
  func status(_ lab: Lab) -> ExitStatus? {
    let states = lab.logStates
    let isBad = states.contains { state in
      switch state {
      case .diverged, .failed: true
      default: false
      }
    }
    if self == .diverged, isBad { return .departure }
    guard lab.hasLogs, states.allSatisfy(\.isOver) else { return nil }
    let isNone = states.allSatisfy { if case .noLog = $0 { true } else { false } }
    return isNone ? .unreadableData : isBad ? .departure : .done
  }
}
