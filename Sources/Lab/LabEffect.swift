import LRSchedulers
import Training

/// What the lab wants done. The event loop carries effects out in order; what comes of them returns as messages.
package enum LabEffect: Sendable {
  /// Start a run, in the place of the pane's present one. If `paused`, it waits for `resume` or `stepOne`.
  case start(PaneID, RunConfiguration, paused: Bool)
  case cancel(PaneID)
  /// All panes.
  case pause
  /// All panes.
  case resume
  /// One epoch in every pane, which then waits again.
  case stepOne
  case setPace(Speed)
  /// Assign the schedule's attributes in mid-run.
  case assign(PaneID, Schedule)
  /// Set the rates in force by hand, one for each group.
  case setLR(PaneID, [Double])
  /// Copy a text to the terminal's clipboard.
  case copy(String)
  case writeSession(SessionSnapshot)
  /// Clear the terminal and draw everything anew.
  case redraw
  /// Stop as by Ctrl-Z, until the shell brings lrviz back.
  case suspend
  case quit
}
