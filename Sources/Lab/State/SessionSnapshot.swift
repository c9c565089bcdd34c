import Canvas
import Training

/// All there is to write of a session: a value, so that writing it disturbs nothing.
package struct SessionSnapshot: Sendable {
  package struct Run: Sendable {
    /// The pane's number on the screen.
    package let number: Int
    package let pane: TrainingPane
  }

  package let runs: [Run]
  /// What was on the screen.
  package let screen: CellGrid
  /// The same with its charts as figures.
  package let picture: CellGrid
  package let theme: Theme
  /// What opens it again.
  package let state: SessionState
}

extension Lab {
  /// The screen for a picture, its charts kept as figures instead of being drawn into cells.
  package var picture: CellGrid {
    var grid = CellGrid(size, collectsFigures: true)
    draw(into: &grid)
    return grid
  }

  /// The session as it is now.
  package var snapshot: SessionSnapshot {
    let runs = panes.enumerated().compactMap { index, pane in
      pane.training.map { SessionSnapshot.Run(number: index + 1, pane: $0) }
    }
    return SessionSnapshot(
      runs: runs, screen: frame, picture: picture, theme: display.theme, state: sessionState)
  }
}
