extension CellGrid {
  /// Fills a rectangle with one cell.
  package mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
    overlay(rect) { _, _ in cell }
  }

  /// A level line.
  package mutating func horizontalLine(x: Int, y: Int, width: Int, glyphs: GlyphSet, style: Style) {
    fill(Rect(x: x, y: y, width: width, height: 1), with: Cell(BoxGlyphs(glyphs).horizontal, style))
  }

  /// An upright line.
  package mutating func verticalLine(x: Int, y: Int, height: Int, glyphs: GlyphSet, style: Style) {
    fill(Rect(x: x, y: y, width: 1, height: height), with: Cell(BoxGlyphs(glyphs).vertical, style))
  }

  /// A frame along the inside of `rect`, with a title set into its upper edge. Needs 2x2 cells, else draws nothing.
  package mutating func box(
    _ rect: Rect, title: String = "", glyphs: GlyphSet, style: Style, titleStyle: Style? = nil
  ) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let box = BoxGlyphs(glyphs)
    let (right, bottom) = (rect.maxX - 1, rect.maxY - 1)
    horizontalLine(x: rect.x, y: rect.y, width: rect.width, glyphs: glyphs, style: style)
    horizontalLine(x: rect.x, y: bottom, width: rect.width, glyphs: glyphs, style: style)
    verticalLine(x: rect.x, y: rect.y, height: rect.height, glyphs: glyphs, style: style)
    verticalLine(x: right, y: rect.y, height: rect.height, glyphs: glyphs, style: style)
    self[rect.x, rect.y] = Cell(box.upperLeft, style)
    self[right, rect.y] = Cell(box.upperRight, style)
    self[rect.x, bottom] = Cell(box.lowerLeft, style)
    self[right, bottom] = Cell(box.lowerRight, style)
    guard !title.isEmpty, rect.width > 6 else { return }
    write(" \(title) ", x: rect.x + 2, y: rect.y, style: titleStyle ?? style, limit: rect.width - 4)
  }

  /// Copies another grid, its upper left cell to (`x`, `y`); what falls outside is dropped.
  package mutating func blit(_ other: CellGrid, x: Int, y: Int) {
    for row in 0..<other.size.height {
      for column in 0..<other.size.width {
        self[x + column, y + row] = other[column, row]
      }
    }
  }

  /// Changes the style of cells and leaves their characters.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let area = rect.intersection(bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        change(&self[x, y].style)
      }
    }
  }
}

/// The characters frames and axes are made of.
package struct BoxGlyphs: Sendable {
  package let isUnicode: Bool

  package init(_ glyphs: GlyphSet) {
    isUnicode = glyphs.isUnicode
  }

  package var horizontal: Unicode.Scalar { isUnicode ? "─" : "-" }
  package var vertical: Unicode.Scalar { isUnicode ? "│" : "|" }
  package var upperLeft: Unicode.Scalar { isUnicode ? "╭" : "+" }
  package var upperRight: Unicode.Scalar { isUnicode ? "╮" : "+" }
  package var lowerLeft: Unicode.Scalar { isUnicode ? "╰" : "+" }
  package var lowerRight: Unicode.Scalar { isUnicode ? "╯" : "+" }
  /// A vertical axis with a tick to the left.
  package var leftTick: Unicode.Scalar { isUnicode ? "┤" : "+" }
  /// A horizontal axis with a tick below.
  package var bottomTick: Unicode.Scalar { isUnicode ? "┬" : "+" }
  /// Where the axes meet.
  package var corner: Unicode.Scalar { isUnicode ? "└" : "+" }
  package var dottedVertical: Unicode.Scalar { isUnicode ? "┊" : ":" }
}
