import Canvas

extension LineChart {
  func drawHeader(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard !layout.header.isEmpty else { return }
    grid.write(title, x: layout.header.x, y: layout.header.y, limit: layout.header.width)
  }
}
