import Canvas

/// One curve of a chart.
package struct PlotLine: Sendable {
  package enum Shape: Sendable {
    /// Values joined by straight lines: a loss.
    case interpolated
    /// Each value held until the next: a learning rate.
    case stepped
  }

  package var series: Series
  /// The x of the first value.
  package var start: Double
  /// How far the others follow each other: 1, or more where the ruler counts steps and a value stands for an epoch.
  package var spacing: Double {
    didSet { if !(spacing.isFinite && spacing > 0) { spacing = 1 } }
  }
  package var label: String
  package var style: Style
  package var dash: DashPattern
  package var shape: Shape

  package init(
    _ series: Series, start: Double = 1, label: String = "", style: Style = .standard,
    dash: DashPattern = .solid,
    shape: Shape = .interpolated
  ) {
    self.series = series
    self.start = start
    spacing = 1
    self.label = label
    self.style = style
    self.dash = dash
    self.shape = shape
  }

  /// The planned rest of a schedule: dimmed, finely dotted, under every other line, never in the legend.
  package static func plan(_ series: Series, start: Double, style: Style, shape: Shape = .stepped) -> PlotLine
  {
    var dimmed = style
    dimmed.attributes.insert(.dim)
    var line = PlotLine(series, start: start, style: dimmed, dash: .fine, shape: shape)
    line.isPlan = true
    return line
  }

  /// The `index`-th of lines that are compared: with colour, pattern and number of its own.
  package static func compared(
    _ series: Series, index: Int, label: String, shape: Shape = .interpolated
  ) -> PlotLine {
    var line = PlotLine(
      series, label: label, style: Style(.series(index)), dash: .line(index), shape: shape)
    line.tag = (0..<9).contains(index) ? Unicode.Scalar(UInt8(49 + index)) : nil
    return line
  }

  /// A curve beside the one that counts: dimmed, with a pattern of its own and the first letter of its label at its end.
  package static func alternative(
    _ series: Series, start: Double = 1, index: Int, label: String, isInLegend: Bool = true
  ) -> PlotLine {
    var line = PlotLine(
      series, start: start, label: isInLegend ? label : "", style: alternativeStyle(index),
      dash: .line(index + 1), shape: .stepped)
    line.tag = label.unicodeScalars.first
    line.isAlternative = true
    return line
  }

  package static func alternativeStyle(_ index: Int) -> Style {
    Style(index == 0 ? .series4 : .series8, [.dim])
  }

  package private(set) var isPlan = false
  /// Drawn under the lines that count, above plans.
  private(set) var isAlternative = false
  /// Drawn at the line's last point, such as the number of its pane.
  package var tag: Unicode.Scalar?

  /// The x of the last value.
  var end: Double { x(max(0, series.count - 1)) }

  /// The x of a value.
  func x(_ index: Int) -> Double { start + Double(index) * spacing }

  /// The same line with its values at other places.
  package func placed(from start: Double, every spacing: Double) -> PlotLine {
    var line = self
    line.start = start
    line.spacing = spacing
    return line
  }

  /// The value drawn at `x`: interpolated or held; nil outside and in gaps.
  package func value(at x: Double) -> Double? {
    let position = (x - start) / spacing
    guard position >= 0, position <= Double(series.count - 1) else { return nil }
    let index = Int(position)
    let value = series[index]
    guard shape == .interpolated, position > Double(index) else { return value.isFinite ? value : nil }
    let mixed = value + (series[index + 1] - value) * (position - Double(index))
    return mixed.isFinite ? mixed : nil
  }
}
