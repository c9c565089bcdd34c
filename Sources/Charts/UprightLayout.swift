import Canvas

/// What of a chart's layout is settled from top to bottom, before it is known how wide a gutter it shares with others.
struct UprightLayout {
  let chart: LineChart
  let area: Rect
  let legend: Legend
  let headerRows: Int
  let rulerRows: Int
  let y: ResolvedAxis
  /// Columns that its own labels and axis need.
  private let ownGutter: Int

  init(_ chart: LineChart, in area: Rect) {
    self.chart = chart
    self.area = area
    legend = Legend(chart, at: area.size)
    headerRows = area.height >= 3 && chart.hasHeader ? legend.rows.count : 0
    rulerRows = chart.rulerRows(in: area.height - headerRows)
    let plotRows = area.height - headerRows - rulerRows
    y = ResolvedAxis(chart.y, showing: chart.extremes, intervals: Self.intervals(plotRows))
    ownGutter = Self.ownGutter(chart, y, area.width)
  }

  /// The gutter, at least `wanted` columns wide; 0 without labels, and where it would leave no room for the plot.
  func gutter(atLeast wanted: Int = 0) -> Int {
    let gutter = max(wanted, ownGutter)
    return chart.y.isShown && area.width - gutter >= max(8, gutter) ? gutter : 0
  }

  /// Columns for what is written at the ends of lines, a blank before it; 0 where they would leave no room for the plot.
  func margin(beside gutter: Int) -> Int {
    let widest = chart.lines.reduce(0) { max($0, $1.endText?.unicodeScalars.count ?? 0) }
    return widest > 0 && area.width - gutter - widest - 1 >= 10 ? widest + 1 : 0
  }

  /// Labels two rows apart in small plots, four in large ones.
  private static func intervals(_ rows: Int) -> Int {
    max(1, rows >= 12 ? (rows - 1) / 3 : (rows - 1) / 2)
  }

  private static func ownGutter(_ chart: LineChart, _ y: ResolvedAxis, _ width: Int) -> Int {
    let widest = y.ticks.reduce(0) { max($0, $1.label.utf8.count) }
    var gutter = widest + 1
    if let second = chart.secondX, width >= 32 {
      gutter = max(gutter, 1 + max(chart.x.name.unicodeScalars.count, second.name.unicodeScalars.count))
    }
    return gutter
  }
}
