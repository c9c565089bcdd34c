import Canvas

/// Charts over one x, one above the other, their plots aligned and only the lowest with rulers: the two charts of a
/// pane, and the picture `plot` prints.
///
///     let picture = ChartStack([rate, loss]).grid(Size(width: 100, height: 30))
package struct ChartStack: Sendable {
  package var charts: [LineChart]

  package init(_ charts: [LineChart]) {
    self.charts = charts
  }

  /// The charts on a grid of their own.
  package func grid(_ size: Size) -> CellGrid {
    var grid = CellGrid(size)
    draw(into: &grid, rect: grid.bounds)
    return grid
  }

  /// Gives every chart the same room, and the rows that are over to the upper ones.
  package func draw(into grid: inout CellGrid, rect: Rect) {
    let upright = zip(charts, places(in: rect)).enumerated().map { index, part in
      var (chart, place) = part
      chart.x.isShown = chart.x.isShown && index == charts.count - 1
      return UprightLayout(chart, in: place.intersection(grid.bounds))
    }
    let gutter = upright.map { $0.gutter() }.max() ?? 0
    let margin = upright.map { $0.margin(beside: gutter) }.max() ?? 0
    for part in upright where !part.area.isEmpty {
      if grid.collectsFigures {
        var chart = part.chart
        (chart.figureGutter, chart.figureMargin) = (gutter, margin)
        grid.place(chart, in: part.area)
      } else {
        part.chart.draw(into: &grid, ChartLayout(part, gutter: gutter, margin: margin))
      }
    }
  }

  /// The rows of the rulers come on top of the lowest chart's share, so that the plots are equally high.
  private func places(in rect: Rect) -> [Rect] {
    guard let last = charts.last else { return [] }
    let rulers = last.rulerRows(in: rect.height / charts.count)
    let (share, over) = max(0, rect.height - rulers).quotientAndRemainder(dividingBy: charts.count)
    var y = rect.y
    return charts.indices.map { index in
      let height = share + (index < over ? 1 : 0) + (index == charts.count - 1 ? rulers : 0)
      defer { y += height }
      return Rect(x: rect.x, y: y, width: rect.width, height: height)
    }
  }
}
