import Canvas
import Tracks

/// A chart drawn into a picture: axes, guides, curves, and what is marked on them.
struct FigureDrawing {
  let chart: LineChart
  let layout: FigureLayout

  var scale: FigureScale { layout.scale }
  var plot: SceneRect { layout.plot }
  var frame: FigureFrame { layout.frame }

  init(_ chart: LineChart, in rect: SceneRect, _ scale: FigureScale, minimumGutter: Double = 0) {
    self.chart = chart
    layout = FigureLayout(chart, in: rect, scale, minimumGutter: minimumGutter)
  }

  func draw(into scene: inout Scene) {
    drawHeader(into: &scene)
    guard plot.width > 2, plot.height > 2 else { return }
    drawBands(into: &scene)
    drawShades(into: &scene)
    drawGuides(into: &scene)
    drawPhases(into: &scene)
    drawAxes(into: &scene)
    let curves = chart.drawingOrder.map { FigureCurve(chart.lines[$0], in: frame) }
    scene.clipped(to: clip) { scene in
      for (index, curve) in zip(chart.drawingOrder, curves) { draw(curve, chart.lines[index], into: &scene) }
    }
    drawGaps(of: curves, into: &scene)
    drawChanges(into: &scene)
    drawTags(into: &scene)
    drawClipped(into: &scene)
    drawDivergences(into: &scene)
    drawCursor(into: &scene)
    drawPlaceholder(into: &scene)
  }

  /// The plot, and so much around it that lines along its edges are not cut.
  private var clip: SceneRect { plot.inset(-scale.line) }

  private func drawHeader(into scene: inout Scene) {
    guard layout.header.height > 0 else { return }
    let corner = ScenePoint(layout.header.x, layout.header.y)
    scene.write(
      SceneText(
        title, at: corner.moved(x: 0, y: scale.font), size: scale.font, Ink(.standard), isBold: true))
    layout.legend.draw(into: &scene, at: corner)
  }

  /// As much of the title as there is room for.
  private var title: String {
    var title = chart.title
    while title.count > 1, TextWidth.of(title, size: scale.font, isBold: true) > layout.header.width {
      title = title.dropLast(title.hasSuffix("…") ? 2 : 1) + "…"
    }
    return title
  }

  private func draw(_ curve: FigureCurve, _ line: PlotLine, into scene: inout Scene) {
    let stroke = scale.stroke(line)
    for points in curve.lines { scene.add(.polyline(points, stroke)) }
    if !curve.dots.isEmpty { scene.add(.discs(curve.dots, radius: scale.line, stroke.ink)) }
  }

  private func drawPlaceholder(into scene: inout Scene) {
    guard !chart.placeholder.isEmpty, chart.lines.allSatisfy({ $0.isPlan || $0.track.isEmpty }) else {
      return
    }
    let middle = ScenePoint(plot.x + plot.width / 2, plot.y + plot.height / 2)
    scene.write(SceneText(chart.placeholder, at: middle, size: scale.font, Ink(.muted), .middle))
  }
}
