import Canvas

extension LineChart {
  /// A pattern in what is free of the columns of each shade: at least one, so that a shade of a single point is seen.
  func drawShades(into grid: inout CellGrid, _ layout: ChartLayout) {
    let pattern: Unicode.Scalar = glyphs.isUnicode ? "░" : ":"
    for shade in shades {
      guard shade.range.upperBound >= layout.x.lower, shade.range.lowerBound <= layout.x.upper else {
        continue
      }
      let first = layout.column(of: shade.range.lowerBound, glyphs)
      let last = layout.column(of: shade.range.upperBound, glyphs)
      let rect = Rect(
        x: first, y: layout.plot.y, width: max(1, last - first + 1), height: layout.plot.height)
      grid.fill(rect, with: Cell(pattern, shade.style))
    }
  }

  /// Counts on the bottom row, from the last on, as far as they do not touch.
  func drawCounts(into grid: inout CellGrid, _ layout: ChartLayout) {
    var free = layout.plot.maxX
    for marker in markers.reversed() where marker.kind == .count {
      let width = marker.label.unicodeScalars.count
      guard let column = layout.visibleColumn(of: marker.x, glyphs) else { continue }
      let x = max(layout.plot.x, min(column, layout.plot.maxX - width))
      guard x + width <= free else { continue }
      grid.write(marker.label, x: x, y: layout.plot.maxY - 1, style: marker.style)
      free = x - (width > 1 ? 1 : 0)
    }
  }
}
