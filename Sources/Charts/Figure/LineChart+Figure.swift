import Canvas
import Tracks

extension LineChart: Figure {
  /// Where cells are drawn too: text of their size, and the gutter that charts above each other share.
  package func draw(into scene: inout Scene, rect: SceneRect) {
    let scale = FigureScale(font: 0.88 * SceneCell.fontSize)
    FigureDrawing(self, in: rect.inset(1), scale, minimumGutter: Double(minimumGutter) * SceneCell.width)
      .draw(into: &scene)
  }
}

extension ChartStack {
  /// The charts as a picture of its own, their plots aligned and only the lowest with rulers.
  ///
  /// - Parameters:
  ///   - width, height: in points.
  ///   - font: of titles and labels, in points.
  package func scene(width: Double, height: Double, font: Double) -> Scene {
    var scene = Scene(width: width, height: height)
    let scale = FigureScale(font: font)
    let inside = scene.bounds.inset(1.1 * font)
    let places = places(in: inside, scale)
    let layouts = zip(charts.indices, places).map { FigureLayout(chart(at: $0), in: $1, scale) }
    let gutter = layouts.reduce(0) { max($0, $1.plot.x - inside.x) }
    for (index, place) in places.enumerated() {
      FigureDrawing(chart(at: index), in: place, scale, minimumGutter: gutter).draw(into: &scene)
    }
    return scene
  }

  /// Whether all labels of the legends are there to the last letter in such a picture.
  package func legendsAreWhole(width: Double, height: Double, font: Double) -> Bool {
    let scale = FigureScale(font: font)
    let inside = Scene(width: width, height: height).bounds.inset(1.1 * font)
    return zip(charts, places(in: inside, scale)).allSatisfy { FigureLayout($0, in: $1, scale).legend.isWhole }
  }

  private func chart(at index: Int) -> LineChart {
    var chart = charts[index]
    chart.x.isShown = chart.x.isShown && index == charts.count - 1
    return chart
  }

  /// The lowest chart gets the room of its rulers on top of its share, so that the plots are about equally high.
  private func places(in rect: SceneRect, _ scale: FigureScale) -> [SceneRect] {
    guard charts.count > 1 else { return [rect] }
    let (rulers, gap) = (3.4 * scale.font, 0.8 * scale.font)
    let share = (rect.height - rulers - gap * Double(charts.count - 1)) / Double(charts.count)
    return charts.indices.map { index in
      let height = share + (index == charts.count - 1 ? rulers : 0)
      return SceneRect(x: rect.x, y: rect.y + Double(index) * (share + gap), width: rect.width, height: height)
    }
  }
}

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
    guard !chart.placeholder.isEmpty, chart.lines.allSatisfy({ $0.isPlan || $0.track.isEmpty }) else { return }
    let middle = ScenePoint(plot.x + plot.width / 2, plot.y + plot.height / 2)
    scene.write(SceneText(chart.placeholder, at: middle, size: scale.font, Ink(.muted), .middle))
  }
}
