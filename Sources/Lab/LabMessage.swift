import Canvas
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
  /// There is time to make planned rates: up to so many steps of schedulers.
  case plan(steps: Int)
}

/// What became of a ``SessionCommand``.
package enum SessionReport: Sendable {
  /// The session was written into this directory or file.
  case written(String)
  case failed(String)
}
