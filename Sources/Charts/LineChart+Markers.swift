import Canvas
import Tracks

extension LineChart {
  /// Rules of phases, behind the curves, each with its label as far as the next marker: whole, or its first word, which may
  /// stand on the rule itself. Phases that fall into one column share a rule and a label.
  func drawPhases(into grid: inout CellGrid, _ layout: ChartLayout) {
    let columns = markers.compactMap { layout.visibleColumn(of: $0.x, glyphs) }
    let phases = markers.filter { $0.kind == .phase }
    let places = Dictionary(grouping: phases) { layout.visibleColumn(of: $0.x, glyphs) ?? -1 }
    // Where the last label ends: a short one on its rule keeps a blank before it.
    var end = layout.plot.x - 1
    for (column, phases) in places.sorted(by: { $0.key < $1.key }) where column >= 0 {
      let rule = Cell(BoxGlyphs(glyphs).dottedVertical, Style(.muted, [.dim]))
      grid.fill(Rect(x: column, y: layout.plot.y, width: 1, height: layout.plot.height), with: rule)
      guard layout.headroom > 0 || !hasMarkerRow else { continue }
      let next = columns.filter { $0 > column }.min() ?? layout.plot.maxX
      let labels = PhaseLabels(phases)
      if let label = labels.forms.first(where: { $0.unicodeScalars.count < next - column }) {
        end = column + 1 + grid.write(label, x: column + 1, y: layout.plot.y, style: phases[0].style)
      } else if labels.short.unicodeScalars.count <= next - column, column > end {
        end = column + grid.write(labels.short, x: column, y: layout.plot.y, style: phases[0].style)
      }
    }
  }

  /// Marks on the ruler, which the curves do not cover.
  func drawPhaseTicks(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard layout.rulers.height > 1 else { return }
    for marker in markers where marker.kind == .phase {
      guard let column = layout.visibleColumn(of: marker.x, glyphs) else { continue }
      grid[column, layout.rulers.y] = Cell(BoxGlyphs(glyphs).dottedVertical, marker.style)
    }
  }

  /// Changes: a sign just above the curve, and a tick on the ruler.
  func drawChanges(into grid: inout CellGrid, _ layout: ChartLayout, _ plane: DotPlane) {
    let sign: Unicode.Scalar = glyphs.isUnicode ? "▼" : "v"
    var done: Int?
    for marker in markers where marker.kind == .change {
      guard let column = layout.visibleColumn(of: marker.x, glyphs), column != done else { continue }
      done = column
      if let spot = freeSpot(plane, column - layout.plot.x) {
        grid[layout.plot.x + spot.x, layout.plot.y + spot.y] = Cell(sign, marker.style)
      }
      if layout.rulers.height > 1, !labelsAxis(layout) {
        grid[column, layout.rulers.y] = Cell(glyphs.isUnicode ? "┴" : "^", marker.style)
      }
    }
  }

  /// Above the curve, or at its right shoulder where it touches the top; nil where no place beside the curve is free.
  private func freeSpot(_ plane: DotPlane, _ column: Int) -> Point? {
    let top = (0..<plane.cells.height).first { plane.owner(column, $0) != nil } ?? 1
    let places = [
      Point(x: column, y: top - 1), Point(x: column + 1, y: top), Point(x: column + 1, y: top - 1),
    ]
    return places.first { place in
      place.y >= 0 && place.x < plane.cells.width && plane.owner(place.x, place.y) == nil
    }
  }

  /// Where values are missing, on the bottom row: a cross where a gap begins, a dotted line as far as it goes,
  /// under the lines that go on.
  func drawGaps(into grid: inout CellGrid, _ layout: ChartLayout, _ projection: Projection) {
    for line in lines where !line.isPlan && line.track.extremes.hasGap {
      for segment in line.track.segments.indices {
        drawGaps(of: line, segment, into: &grid, layout, projection)
      }
    }
  }

  private func drawGaps(
    of line: PlotLine, _ segment: Int, into grid: inout CellGrid, _ layout: ChartLayout,
    _ projection: Projection
  ) {
    let across = DotPlane.dotsPerCell(glyphs).across
    let end = line.track.indices(ofSegment: segment).upperBound
    let y = layout.plot.maxY - 1
    var wasGap = false
    var next = projection.firstIndex(at: 0, of: line, in: segment)
    for column in 0..<layout.plot.width {
      let first = next
      next = projection.firstIndex(at: (column + 1) * across, of: line, in: segment)
      // With less than one value a column the columns up to the next value belong to the last.
      let isGap = first < next ? line.track.extremes(in: first..<next).hasGap : wasGap && first < end
      let cell = grid[layout.plot.x + column, y]
      if isGap, !wasGap || cell.style.foreground == .muted || cell == .blank {
        grid[layout.plot.x + column, y] = Cell(gapSign(isFirst: !wasGap), Style(.bad))
      }
      wasGap = isGap
    }
  }

  private func gapSign(isFirst: Bool) -> Unicode.Scalar {
    glyphs.isUnicode ? (isFirst ? "×" : "┄") : (isFirst ? "!" : ".")
  }

  private func isRule(_ cell: Cell) -> Bool { cell.scalar == BoxGlyphs(glyphs).horizontal }

  /// A rule through free cells and a dot where it meets each line.
  func drawCursor(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard let cursor, let column = layout.visibleColumn(of: cursor, glyphs) else { return }
    let rule = Cell(BoxGlyphs(glyphs).vertical, Style(.accent))
    for y in layout.plot.y..<layout.plot.maxY {
      if grid[column, y].scalar == " " {
        grid[column, y] = rule
      } else {
        grid[column, y].style.attributes.insert(.bold)
      }
    }
    for line in lines {
      guard let value = line.value(at: cursor), let y = layout.row(of: value, glyphs) else { continue }
      grid[column, y] = Cell(glyphs.isUnicode ? "●" : "@", Style(line.style.foreground, [.bold]))
    }
    // A label on the axis itself is worth more than the mark.
    if layout.rulers.height > 0, !labelsAxis(layout) || isRule(grid[column, layout.rulers.y]) {
      grid[column, layout.rulers.y] = Cell(glyphs.isUnicode ? "▲" : "^", Style(.accent))
    }
  }
}
