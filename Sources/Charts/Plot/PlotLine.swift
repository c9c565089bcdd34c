import Canvas
import Tracks

/// One curve of a chart: a track, where its x stands on the chart's, and how it is drawn.
package struct PlotLine: Sendable {
  package enum Shape: Sendable {
    /// Values joined by straight lines: a loss.
    case interpolated
    /// Each value held until the next: a learning rate.
    case stepped
  }

  package var track: Track
  package private(set) var placement = Placement()
  package var label: String
  package var style: Style
  package var dash: DashPattern
  package var shape: Shape

  package init(
    _ track: Track, label: String = "", style: Style = .standard, dash: DashPattern = .solid,
    shape: Shape = .interpolated
  ) {
    self.track = track
    self.label = label
    self.style = style
    self.dash = dash
    self.shape = shape
  }

  /// The planned rest of a schedule: dimmed, finely dotted, under every other line, never in the legend.
  package static func plan(_ track: Track, style: Style, shape: Shape = .stepped) -> PlotLine {
    var dimmed = style
    dimmed.attributes.insert(.dim)
    var line = PlotLine(track, style: dimmed, dash: .fine, shape: shape)
    line.isPlan = true
    return line
  }

  /// The same line as a plan, in a style of its own.
  package func asPlan(_ style: Style) -> PlotLine {
    Self.plan(track, style: style, shape: shape).placed(scale: placement.scale, offset: placement.offset)
  }

  /// The `index`-th of lines that are compared: with color, pattern and number of its own.
  package static func compared(
    _ track: Track, index: Int, label: String, shape: Shape = .interpolated
  ) -> PlotLine {
    var line = PlotLine(track, label: label, style: Style(.series(index)), dash: .line(index), shape: shape)
    line.number = index + 1
    line.tag = (0..<9).contains(index) ? Unicode.Scalar(UInt8(49 + index)) : nil
    return line
  }

  /// A curve beside the one that counts: dimmed, with a pattern of its own and the first letter of its label at its end.
  package static func alternative(
    _ track: Track, index: Int, label: String, isInLegend: Bool = true
  ) -> PlotLine {
    var line = PlotLine(
      track, label: isInLegend ? label : "", style: alternativeStyle(index), dash: alternativeDash(index),
      shape: .stepped)
    line.tag = label.unicodeScalars.first
    line.isAlternative = true
    return line
  }

  package static func alternativeDash(_ index: Int) -> DashPattern { .line(index + 1) }

  package static func alternativeStyle(_ index: Int) -> Style {
    Style(index == 0 ? .series4 : .series8, [.dim])
  }

  package private(set) var isPlan = false
  /// Drawn under the lines that count, above plans.
  private(set) var isAlternative = false
  /// A run that was before the present one, faint behind all others and in no legend.
  package static func ghost(_ track: Track, style: Style, shape: Shape = .interpolated) -> PlotLine {
    var line = PlotLine(track, style: Style(style.foreground, [.dim]), dash: .fine, shape: shape)
    line.isGhost = true
    return line
  }

  /// Whether it is another possibility, which axes are not made for.
  package var isBeside: Bool { isAlternative }
  package private(set) var isGhost = false
  /// Stands before the label in the legend, and stays where labels are cut.
  package private(set) var number: Int?
  /// Drawn at the line's last point, such as the number of its pane.
  package var tag: Unicode.Scalar?

  /// Written right of the plot where there is room, at the height of the last value: the value itself, for most.
  package var endText: String?

  /// The line's entry in the legend with its label, or what is left of it; empty for a line without an entry.
  func legendText(_ label: String) -> String {
    [number.map(String.init), label.isEmpty ? nil : label].compactMap(\.self).joined(separator: " ")
  }

  /// The x of the last point, on the chart.
  var end: Double? { track.lastX.map(placement.x) }

  /// Whether all its points stand within a stretch of the chart's x.
  func lies(in range: ClosedRange<Double>) -> Bool {
    guard let own = track.xRange else { return true }
    return placement.x(own.lowerBound) >= range.lowerBound && placement.x(own.upperBound) <= range.upperBound
  }

  /// The same line at other places, where the chart counts otherwise than its track: `x * scale + offset`, such as
  /// steps for epochs.
  package func placed(scale: Double, offset: Double = 0) -> PlotLine {
    var line = self
    line.placement = Placement(scale: scale, offset: offset)
    return line
  }

  /// The value drawn at `x` of the chart: interpolated or held; nil outside and in gaps. Where segments lie over each
  /// other it is that of the latest.
  package func value(at x: Double) -> Double? {
    let x = placement.trackX(x)
    guard let segment = track.segment(containing: x) else { return nil }
    let next = track.index(after: x, in: segment)
    let (value, start) = (track[next - 1], track.x(at: next - 1))
    guard shape == .interpolated, start < x, next < track.count else { return value.isFinite ? value : nil }
    let mixed = value + (track[next] - value) * ((x - start) / (track.x(at: next) - start))
    return mixed.isFinite ? mixed : nil
  }
}

/// Where the x of a track stands on a chart: at `x * scale + offset`.
package struct Placement: Sendable, Equatable {
  /// Positive.
  package let scale: Double
  package let offset: Double

  /// Takes a scale that is not positive for 1, and an offset that is not finite for 0.
  package init(scale: Double = 1, offset: Double = 0) {
    self.scale = scale.isFinite && scale > 0 ? scale : 1
    self.offset = offset.isFinite ? offset : 0
  }

  package func x(_ trackX: Double) -> Double { trackX * scale + offset }
  package func trackX(_ x: Double) -> Double { (x - offset) / scale }
}
