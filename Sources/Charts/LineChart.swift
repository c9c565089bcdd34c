import Canvas

/// Lines over a common x, with axes, markers and a cursor, drawn into any rectangle of a grid.
///
///     var chart = LineChart(title: "LR")
///     chart.lines = [PlotLine(lr, style: Style(.lr), shape: .stepped)]
///     chart.y.scale = .log
///     chart.draw(into: &grid, rect: Rect(x: 0, y: 0, width: 40, height: 10))
///
/// It is a value made anew for every frame; only what a frame shows costs anything. In small rectangles it leaves out,
/// in this order: labels, rulers, the gutter, the title. It never draws outside its rectangle.
package struct LineChart: Sendable {
  package var title = ""
  /// Bottom to top.
  package var lines: [PlotLine] = []
  package var markers: [PlotMarker] = []
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
  /// At least this wide, so that charts above each other align (`gutterWidth(in:)`).
  package var minimumGutter = 0
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
    let layout = ChartLayout(self, in: area)
    drawHeader(into: &grid, layout)
    drawRulers(into: &grid, layout)
    drawPlot(into: &grid, layout)
  }

  /// How wide the gutter for labels and axis would be: take the largest of several charts as their `minimumGutter`.
  package func gutterWidth(in rect: Rect) -> Int {
    ChartLayout.gutter(of: self, in: rect.size)
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
