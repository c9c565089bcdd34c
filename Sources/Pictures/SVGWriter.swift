import Canvas

/// A grid as an SVG picture: text in a monospace font, pinned to the cells by `textLength`; braille as dots and block
/// characters as shapes, so that it looks the same whatever fonts there are. The same grid gives the same bytes.
package struct SVGWriter: Sendable {
  package var theme: Theme

  package init(theme: Theme = .dark) {
    self.theme = theme
  }

  /// Units of a cell; the font size is fitted to them.
  static let cell = Size(width: 8, height: 17)
  private static let margin = 12

  package func svg(_ grid: CellGrid) -> String {
    let width = grid.size.width * Self.cell.width + 2 * Self.margin
    let height = grid.size.height * Self.cell.height + 2 * Self.margin
    let rows = (0..<grid.size.height).map { row(grid, $0) }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)">
      <rect width="\(width)" height="\(height)" rx="8" fill="\(theme.background.hex)"/>
      <g transform="translate(\(Self.margin),\(Self.margin))" font-family="'DejaVu Sans Mono',Menlo,Consolas,monospace" \
      font-size="13" xml:space="preserve">
      \(rows.joined())</g>
      </svg>

      """
  }

  private func row(_ grid: CellGrid, _ y: Int) -> String {
    StyleRun.runs(of: grid, row: y).reduce(into: "") { text, run in
      let look = SVGLook(run.style, theme)
      text += look.backing(run, y)
      guard !run.isBlank else { return }
      let drawing = SVGShapes(run, row: y)
      text += look.shapes(drawing.path) + look.dots(drawing.dots)
      for piece in drawing.pieces {
        text += look.text(piece, y)
      }
    }
  }
}
