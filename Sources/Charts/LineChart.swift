import Canvas
import Tracks

/// Lines over a common x, with axes, markers and a cursor, drawn into any rectangle of a grid.
///
///     var chart = LineChart(title: "LR")
///     chart.lines = [PlotLine(lr, style: Style(.lr), shape: .stepped)]
///     chart.y.scale = .log
///     chart.draw(into: &grid, rect: Rect(x: 0, y: 0, width: 40, height: 10))
///
/// It is a value made for every frame; only what a frame shows costs anything. In small rectangles it leaves out,
/// in this order: labels, rulers, the gutter, the title. It never draws outside its rectangle.
package struct LineChart: Sendable {
  package var title = ""
  /// Bottom to top.
  package var lines: [PlotLine] = []
  package var markers: [PlotMarker] = []
  /// What lies between two curves, set off behind all others.
  package var bands: [PlotBand] = []
  /// Stretches of x that are set off, under the curves.
  package var shades: [PlotShade] = []
  /// Always linear, whatever its scale says.
  package var x = Axis(labels: .count, name: "epoch")
  package var y = Axis()
  /// A second ruler under the first, such as steps under epochs.
  package var secondX: SecondRuler?
  /// An x to be shown by a vertical rule and a dot on each line.
  package var cursor: Double?
  package var glyphs: GlyphSet
  package var showsLegend = true
  /// Keeps the plot's top row free for the markers.
  package var hasMarkerRow = false
  /// What automatic bounds show instead of the lines' own values, such as those of all charts that share an axis.
  package var shown: Extremes?
  /// Whether a start that is much steeper than the rest may leave the plot, where it is marked: `↑2.2`.
  package var clipsStart = false
  /// Cells that a figure leaves left of its plot at least, so that the plots of charts above each other align.
  var figureGutter = 0
  /// The same right of it.
  var figureMargin = 0
  /// Shown while there is nothing to draw.
  package var placeholder = ""

  package init(title: String = "", glyphs: GlyphSet = .braille) {
    self.title = title
    self.glyphs = glyphs
  }

  package func draw(into grid: inout CellGrid, rect: Rect) {
    let area = rect.intersection(grid.bounds)
    guard !area.isEmpty else { return }
    if grid.collectsFigures { return grid.place(self, in: area) }
    draw(into: &grid, ChartLayout(self, in: area))
  }

  func draw(into grid: inout CellGrid, _ layout: ChartLayout) {
    drawHeader(into: &grid, layout)
    drawRulers(into: &grid, layout)
    drawPlot(into: &grid, layout)
  }
}

/// A ruler that counts the same x in another unit: `value = x * factor + offset`.
package struct SecondRuler: Sendable, Equatable {
  package var name: String
  package var factor: Double
  package var offset: Double

  package init(name: String, factor: Double, offset: Double = 0) {
    self.name = name
    self.factor = factor
    self.offset = offset
  }
}
