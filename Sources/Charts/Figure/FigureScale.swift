import Canvas

/// The sizes of a chart's parts in points, all in proportion to its text.
struct FigureScale: Sendable {
  /// Of titles and labels.
  let font: Double

  /// Of the numbers at the axes.
  var small: Double { 0.9 * font }
  /// From one base line to the next.
  var row: Double { 1.5 * font }
  /// Of the curves that count.
  var line: Double { 0.14 * font }
  var thin: Double { 0.075 * font }
  var tick: Double { 0.32 * font }
  var gap: Double { 0.35 * font }
  /// Of a sample in the legend.
  var sample: Double { 1.9 * font }

  func width(_ text: String) -> Double { TextWidth.of(text, size: small) }

  /// How a line of a chart is drawn.
  func stroke(_ line: PlotLine) -> Stroke {
    let width = line.isPlan ? 0.8 * self.line : line.isAlternative ? 0.9 * self.line : self.line
    return Stroke(Ink(line.style), width: width, dashes: line.dash.lengths.map { $0 * font / 12 })
  }
}

extension DashPattern {
  /// Dashes and gaps by turns, for text of 12 points.
  fileprivate var lengths: [Double] {
    switch self {
    case .solid: []
    case .dashed: [6, 3]
    case .dotted: [1.6, 2.4]
    case .dashDotted: [7, 2.6, 1.6, 2.6]
    case .longDashed: [11, 3.5]
    case .fine: [2.2, 2.6]
    }
  }
}
