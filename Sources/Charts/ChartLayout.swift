import Canvas
import Tracks

/// Which part of a chart goes where, and the axes settled for the room there is.
struct ChartLayout {
  /// Title and legend; empty when there is no room or nothing to say.
  private(set) var header: Rect
  /// The inside of the axes.
  private(set) var plot: Rect
  /// Columns left of the plot, the axis itself included; 0 without labels.
  private(set) var gutter = 0
  /// Columns right of the plot, for what is written at the ends of lines.
  let margin: Int
  /// Rows under the plot: the axis, its labels, the second labels; fewer when there is no room.
  private(set) var rulers: Rect
  private(set) var x: ResolvedAxis
  private(set) var y: ResolvedAxis
  let headroom: Int
  let legend: Legend

  init(_ chart: LineChart, in area: Rect) {
    self.init(UprightLayout(chart, in: area))
  }

  /// - Parameters:
  ///   - wanted: at least as wide a gutter, so that charts above each other align.
  ///   - least: the same of the margin.
  init(_ upright: UprightLayout, gutter wanted: Int = 0, margin least: Int = 0) {
    let (chart, area) = (upright.chart, upright.area)
    (legend, y, gutter) = (upright.legend, upright.y, upright.gutter(atLeast: wanted))
    let plotRows = area.height - upright.headerRows - upright.rulerRows
    margin = max(least, upright.margin(beside: gutter))
    header = Rect(x: area.x, y: area.y, width: area.width, height: upright.headerRows)
    plot = Rect(
      x: area.x + gutter, y: area.y + upright.headerRows, width: area.width - gutter - margin,
      height: plotRows)
    rulers = Rect(x: area.x, y: plot.maxY, width: area.width, height: upright.rulerRows)
    var across = chart.x
    across.scale = .linear
    x = ResolvedAxis(across, showing: chart.reach, intervals: Self.horizontalIntervals(plot.width))
    headroom = chart.hasMarkerRow && plotRows >= 5 ? DotPlane.dotsPerCell(chart.glyphs).down : 0
  }

  func projection(_ plane: DotPlane) -> Projection {
    Projection(x: x, y: y, columns: plane.width, rows: plane.height, headroom: headroom)
  }

  /// How many distances between labels the width has room for.
  var horizontalIntervals: Int { Self.horizontalIntervals(plot.width) }

  /// The row of the grid a value falls into; nil outside the bounds.
  func row(of value: Double, _ glyphs: GlyphSet) -> Int? {
    let down = DotPlane.dotsPerCell(glyphs).down
    let rows = plot.height * down
    let projection = Projection(x: x, y: y, columns: 1, rows: rows, headroom: headroom)
    guard let row = projection.row(value), row >= 0, row < rows else { return nil }
    return plot.y + row / down
  }

  /// The column of the grid an x falls into, kept inside the plot.
  func column(of value: Double, _ glyphs: GlyphSet) -> Int {
    let across = DotPlane.dotsPerCell(glyphs).across
    let projection = Projection(x: x, y: y, columns: plot.width * across, rows: 1, headroom: 0)
    return plot.x + min(max(projection.column(value), 0), plot.width * across - 1) / across
  }

  /// The column of the grid an x falls into; nil outside the bounds.
  func visibleColumn(of value: Double, _ glyphs: GlyphSet) -> Int? {
    value >= x.lower && value <= x.upper ? column(of: value, glyphs) : nil
  }

  private static func horizontalIntervals(_ columns: Int) -> Int { min(10, max(1, columns / 6)) }
}

extension LineChart {
  /// The inside of its axes where a grid has it in a rectangle.
  package func plot(in rect: Rect) -> Rect {
    ChartLayout(UprightLayout(self, in: rect), gutter: figureGutter).plot
  }

  /// How many of `free` rows the rulers under the plot take.
  func rulerRows(in free: Int) -> Int {
    guard x.isShown else { return 0 }
    let wanted = secondX == nil ? 2 : 3
    if free >= 4 + wanted { return wanted }
    return free >= 6 ? 2 : free >= 4 ? 1 : 0
  }

  /// Whether the labels stand on the axis itself, as they have no row of their own.
  func labelsAxis(_ layout: ChartLayout) -> Bool {
    layout.rulers.height == 1 || (layout.rulers.height == 2 && secondX != nil)
  }

  var hasHeader: Bool {
    !title.isEmpty || (showsLegend && lines.contains { !$0.legendText($0.label).isEmpty })
  }

  /// From the first x to the last.
  var reach: Extremes {
    lines.reduce(into: Extremes()) { reach, line in
      guard let range = line.track.xRange else { return }
      reach.add(line.placement.x(range.lowerBound))
      reach.add(line.placement.x(range.upperBound))
    }
  }
}
