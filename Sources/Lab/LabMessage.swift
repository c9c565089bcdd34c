import Canvas
import Training

/// What can happen to the lab.
package enum LabMessage: Sendable {
  case key(KeyEvent)
  case resize(Size)
  /// What a pane's run did since its last report. Reports of panes that are gone are ignored.
  case report(PaneID, RunReading)
  /// The session was written into this directory or file.
  case sessionWritten(String)
  case sessionFailed(String)
}

/// A report of the engine, in the lab's words.
package struct RunReading: Sendable {
  package var records: [EpochRecord]
  package var state: RunState
  package var stepsPerSecond: Double
  /// Why the run did not take a tweak; it goes on without.
  package var refusals: [String]

  package init(
    records: [EpochRecord], state: RunState, stepsPerSecond: Double = 0, refusals: [String] = []
  ) {
    self.refusals = refusals
    self.records = records
    self.state = state
    self.stepsPerSecond = stepsPerSecond
  }
}
