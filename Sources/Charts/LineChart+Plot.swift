import Canvas

extension LineChart {
  func drawPlot(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard !layout.plot.isEmpty else { return }
    var plane = DotPlane(cells: layout.plot.size, glyphs: glyphs)
    let projection = layout.projection(plane)
    for index in drawingOrder {
      var tracer = CurveTracer(
        line: lines[index], projection: projection, owner: UInt8(truncatingIfNeeded: index), plane: plane)
      tracer.trace()
      plane = tracer.plane
    }
    copy(plane, into: &grid, layout.plot)
  }

  /// Plans under everything else.
  private var drawingOrder: [Int] {
    lines.indices.filter { lines[$0].isPlan } + lines.indices.filter { !lines[$0].isPlan }
  }

  private func copy(_ plane: DotPlane, into grid: inout CellGrid, _ plot: Rect) {
    for row in 0..<plot.height {
      for column in 0..<plot.width {
        let dots = plane.dots(column, row)
        guard dots != 0, let owner = plane.owner(column, row) else { continue }
        let line = lines[Int(owner)]
        let mark = glyphs == .ascii ? line.dash.asciiMark : nil
        grid[plot.x + column, plot.y + row] = Cell(mark ?? DotGlyph.scalar(dots, glyphs), line.style)
      }
    }
  }
}
