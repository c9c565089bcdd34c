import Canvas
import Tracks

/// What lies between two curves, such as what a value may come to with some probability.
package struct PlotBand: Sendable {
  package var low: Track
  package var high: Track
  package var style: Style
  package private(set) var placement = Placement()

  package init(_ low: Track, _ high: Track, style: Style) {
    self.low = low
    self.high = high
    self.style = style
  }

  /// The same at other places; see ``PlotLine/placed(scale:offset:)``.
  package func placed(_ placement: Placement) -> PlotBand {
    var band = self
    band.placement = placement
    return band
  }

  /// From where to where it reaches at `x` of the chart; nil outside of it.
  func reach(at x: Double) -> ClosedRange<Double>? {
    let lines = [low, high].map { PlotLine($0).placed(scale: placement.scale, offset: placement.offset) }
    guard let bottom = lines[0].value(at: x), let top = lines[1].value(at: x), bottom <= top else {
      return nil
    }
    return bottom...top
  }
}
