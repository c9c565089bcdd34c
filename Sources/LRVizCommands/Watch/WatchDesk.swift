import Following
import Lab

/// What stands between the lab and the logs it shows: news, the clock, alerts, verdicts, the end, and the view that is kept.
final class WatchDesk {
  private let board: LogBoard
  private var alerts: AlertBook
  private let until: WatchEnd?
  private let state: ViewStateFile?
  private var judge = VerdictDesk()
  private var kept: ViewState?
  private var rings = false

  init(_ board: LogBoard, alerts: AlertBook, until: WatchEnd?, state: ViewStateFile?) {
    self.board = board
    self.alerts = alerts
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
    return isDue || judge.isDue(now) || alerts.nextLook != nil ? now : nil
  }

  /// How long until something on the screen is another one, though nothing comes; nil if that is never.
  func untilChange(_ lab: Lab) -> Duration? {
    let next = [lab.nextChange, judge.nextTurn, alerts.nextLook].compactMap(\.self).min()
    return next.map { .milliseconds(Int(min(max(0, $0 - WallClock.now), 86_400) * 1_000) + 1) }
  }

  /// What is to be done about the news that the lab has taken.
  func attend(_ lab: Lab) -> [LabMessage] {
    var messages = judge.messages(lab, WallClock.now)
    let fired = alerts.check(lab)
    rings = rings || !fired.isEmpty
    if let last = fired.last { messages.append(.notice(last.text)) }
    messages += alerts.takeProblems().map(LabMessage.notice)
    return messages
  }

  /// Whether the terminal's bell is to be rung.
  func takeBell() -> Bool {
    defer { rings = false }
    return rings
  }

  /// The status to end with, once what was waited for has come.
  func ending(_ lab: Lab) -> ExitStatus? { until.flatMap { $0.status(lab) } }

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
