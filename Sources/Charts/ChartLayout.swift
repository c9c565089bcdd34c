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
  /// Rows under the plot: the axis, its labels, the second labels; fewer when there is no room.
  private(set) var rulers: Rect
  private(set) var x: ResolvedAxis
  private(set) var y: ResolvedAxis
  let headroom: Int
  let legend: Legend

  init(_ chart: LineChart, in area: Rect) {
    legend = Legend(chart, at: area.size)
    let (headerRows, rulerRows) = Self.rows(chart, area.size, legend)
    let plotRows = area.height - headerRows - rulerRows
    header = Rect(x: area.x, y: area.y, width: area.width, height: headerRows)
    y = ResolvedAxis(chart.y, showing: chart.extremes, intervals: Self.verticalIntervals(plotRows))
    gutter = Self.gutter(chart, y, area.width)
    plot = Rect(x: area.x + gutter, y: area.y + headerRows, width: area.width - gutter, height: plotRows)
    rulers = Rect(x: area.x, y: plot.maxY, width: area.width, height: rulerRows)
    var across = chart.x
    across.scale = .linear
    x = ResolvedAxis(across, showing: chart.reach, intervals: Self.horizontalIntervals(plot.width))
    headroom = chart.hasMarkerRow && plotRows >= 5 ? DotPlane.dotsPerCell(chart.glyphs).down : 0
  }

  /// The gutter alone, which does not depend on what is across.
  static func gutter(of chart: LineChart, in size: Size) -> Int {
    let (header, rulers) = rows(chart, size, Legend(chart, at: size))
    let intervals = verticalIntervals(size.height - header - rulers)
    return gutter(chart, ResolvedAxis(chart.y, showing: chart.extremes, intervals: intervals), size.width)
  }

  private static func rows(_ chart: LineChart, _ size: Size, _ legend: Legend) -> (header: Int, rulers: Int) {
    let header = headerRows(chart, size, legend)
    return (header, chart.rulerRows(in: size.height - header))
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

  /// A row, and in large charts more when the legend does not fit beside the title.
  private static func headerRows(_ chart: LineChart, _ size: Size, _ legend: Legend) -> Int {
    size.height >= 3 && chart.hasHeader ? legend.rows.count : 0
  }

  private static func horizontalIntervals(_ columns: Int) -> Int { min(10, max(1, columns / 6)) }

  /// Labels two rows apart in small plots, four in large ones.
  private static func verticalIntervals(_ rows: Int) -> Int {
    max(1, rows >= 12 ? (rows - 1) / 3 : (rows - 1) / 2)
  }

  private static func gutter(_ chart: LineChart, _ y: ResolvedAxis, _ width: Int) -> Int {
    guard chart.y.isShown else { return 0 }
    let widest = y.ticks.reduce(0) { max($0, $1.label.utf8.count) }
    var gutter = max(chart.minimumGutter, widest + 1)
    if let second = chart.secondX, width >= 32 {
      gutter = max(gutter, 1 + max(chart.x.name.unicodeScalars.count, second.name.unicodeScalars.count))
    }
    return width - gutter >= max(8, gutter) ? gutter : 0
  }
}

extension LineChart {
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
