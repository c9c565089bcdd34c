import Canvas

extension LineChart {
  func drawRulers(into grid: inout CellGrid, _ layout: ChartLayout) {
    drawGutter(into: &grid, layout)
    guard layout.rulers.height > 0 else { return }
    drawRule(into: &grid, layout)
  }

  private func drawGutter(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard layout.gutter > 0, layout.plot.height > 0 else { return }
    let axis = layout.plot.x - 1
    let frame = ChartFrame(glyphs)
    for y in layout.plot.y..<layout.plot.maxY {
      grid[axis, y] = Cell(frame.vertical, Style(.muted))
    }
    let rows = layout.plot.height * DotPlane.dotsPerCell(glyphs).down
    let projection = Projection(x: layout.x, y: layout.y, columns: 1, rows: rows, headroom: layout.headroom)
    for tick in layout.y.ticks {
      guard let dot = projection.row(tick.value), dot >= 0, dot < rows else { continue }
      let y = layout.plot.y + dot / DotPlane.dotsPerCell(glyphs).down
      grid[axis, y] = Cell(frame.leftTick, Style(.muted))
      grid.write(tick.label, x: axis - tick.label.utf8.count, y: y, style: Style(.muted))
    }
  }

  private func drawRule(into grid: inout CellGrid, _ layout: ChartLayout) {
    let frame = ChartFrame(glyphs)
    let plot = layout.plot
    let y = layout.rulers.y
    if layout.gutter > 0 {
      grid[plot.x - 1, y] = Cell(frame.corner, Style(.muted))
    }
    for x in plot.x..<plot.maxX {
      grid[x, y] = Cell(frame.horizontal, Style(.muted))
    }
  }
}

/// The characters axes are made of.
struct ChartFrame {
  let vertical: Unicode.Scalar
  let leftTick: Unicode.Scalar
  let corner: Unicode.Scalar
  let horizontal: Unicode.Scalar
  let bottomTick: Unicode.Scalar

  init(_ glyphs: GlyphSet) {
    vertical = glyphs.isUnicode ? "│" : "|"
    leftTick = glyphs.isUnicode ? "┤" : "+"
    corner = glyphs.isUnicode ? "└" : "+"
    horizontal = glyphs.isUnicode ? "─" : "-"
    bottomTick = glyphs.isUnicode ? "┬" : "+"
  }
}
