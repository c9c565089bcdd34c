import Canvas

extension LineChart {
  /// Title on the left, legend on the right, going on below where there are rows for it; of the two the title gives
  /// way first.
  func drawHeader(into grid: inout CellGrid, _ layout: ChartLayout) {
    let area = layout.header
    guard !area.isEmpty else { return }
    let rows = layout.legend.rows
    let beside = rows.first.map { $0.reduce(0) { $0 + $1.width } } ?? 0
    grid.write(titleText(area.width - beside), x: area.x, y: area.y, style: Style(.standard, [.bold]))
    for (index, row) in rows.prefix(area.height).enumerated() {
      draw(row, Rect(x: area.x, y: area.y + index, width: area.width, height: 1), into: &grid)
    }
  }

  /// Whether all labels of the legend are there to the last letter at this size.
  package func legendIsWhole(at size: Size) -> Bool {
    Legend(self, at: size).isWhole
  }

  private func titleText(_ room: Int) -> String {
    guard title.unicodeScalars.count > room else { return title }
    let dots = room < 4 ? "" : glyphs == .ascii ? ".." : "…"
    return title.prefix(max(0, room - dots.count)) + dots
  }

  /// A row of the legend, each entry a sample of the line and its label, right-aligned.
  private func draw(_ entries: [Legend.Entry], _ area: Rect, into grid: inout CellGrid) {
    var x = area.maxX - entries.reduce(0) { $0 + $1.width }
    for entry in entries {
      x += 2
      if let line = entry.line {
        x += grid.write(line.dash.sample(glyphs), x: x, y: area.y, style: line.style) + 1
      }
      x += grid.write(entry.text, x: x, y: area.y, style: entry.line?.style ?? Style(.muted))
    }
  }
}
