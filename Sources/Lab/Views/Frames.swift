import Canvas

/// A box over the panes.
struct Panel {
  let title: String

  /// Clears and frames the rectangle; returns what is left inside, with a column of air on both sides.
  func draw(into grid: inout CellGrid, rect: Rect) -> Rect {
    grid.fill(rect)
    FrameLines.heavy.box(into: &grid, rect, Style(.accent))
    grid.write(" \(title) ", x: rect.x + 2, y: rect.y, style: Style(.accent, .bold), limit: rect.width - 4)
    return Self.inside(rect)
  }

  /// Which of several lines are shown, in the bottom line of the frame: nothing where all are.
  static func drawPlace(_ shown: Range<Int>, of count: Int, into grid: inout CellGrid, _ rect: Rect) {
    guard shown.count < count else { return }
    let text = " \(shown.lowerBound + 1)-\(shown.upperBound) of \(count) "
    grid.write(text, x: rect.maxX - text.count - 2, y: rect.maxY - 1, style: Style(.muted))
  }

  static func inside(_ rect: Rect) -> Rect {
    Rect(x: rect.x + 2, y: rect.y + 1, width: rect.width - 4, height: rect.height - 2)
  }
}

/// The characters of a frame.
struct FrameLines {
  let corners: [Unicode.Scalar]
  let horizontal: Unicode.Scalar
  let vertical: Unicode.Scalar

  static let light = FrameLines(corners: ["╭", "╮", "╰", "╯"], horizontal: "─", vertical: "│")
  static let heavy = FrameLines(corners: ["┏", "┓", "┗", "┛"], horizontal: "━", vertical: "┃")

  func box(into grid: inout CellGrid, _ rect: Rect, _ style: Style) {
    guard !rect.isEmpty else { return }
    let (right, bottom) = (rect.maxX - 1, rect.maxY - 1)
    for y in [rect.y, bottom] {
      grid.fill(Rect(x: rect.x, y: y, width: rect.width, height: 1), with: Cell(horizontal, style))
    }
    for x in [rect.x, right] {
      grid.fill(Rect(x: x, y: rect.y, width: 1, height: rect.height), with: Cell(vertical, style))
    }
    let places = [(rect.x, rect.y), (right, rect.y), (rect.x, bottom), (right, bottom)]
    for (corner, place) in zip(corners, places) { grid[place.0, place.1] = Cell(corner, style) }
  }

  /// A line on top, one column short of the right neighbour.
  func rule(into grid: inout CellGrid, _ rect: Rect, _ style: Style) {
    for x in rect.x..<max(rect.x, rect.maxX - 1) { grid[x, rect.y] = Cell(horizontal, style) }
  }
}
