/// A picture made of cells: what every view draws into, and what the terminal, the SVG writer and the tests
/// read. A value: drawing has no effect outside it, and drawing outside it has no effect.
package struct CellGrid: Sendable, Equatable {
  package let size: Size
  /// Row by row, `size.width` cells each.
  package private(set) var cells: [Cell]

  package init(_ size: Size) {
    self.size = size
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

  private func contains(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && y >= 0 && x < size.width && y < size.height
  }
}
