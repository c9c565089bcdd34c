import Canvas
import Charts

/// What the comparison's legend says of a pane at the cursor; nothing without a cursor.
struct ComparisonValue {
  let lab: Lab
  let pane: Pane

  /// With the phase of a schedule that has several.
  var long: StyledText { text { [drawn($0)].compactMap(\.self) + $0.phase } }

  var short: StyledText { text { [drawn($0)].compactMap(\.self) } }

  private func text(_ parts: (CursorReadout) -> [StyledText]) -> StyledText {
    guard let x = lab.cursor else { return StyledText([]) }
    return parts(CursorReadout(pane: pane, x: x, time: lab.time)).reduce(StyledText([])) {
      $0 + StyledText(" ") + $1
    }
  }

  /// The value of the line that is drawn: its rate, unless only losses are.
  private func drawn(_ readout: CursorReadout) -> StyledText? {
    switch lab.display.charts {
    case .both, .lr: readout.roundedRate
    case .loss: readout.roundedLoss
    case .momentum: nil
    }
  }
}
