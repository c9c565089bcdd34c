import Canvas
import Tracks

/// Which part of a chart goes where in a picture.
struct FigureLayout {
  let scale: FigureScale
  /// Title and legend.
  private(set) var header: SceneRect
  let legend: FigureLegend
  private(set) var plot: SceneRect
  private(set) var x: FigureAxis
  private(set) var y: FigureAxis
  /// Base lines of the labels below, of the second ruler, and of the name; nil where there is none.
  private(set) var labelLine: Double?
  private(set) var secondLine: Double?
  private(set) var nameLine: Double?
  /// Whether there is room for the guides behind the curves and the names of the axes.
  let isLarge: Bool

  init(_ chart: LineChart, in rect: SceneRect, _ scale: FigureScale, minimumGutter: Double = 0) {
    self.scale = scale
    isLarge = rect.height >= 11 * scale.font && rect.width >= 20 * scale.font
    let title = TextWidth.of(chart.title, size: scale.font, isBold: true)
    legend = FigureLegend(
      chart, width: rect.width, title: title, mostRows: max(1, Int(0.4 * rect.height / scale.row)), scale)
    let headerRows = chart.hasHeader && rect.height > 4 * scale.font ? max(1, legend.rows.count) : 0
    header = SceneRect(x: rect.x, y: rect.y, width: rect.width, height: Double(headerRows) * scale.row)
    let top = rect.y + header.height + Self.headroom(chart) * scale.font
    let bottom = Self.rowsBelow(chart, isLarge: isLarge, rect, scale)
    let height = max(0, rect.maxY - bottom.height - top)
    y = FigureAxis(
      vertical: chart.y, showing: chart.extremes, intervals: max(1, min(10, Int(height / (2.4 * scale.font))))
    )
    let gutter = max(minimumGutter, Self.gutter(chart, y, isLarge: isLarge, scale))
    let right = Self.right(chart, scale)
    plot = SceneRect(x: rect.x + gutter, y: top, width: rect.width - gutter - right, height: height)
    x = FigureAxis(horizontal: chart.x, showing: chart.reach, length: plot.width, scale)
    labelLine = bottom.labels.map { plot.maxY + $0 }
    secondLine = bottom.second.map { plot.maxY + $0 }
    nameLine = bottom.name.map { plot.maxY + $0 }
  }

  var frame: FigureFrame { FigureFrame(plot: plot, x: x.axis, y: y.axis) }

  /// The room left of the plot: labels, ticks, the name of the axis.
  static func gutter(_ chart: LineChart, _ y: FigureAxis, isLarge: Bool, _ scale: FigureScale) -> Double {
    guard chart.y.isShown else { return scale.gap }
    let labels = y.marks.reduce(0) { max($0, $1.label.width(scale)) }
    return labels + scale.tick + 2 * scale.gap + (isLarge && !chart.y.name.isEmpty ? scale.row : 0)
  }

  /// The room above the plot for what is marked there, in heights of the font.
  private static func headroom(_ chart: LineChart) -> Double {
    chart.markers.contains { $0.kind == .phase } ? 1.1 : chart.hasMarkerRow ? 0.9 : 0.5
  }

  /// The room right of the plot, for what is written at the ends of lines, or half of the last label below.
  private static func right(_ chart: LineChart, _ scale: FigureScale) -> Double {
    let widest = chart.lines.reduce(0) { max($0, $1.endText.map(scale.width) ?? 0) }
    let shared = Double(chart.figureMargin) * SceneCell.width
    return max(1.3 * scale.font, widest + 2 * scale.gap, shared)
  }

  private static func rowsBelow(
    _ chart: LineChart, isLarge: Bool, _ rect: SceneRect, _ scale: FigureScale
  ) -> (height: Double, labels: Double?, second: Double?, name: Double?) {
    guard chart.x.isShown, rect.height > 5 * scale.font else { return (0.4 * scale.font, nil, nil, nil) }
    let labels = scale.tick + scale.gap + 0.75 * scale.small
    var last = labels
    let second: Double? = chart.secondX == nil || !isLarge ? nil : last + 1.3 * scale.font
    last = second ?? last
    let name: Double? = isLarge && second == nil && !chart.x.name.isEmpty ? last + 1.5 * scale.font : nil
    last = name ?? last
    return (last + 0.5 * scale.font, labels, second, name)
  }
}
