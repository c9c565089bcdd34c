import Canvas

/// A stretch of x that is set off from the rest, such as one where a run does not do what was planned.
package struct PlotShade: Sendable, Equatable {
  package var range: ClosedRange<Double>
  package var style: Style

  package init(_ range: ClosedRange<Double>, style: Style = Style(.warning, [.dim])) {
    self.range = range
    self.style = style
  }
}
