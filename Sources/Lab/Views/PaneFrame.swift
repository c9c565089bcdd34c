import Canvas

/// The frame of a pane: a box where there is room for one, else a rule on top. The focused one is drawn in heavy lines
/// and has a mark, so that nobody needs to see its colour.
struct PaneFrame {
  let title: StyledText
  /// Shown at the right end of the top line, shortened as needed.
  let status: FieldLine
  let isFocused: Bool
  /// Else a rule on top.
  let isBox: Bool

  /// Boxes cost two columns and a row.
  static func isBox(rows: Int) -> Bool { rows >= 10 }

  /// What is left for the pane's content.
  static func inside(_ rect: Rect, isBox: Bool) -> Rect {
    isBox
      ? Rect(x: rect.x + 1, y: rect.y + 1, width: rect.width - 2, height: rect.height - 2)
      : Rect(x: rect.x, y: rect.y + 1, width: rect.width - 1, height: rect.height - 1)
  }

  func draw(into grid: inout CellGrid, rect: Rect) {
    let lines = isFocused ? FrameLines.heavy : FrameLines.light
    let style = Style(isFocused ? .accent : .muted)
    if isBox {
      lines.box(into: &grid, rect, style)
    } else {
      lines.rule(into: &grid, rect, style)
    }
    drawTitle(into: &grid, rect)
  }

  private func drawTitle(into grid: inout CellGrid, _ rect: Rect) {
    let room = rect.width - 4
    let marked = StyledText(isFocused ? " ▶ " : " ", Style(.accent, .bold)) + title + StyledText(" ")
    let used = grid.write(marked, x: rect.x + 1, y: rect.y, limit: room)
    let right = status.fitted(room - used - 3)
    guard right.width > 0 else { return }
    grid.write(
      StyledText(" ") + right + StyledText(" "), x: rect.maxX - right.width - 4, y: rect.y,
      limit: right.width + 2)
  }
}
