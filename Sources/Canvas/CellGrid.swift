/// A picture made of cells: what every view draws into, and what the terminal, the SVG writer and the tests
/// read. A value: drawing has no effect outside it, and drawing outside it has no effect.
package struct CellGrid: Sendable {
  package let size: Size
  /// Row by row, `size.width` cells each.
  package private(set) var cells: [Cell]
  /// What was placed instead of being drawn into cells, in order; nil where all is drawn into cells.
  package private(set) var figures: [PlacedFigure]?

  /// - Parameter collectsFigures: whether what can be drawn better than in cells is kept for a picture.
  package init(_ size: Size, collectsFigures: Bool = false) {
    self.size = size
    figures = collectsFigures ? [] : nil
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  package var bounds: Rect { Rect(size) }

  /// The cell at a position; blank outside the grid. Setting outside the grid does nothing.
  package subscript(x: Int, y: Int) -> Cell {
    get {
      guard contains(x, y) else { return .blank }
      return cells[y * size.width + x]
    }
    set {
      guard contains(x, y) else { return }
      cells[y * size.width + x] = newValue
    }
  }

  /// Whether figures are placed instead of being drawn into cells.
  package var collectsFigures: Bool { figures != nil }

  /// Keeps a figure for the picture.
  package mutating func place(_ figure: any Figure, in rect: Rect) {
    figures?.append(PlacedFigure(figure: figure, rect: rect))
  }

  /// From the first to the last cell of a row that differ in another grid of the same size; empty if none does.
  ///
  /// Here and not in the terminal, which asks it of every row of every frame: in their own module cells compare inline.
  package func columns(of y: Int, thatDifferFrom other: CellGrid) -> Range<Int> {
    guard size == other.size, (0..<size.height).contains(y) else { return 0..<0 }
    let row = y * size.width..<(y + 1) * size.width
    return cells.withUnsafeBufferPointer { old in
      other.cells.withUnsafeBufferPointer { new in
        guard let first = row.first(where: { old[$0] != new[$0] }) else { return 0..<0 }
        let last = row.last { old[$0] != new[$0] } ?? first
        return (first - row.lowerBound)..<(last + 1 - row.lowerBound)
      }
    }
  }

  /// Draws over a rectangle: each of its cells, counted from its upper left corner, becomes what `cell` gives for it, and stays
  /// as it is where that is nil.
  ///
  /// In one go, as the subscript looks at each cell whether it is in the grid and whether the grid is anybody else's too.
  package mutating func overlay(_ rect: Rect, _ cell: (_ column: Int, _ row: Int) -> Cell?) {
    let area = rect.intersection(bounds)
    let width = size.width
    cells.withUnsafeMutableBufferPointer { cells in
      for y in area.y..<area.maxY {
        for x in area.x..<area.maxX {
          if let cell = cell(x - rect.x, y - rect.y) { cells[y * width + x] = cell }
        }
      }
    }
  }

  private func contains(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && y >= 0 && x < size.width && y < size.height
  }
}

extension CellGrid: Equatable {
  /// Compares the cells.
  package static func == (a: CellGrid, b: CellGrid) -> Bool { a.size == b.size && a.cells == b.cells }
}

/// A figure and the cells that it stands in for.
package struct PlacedFigure: Sendable {
  package let figure: any Figure
  package let rect: Rect
}
