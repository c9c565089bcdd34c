import Canvas

extension LineChart {
  /// Title on the left, legend on the right, going on below where there are rows for it; of the two the title gives
  /// way last.
  func drawHeader(into grid: inout CellGrid, _ layout: ChartLayout) {
    let area = layout.header
    guard !area.isEmpty else { return }
    grid.write(title, x: area.x, y: area.y, style: Style(.standard, [.bold]), limit: area.width)
    guard showsLegend else { return }
    var rows = legendRows(area.width)
    if area.height == 1, rows.count > 1 || rows[0].isEmpty {
      rows[0] = shortened(width: area.width - title.unicodeScalars.count) ?? rows[0]
    }
    for (index, row) in rows.prefix(area.height).enumerated() {
      draw(row, Rect(x: area.x, y: area.y + index, width: area.width, height: 1), into: &grid)
    }
  }

  /// The entries with as much of the labels as fits, so that even a narrow chart tells its lines apart;
  /// nil when not one letter does.
  private func shortened(width: Int) -> [PlotLine]? {
    let entries = lines.filter { !$0.label.isEmpty && !$0.isPlan }
    let room = width / max(1, entries.count) - PlotLine.sampleWidth - 3
    guard room > 0 else { return nil }
    return entries.map { entry in
      var entry = entry
      if entry.label.unicodeScalars.count > room { entry.label = cut(entry.label, to: room) }
      return entry
    }
  }

  private func cut(_ label: String, to room: Int) -> String {
    glyphs == .ascii || room < 4 ? String(label.prefix(room)) : label.prefix(room - 1) + "…"
  }

  /// A row of the legend, each entry a sample of the line and its label, right-aligned.
  private func draw(_ entries: [PlotLine], _ area: Rect, into grid: inout CellGrid) {
    var x = area.maxX - entries.reduce(0) { $0 + $1.legendWidth }
    for line in entries {
      drawSample(of: line, x: x + 2, y: area.y, into: &grid)
      x += PlotLine.sampleWidth + 3
      x += grid.write(line.label, x: x, y: area.y, style: line.style)
    }
  }

  private func drawSample(of line: PlotLine, x: Int, y: Int, into grid: inout CellGrid) {
    var plane = DotPlane(cells: Size(width: PlotLine.sampleWidth, height: 1), glyphs: glyphs)
    for column in 0..<plane.width where line.dash.isOn(column) {
      plane.set(column, plane.height / 2, owner: 0)
    }
    for column in 0..<PlotLine.sampleWidth {
      let dots = plane.dots(column, 0)
      let mark = glyphs == .ascii ? line.dash.asciiMark : nil
      grid[x + column, y] = Cell(mark ?? (dots == 0 ? " " : DotGlyph.scalar(dots, glyphs)), line.style)
    }
  }
}

extension PlotLine {
  fileprivate static let sampleWidth = 3

  /// Two blanks, the sample, a blank and the label.
  var legendWidth: Int { Self.sampleWidth + 3 + label.unicodeScalars.count }
}
