import Canvas

/// A box over the panes.
struct Panel {
  let title: String

  /// Clears and frames the rectangle; returns what is left inside, with a column of air on both sides.
  func draw(into grid: inout CellGrid, rect: Rect) -> Rect {
    grid.fill(rect)
    FrameLines.heavy.box(into: &grid, rect, Style(.accent))
    grid.write(" \(title) ", x: rect.x + 2, y: rect.y, style: Style(.accent, .bold), limit: rect.width - 4)
    return Rect(x: rect.x + 2, y: rect.y + 1, width: rect.width - 4, height: rect.height - 2)
  }
}
