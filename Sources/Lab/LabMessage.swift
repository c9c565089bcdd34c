import Canvas
import Following
import Training

/// What can happen to the lab.
package enum LabMessage: Sendable {
  case key(KeyEvent)
  case resize(Size)
  /// The terminal has said whether its background is light.
  case background(isLight: Bool)
  /// What a pane's run did since its last report. Reports of panes that are gone are ignored.
  case run(PaneID, RunReport)
  case session(SessionReport)
  /// What became of the logs that are followed, and what time it is, in seconds since 1970.
  case logs([FollowNews], now: Double)
  /// Time has passed, and nothing else.
  case clock(Double)
  /// How far the judge of the plan over a log has come.
  case judgement(PaneID, PlanJudgement)
  /// What the loss of a pane is going to be.
  case outlook(PaneID, OutlookState)
  /// The epochs of a run that is seen behind that of a pane.
  case ghost(PaneID, RunRecipe, [EpochRecord])
  /// What became of the range test of a pane.
  case range(PaneID, RangeReport)
  /// Something to be said in the bottom line.
  case notice(String)
  /// The time that was asked for by ``SessionCommand/alarm(_:milliseconds:)`` has passed.
  case alarm(Int)
  /// There is time to make planned rates: up to so many steps of schedulers.
  case plan(steps: Int)
}

/// What became of a ``SessionCommand``.
package enum SessionReport: Sendable {
  /// The session was written into this directory or file.
  case written(String)
  case failed(String)
  /// The script that was asked for, and the line at which its scheduler is meant.
  case read(ScriptDocument, line: Int?)
  case unreadable(String)
}
