extension CellGrid {
  /// Calls `body` for each stretch of `columns` in row `y` that can be drawn in one style, from left to right.
  ///
  /// Where a cell shows no ink its foreground is free. The few blanks between two words of a line take the style in
  /// force, so that a line of words costs the terminal no change of color for each gap; wider gaps take the standard
  /// style, which a terminal can leave or erase at once.
  package func forEachRun(
    of columns: Range<Int>, row y: Int, _ body: (_ columns: Range<Int>, _ style: Style) -> Void
  ) {
    let columns = columns.clamped(to: 0..<size.width)
    guard (0..<size.height).contains(y), !columns.isEmpty else { return }
    cells.withUnsafeBufferPointer { cells in
      let row = UnsafeBufferPointer(rebasing: cells[y * size.width..<(y + 1) * size.width])
      var x = columns.lowerBound
      while x < columns.upperBound {
        let style = Self.drawnStyle(of: row, at: x)
        var end = Self.endOfStretch(of: row, from: x, style)
        while end < columns.upperBound, Self.drawnStyle(of: row, at: end) == style {
          end = Self.endOfStretch(of: row, from: end, style)
        }
        body(x..<min(end, columns.upperBound), style)
        x = end
      }
    }
  }

  /// The widest gap that is drawn in the style of what stands before it.
  private static let widestJoinedGap = 8

  /// The style a cell is drawn in: its own, or, where it is blank, what suits its neighbors.
  private static func drawnStyle(of row: UnsafeBufferPointer<Cell>, at x: Int) -> Style {
    guard row[x].isInkless else { return row[x].style }
    let gap = gap(in: row, around: x)
    guard gap.lowerBound > 0, gap.upperBound < row.count, gap.count <= widestJoinedGap else {
      return .standard
    }
    let before = row[gap.lowerBound - 1].style
    return before.marksBlanks ? .standard : before
  }

  /// Where the cells end that have the same style for the same reason as the one at `x`: a gap, or cells of equal style.
  private static func endOfStretch(of row: UnsafeBufferPointer<Cell>, from x: Int, _ style: Style) -> Int {
    var end = x + 1
    if row[x].isInkless {
      while end < row.count, row[end].isInkless { end += 1 }
    } else {
      while end < row.count, row[end].style == style, !row[end].isInkless { end += 1 }
    }
    return end
  }

  /// The blanks around the one at `x`.
  private static func gap(in row: UnsafeBufferPointer<Cell>, around x: Int) -> Range<Int> {
    var (start, end) = (x, x + 1)
    while start > 0, row[start - 1].isInkless { start -= 1 }
    while end < row.count, row[end].isInkless { end += 1 }
    return start..<end
  }
}

extension Cell {
  /// Whether nothing of it is to be seen: no glyph, background or line.
  fileprivate var isInkless: Bool { scalar == " " && !style.marksBlanks }
}

extension Style {
  /// Whether a blank in this style can be seen.
  fileprivate var marksBlanks: Bool {
    background != .standard || !attributes.isDisjoint(with: [.underline, .reverse])
  }
}
