/// What a direction of a chart shows: the caller's wish, of which `ResolvedAxis` makes bounds and ticks.
package struct Axis: Sendable, Equatable {
  package enum Scale: Sendable {
    case linear
    /// Base 10; values that are not positive are gaps.
    case log
  }

  package enum Bounds: Sendable, Equatable {
    /// The values' range, rounded outwards to ticks, so that it changes only now and then. From zero, if the
    /// values come near it.
    case auto
    /// Exactly these, in either order.
    case fixed(Double, Double)
  }

  package enum Labels: Sendable {
    /// `0.05`, `100`, `2e-6`
    case number
    /// `50`, `20k`, `1.5M`, never a fraction: epochs and steps.
    case count
    /// `1e-3` for -3: what is shown are logarithms to base 10.
    case power
    /// `45m`, `1h30`: seconds since something began.
    case elapsed
    /// `09:15`, `Nov 27`: seconds since 1970, as the clock on the wall has them.
    case clock
  }

  package var scale: Scale
  package var bounds: Bounds
  package var labels: Labels
  /// Drawn where there is room for it, such as `epoch`.
  package var name: String
  /// Whether a row (x) or a gutter (y) is spent on ticks and labels.
  package var isShown: Bool

  package init(
    _ scale: Scale = .linear, bounds: Bounds = .auto, labels: Labels = .number, name: String = "",
    isShown: Bool = true
  ) {
    self.scale = scale
    self.bounds = bounds
    self.labels = labels
    self.name = name
    self.isShown = isShown
  }
}
