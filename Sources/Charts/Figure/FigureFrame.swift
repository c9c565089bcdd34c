import Canvas

/// The inside of a chart's axes, and where values stand there.
struct FigureFrame {
  let plot: SceneRect
  let x: ResolvedAxis
  let y: ResolvedAxis

  /// The x of the picture. Far-off values are kept within what a picture can say.
  func left(of x: Double) -> Double { plot.x + plot.width * Self.kept(self.x.fraction(x)) }

  func top(of value: Double) -> Double { plot.maxY - plot.height * Self.kept(y.fraction(value)) }

  private static func kept(_ fraction: Double) -> Double { min(max(fraction, -1e4), 1e4) }
}
