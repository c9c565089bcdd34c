import Canvas
import Tracks

extension FigureDrawing {
  /// Faint areas between two curves, behind everything.
  func drawBands(into scene: inout Scene) {
    for band in chart.bands {
      let top = points(band.high, band)
      let bottom = points(band.low, band)
      guard top.count > 1, bottom.count > 1 else { continue }
      scene.clipped(to: plot) { scene in
        scene.add(.polygon(top + bottom.reversed(), Ink(band.style.foreground, strength: Ink.faint)))
      }
    }
  }

  private func points(_ track: Track, _ band: PlotBand) -> [ScenePoint] {
    (0..<track.count).compactMap { index in
      // What a logarithmic axis cannot show lies below it.
      let y = frame.y.canShow(track[index]) ? frame.top(of: track[index]) : plot.maxY
      return ScenePoint(frame.left(of: band.placement.x(track.x(at: index))), y)
    }
  }
}
