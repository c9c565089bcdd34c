extension CellGrid {
  /// Writes `text` from (`x`, `y`) to the right, cut at `limit` columns and at the edge of the grid.
  /// Control and wide characters are made safe first (`SafeText`).
  /// - Returns: the number of columns written.
  @discardableResult
  package mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .standard, limit: Int = .max
  ) -> Int {
    var column = 0
    for scalar in SafeText.scalars(of: text) {
      guard column < limit, x + column < size.width else { break }
      self[x + column, y] = Cell(scalar, style)
      column += 1
    }
    return column
  }

  /// Fills a rectangle with one cell.
  package mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
    let area = rect.intersection(bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        self[x, y] = cell
      }
    }
  }

  /// The characters of the grid, one line a row, trailing blanks removed: what tests and `.txt` snapshots show.
  package var text: String {
    (0..<size.height).map { row(at: $0) }.joined(separator: "\n")
  }

  /// The characters of one row, trailing blanks removed.
  package func row(at y: Int) -> String {
    var line = String.UnicodeScalarView()
    for x in 0..<size.width {
      line.append(self[x, y].scalar)
    }
    while line.last == " " {
      line.removeLast()
    }
    return String(line)
  }
}
