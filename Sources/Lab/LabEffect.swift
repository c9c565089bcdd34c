import LRSchedulers
import RunLogs
import Training

/// What the lab wants done. The event loop carries effects out in order; what comes of them returns as messages.
package enum LabEffect: Sendable {
  /// To the run of one pane.
  case run(PaneID, RunCommand)
  /// To the runs of all panes.
  case allRuns(RunsCommand)
  case terminal(TerminalCommand)
  case session(SessionCommand)
  case logs(LogCommand)
}

/// What is to be done about the logs that are followed.
package enum LogCommand: Sendable, Equatable {
  /// Read them again over another x; nil: as they have it.
  case reread(LogAxis?)
  /// Show the logs of a job's processes as one run, or each as one.
  case gather(Bool)
}

/// What one run is to do.
package enum RunCommand: Sendable {
  /// Start, in the place of the pane's present run. If `paused`, the run waits for ``RunsCommand/resume`` or
  /// ``RunsCommand/stepOne``.
  case start(RunConfiguration, paused: Bool)
  /// Start in the same way a run that stands where the recipe says.
  ///
  /// - Parameters:
  ///   - from: a run that has made the same changes up to there, whose states may be used.
  ///   - isSilent: whether what happens on the way is known already.
  case resume(RunRecipe, from: PaneID?, isSilent: Bool, paused: Bool)
  case cancel
  /// Stop for as long as the pane is closed; commands to all runs are not for it.
  case hold
  /// Be one of all runs again, and go on unless these are paused.
  case release(paused: Bool)
  /// Assign the schedule's attributes while it runs.
  case assign(Schedule)
  /// Set the rates in force by hand, one for each group.
  case setLR([Double])
}

/// What all runs are to do.
package enum RunsCommand: Sendable {
  case pause
  case resume
  /// Train one epoch, then wait again.
  case stepOne
  case setPace(Pace)
}

/// What the terminal is to do.
package enum TerminalCommand: Sendable {
  /// Copy a text to the clipboard.
  case copy(String)
  /// Clear the screen and draw it again.
  case redraw
  /// Stop as by Ctrl-Z, until the shell brings lrviz back.
  case suspend
}

/// What concerns the session as a whole.
package enum SessionCommand: Sendable {
  case write(SessionSnapshot)
  /// Read a script by its name, for ``SessionReport/read(_:line:)``.
  case read(String)
  /// Make a range test of a run's workload and optimizer, for ``LabMessage/range(_:_:)``.
  case testRange(PaneID, RunConfiguration)
  /// Make a run again that is seen behind another, for ``LabMessage/ghost(_:_:_:)``.
  case makeGhost(PaneID, RunRecipe)
  /// What a lab that only asks was told.
  case answer([ScriptOptions.Definition])
  case quit
  /// Send ``LabMessage/alarm(_:)`` with this number in so many milliseconds, instead of any alarm asked for before.
  case alarm(Int, milliseconds: Int)
}
