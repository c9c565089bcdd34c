import Canvas

extension LineChart {
  /// Title on the left, legend on the right; of the two the title gives way last.
  func drawHeader(into grid: inout CellGrid, _ layout: ChartLayout) {
    let area = layout.header
    guard !area.isEmpty else { return }
    let used = grid.write(title, x: area.x, y: area.y, style: Style(.standard, [.bold]), limit: area.width)
    guard showsLegend else { return }
    drawLegend(into: &grid, Rect(x: area.x + used, y: area.y, width: area.width - used, height: 1))
  }

  /// The lines that have a label, each as a sample of the line and the label, as many as fit, right-aligned.
  private func drawLegend(into grid: inout CellGrid, _ area: Rect) {
    var entries: [PlotLine] = []
    var width = 0
    for line in lines where !line.label.isEmpty && !line.isPlan {
      let next = width + Self.sampleWidth + 3 + line.label.unicodeScalars.count
      guard next <= area.width else { break }
      entries.append(line)
      width = next
    }
    var x = area.maxX - width
    for line in entries {
      drawSample(of: line, x: x + 2, y: area.y, into: &grid)
      x += Self.sampleWidth + 3
      x += grid.write(line.label, x: x, y: area.y, style: line.style)
    }
  }

  private static let sampleWidth = 3

  private func drawSample(of line: PlotLine, x: Int, y: Int, into grid: inout CellGrid) {
    var plane = DotPlane(cells: Size(width: Self.sampleWidth, height: 1), glyphs: glyphs)
    for column in 0..<plane.width where line.dash.isOn(column) {
      plane.set(column, plane.height / 2, owner: 0)
    }
    for column in 0..<Self.sampleWidth {
      let dots = plane.dots(column, 0)
      let mark = glyphs == .ascii ? line.dash.asciiMark : nil
      grid[x + column, y] = Cell(mark ?? (dots == 0 ? " " : DotGlyph.scalar(dots, glyphs)), line.style)
    }
  }
}
