import Canvas
import Tracks

extension LineChart {
  func drawPlot(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard !layout.plot.isEmpty else { return }
    drawGrid(into: &grid, layout)
    drawBands(into: &grid, layout)
    drawShades(into: &grid, layout)
    drawPhases(into: &grid, layout)
    var plane = DotPlane(cells: layout.plot.size, glyphs: glyphs)
    let projection = layout.projection(plane)
    for index in drawingOrder {
      CurveTracer(line: lines[index], projection: projection, owner: index).trace(into: &plane)
    }
    copy(plane, into: &grid, layout.plot)
    drawTags(into: &grid, layout, projection)
    drawEnds(into: &grid, layout)
    drawClipped(into: &grid, layout)
    drawGaps(into: &grid, layout, projection)
    drawCounts(into: &grid, layout)
    drawChanges(into: &grid, layout, plane)
    drawDivergences(into: &grid, layout)
    drawPhaseTicks(into: &grid, layout)
    drawCursor(into: &grid, layout)
    drawPlaceholder(into: &grid, layout)
  }

  /// Ghosts under plans under alternatives under everything else.
  var drawingOrder: [Int] {
    func depth(_ line: PlotLine) -> Int { line.isGhost ? 0 : line.isPlan ? 1 : line.isAlternative ? 2 : 3 }
    return (0...3).flatMap { wanted in lines.indices.filter { depth(lines[$0]) == wanted } }
  }

  /// Faint dots at the labelled values, in plots large enough to need guidance.
  private func drawGrid(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard glyphs.isUnicode, layout.plot.height >= 9, layout.plot.width >= 24, layout.gutter > 0 else {
      return
    }
    let dot = Cell("·", Style(.muted, [.dim]))
    for tick in layout.y.ticks where tick.isMajor {
      guard let y = layout.row(of: tick.value, glyphs) else { continue }
      for x in stride(from: layout.plot.x + 3, to: layout.plot.maxX, by: 4) {
        grid[x, y] = dot
      }
    }
  }

  private func copy(_ plane: DotPlane, into grid: inout CellGrid, _ plot: Rect) {
    // Once, and not of the line in each cell: a copy of a line retains all that its track is made of.
    let looks = lines.map { (style: $0.style, mark: glyphs == .ascii ? $0.dash.asciiMark : nil) }
    grid.overlay(plot) { column, row in
      guard let owner = plane.owner(column, row) else { return nil }
      return Cell(
        looks[owner].mark ?? DotGlyph.scalar(plane.dots(column, row), glyphs), looks[owner].style)
    }
  }

  /// Tags at the ends of lines; where several lines end in one cell, the lower ones' tags go further left.
  private func drawTags(into grid: inout CellGrid, _ layout: ChartLayout, _ projection: Projection) {
    let across = DotPlane.dotsPerCell(glyphs).across
    var taken: Set<Point> = []
    for line in lines.reversed() {
      guard let tag = line.tag, let end = line.end, var column = layout.visibleColumn(of: end, glyphs)
      else { continue }
      var value = line.track.last
      while let y = value.flatMap({ layout.row(of: $0, glyphs) }) {
        guard !taken.insert(Point(x: column, y: y)).inserted else {
          grid[column, y] = Cell(tag, Style(line.style.foreground, [.bold]))
          break
        }
        column -= 2
        value = column < layout.plot.x ? nil : line.value(at: projection.x((column - layout.plot.x) * across))
      }
    }
  }

  private func drawPlaceholder(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard !placeholder.isEmpty, lines.allSatisfy({ $0.isPlan || $0.track.isEmpty }) else { return }
    let middle = Rect(
      x: layout.plot.x, y: layout.plot.y + layout.plot.height / 2, width: layout.plot.width, height: 1)
    grid.write(placeholder, in: middle, alignment: .center, style: Style(.muted))
  }
}
