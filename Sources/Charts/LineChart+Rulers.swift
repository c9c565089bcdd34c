import Canvas
import Tracks

extension LineChart {
  func drawRulers(into grid: inout CellGrid, _ layout: ChartLayout) {
    drawGutter(into: &grid, layout)
    guard layout.rulers.height > 0 else { return }
    drawRule(into: &grid, layout)
    let row = layout.rulers.y + (labelsAxis(layout) ? 0 : 1)
    drawLabels(layout.x.ticks, name: x.name, row: row, into: &grid, layout)
    if row + 1 < layout.rulers.maxY, let secondX {
      let ticks = secondX.ticks(along: layout.x, intervals: layout.horizontalIntervals)
      drawLabels(ticks, name: secondX.name, row: row + 1, into: &grid, layout)
    }
  }

  private func drawGutter(into grid: inout CellGrid, _ layout: ChartLayout) {
    guard layout.gutter > 0, layout.plot.height > 0 else { return }
    let axis = layout.plot.x - 1
    let box = BoxGlyphs(glyphs)
    grid.verticalLine(
      x: axis, y: layout.plot.y, height: layout.plot.height, glyphs: glyphs, style: Style(.muted))
    var freeFrom = Int.max
    for tick in layout.y.ticks {
      guard let y = layout.row(of: tick.value, glyphs), y < freeFrom || !tick.isMajor else { continue }
      grid[axis, y] = Cell(box.leftTick, Style(.muted))
      guard tick.isMajor else { continue }
      freeFrom = y
      grid.write(tick.label, x: axis - tick.label.utf8.count, y: y, style: Style(.muted))
    }
  }

  private func drawRule(into grid: inout CellGrid, _ layout: ChartLayout) {
    let box = BoxGlyphs(glyphs)
    let (plot, y) = (layout.plot, layout.rulers.y)
    grid.horizontalLine(x: plot.x, y: y, width: plot.width, glyphs: glyphs, style: Style(.muted))
    if layout.gutter > 0 {
      grid[plot.x - 1, y] = Cell(box.corner, Style(.muted))
    }
    guard !labelsAxis(layout) else { return }
    for tick in layout.x.ticks {
      grid[layout.column(of: tick.value, glyphs), y] = Cell(box.bottomTick, Style(.muted))
    }
  }

  /// Labels centred under their ticks, kept inside the chart. The name of the unit ends the row when it fits behind the
  /// last one.
  private func drawLabels(
    _ ticks: [Tick], name: String, row: Int, into grid: inout CellGrid, _ layout: ChartLayout
  ) {
    var free = layout.plot.x
    for (x, tick) in shownLabels(ticks, layout) {
      grid.write(tick.label, x: x, y: row, style: Style(.muted))
      free = x + tick.label.utf8.count + 1
    }
    let width = name.unicodeScalars.count
    if layout.gutter > width, layout.rulers.height > 1 {
      grid.write(name, x: layout.plot.x - 1 - width, y: row, style: Style(.muted, [.dim]))
    } else if layout.plot.maxX - width > free {
      grid.write(name, x: layout.plot.maxX - width, y: row, style: Style(.muted, [.dim]))
    }
  }
}

extension LineChart {
  /// The labels that do not touch each other, with their columns: those of both ends first.
  private func shownLabels(_ ticks: [Tick], _ layout: ChartLayout) -> [(x: Int, tick: Tick)] {
    let places = ticks.map { tick -> Range<Int> in
      let width = tick.label.utf8.count
      let centred = layout.column(of: tick.value, glyphs) - (width - 1) / 2
      let x = max(min(centred, layout.plot.maxX - width), layout.plot.x)
      return x..<x + width
    }
    var shown: [Int] = []
    for index in [ticks.count - 1] + ticks.indices.dropLast() where ticks.indices.contains(index) {
      let wide = places[index].lowerBound - 1..<places[index].upperBound + 1
      let isFree =
        shown.allSatisfy { !places[$0].overlaps(wide) } && places[index].upperBound <= layout.plot.maxX
      if isFree { shown.append(index) }
    }
    return shown.sorted().map { (places[$0].lowerBound, ticks[$0]) }
  }
}

extension SecondRuler {
  /// Nice numbers of this unit, at the x they belong to.
  func ticks(along x: ResolvedAxis, intervals: Int) -> [Tick] {
    guard factor.isFinite, factor != 0, offset.isFinite else { return [] }
    let bounds = Axis.Bounds.fixed(x.lower * factor + offset, x.upper * factor + offset)
    let own = ResolvedAxis(
      Axis(bounds: bounds, labels: .count), showing: Extremes(), intervals: intervals)
    return own.ticks.map { Tick(value: ($0.value - offset) / factor, label: $0.label) }
  }
}
