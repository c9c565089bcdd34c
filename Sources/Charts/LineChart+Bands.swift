import Canvas

extension LineChart {
  /// A faint pattern over the rows between two curves, a column at a time.
  func drawBands(into grid: inout CellGrid, _ layout: ChartLayout) {
    let pattern: Unicode.Scalar = glyphs.isUnicode ? "░" : ":"
    let width = (layout.x.upper - layout.x.lower) / Double(max(1, layout.plot.width))
    for band in bands {
      for column in 0..<layout.plot.width {
        let x = layout.x.lower + (Double(column) + 0.5) * width
        guard let reach = band.reach(at: x), let rows = rows(of: reach, layout) else { continue }
        let rect = Rect(
          x: layout.plot.x + column, y: rows.lowerBound, width: 1,
          height: rows.upperBound - rows.lowerBound + 1)
        grid.fill(rect, with: Cell(pattern, band.style))
      }
    }
  }

  /// The rows of the plot that a range of values lies in; nil where it lies beside it.
  private func rows(of reach: ClosedRange<Double>, _ layout: ChartLayout) -> ClosedRange<Int>? {
    guard layout.y.canShow(reach.upperBound), reach.upperBound >= layout.y.lower,
      reach.lowerBound <= layout.y.upper
    else { return nil }
    let top = reach.upperBound > layout.y.upper ? layout.plot.y : layout.row(of: reach.upperBound, glyphs)
    let isBelow = !layout.y.canShow(reach.lowerBound) || reach.lowerBound < layout.y.lower
    let bottom = isBelow ? layout.plot.maxY - 1 : layout.row(of: reach.lowerBound, glyphs)
    guard let top, let bottom, top <= bottom else { return nil }
    return top...bottom
  }
}
