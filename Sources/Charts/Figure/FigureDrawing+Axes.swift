import Canvas

extension FigureDrawing {
  /// Faint lines at the labeled values, where there is room to need them.
  func drawGuides(into scene: inout Scene) {
    guard layout.isLarge, chart.y.isShown else { return }
    let stroke = Stroke(Ink(.muted, strength: Ink.faint), width: scale.thin)
    for mark in layout.y.marks where mark.value > layout.y.lower {
      let y = frame.top(of: mark.value)
      scene.line(ScenePoint(plot.x, y), ScenePoint(plot.maxX, y), stroke)
    }
  }

  func drawAxes(into scene: inout Scene) {
    let stroke = Stroke(Ink(.muted), width: scale.thin)
    scene.line(ScenePoint(plot.x, plot.maxY), ScenePoint(plot.maxX, plot.maxY), stroke)
    drawHorizontal(into: &scene, stroke)
    guard chart.y.isShown else { return }
    scene.line(ScenePoint(plot.x, plot.y), ScenePoint(plot.x, plot.maxY), stroke)
    for value in layout.y.minorTicks {
      let y = frame.top(of: value)
      scene.line(ScenePoint(plot.x - 0.55 * scale.tick, y), ScenePoint(plot.x, y), stroke)
    }
    for mark in layout.y.marks {
      let y = frame.top(of: mark.value)
      guard y > plot.y - 1, y < plot.maxY + 1 else { continue }
      scene.line(ScenePoint(plot.x - scale.tick, y), ScenePoint(plot.x, y), stroke)
      let end = ScenePoint(plot.x - scale.tick - scale.gap, y + 0.36 * scale.small)
      write(mark.label, endingAt: end, into: &scene)
    }
    guard layout.isLarge, !chart.y.name.isEmpty else { return }
    let widest = layout.y.marks.reduce(0) { max($0, $1.label.width(scale)) }
    let x = plot.x - scale.tick - 2 * scale.gap - widest - 0.3 * scale.font
    var name = SceneText(
      chart.y.name, at: ScenePoint(x, plot.y + plot.height / 2), size: scale.font, Ink(.standard), .middle)
    name.isUpright = true
    scene.write(name)
  }

  private func drawHorizontal(into scene: inout Scene, _ stroke: Stroke) {
    for mark in layout.x.marks {
      let x = frame.left(of: mark.value)
      scene.line(ScenePoint(x, plot.maxY), ScenePoint(x, plot.maxY + scale.tick), stroke)
      guard let line = layout.labelLine else { continue }
      write(mark.label, around: ScenePoint(x, line), into: &scene)
    }
    if let line = layout.secondLine, let second = chart.secondX {
      let intervals = max(1, min(10, Int(plot.width / (4.5 * scale.font))))
      for tick in second.ticks(along: layout.x.axis, intervals: intervals) where tick.isMajor {
        write(FigureLabel(tick.label), around: ScenePoint(frame.left(of: tick.value), line), into: &scene)
      }
    }
    drawNames(into: &scene)
  }

  /// Of one ruler in the middle below it where there is room; of two, and in small charts, before their labels.
  private func drawNames(into scene: inout Scene) {
    if let line = layout.nameLine {
      let place = ScenePoint(plot.x + plot.width / 2, line)
      return scene.write(SceneText(chart.x.name, at: place, size: scale.font, Ink(.standard), .middle))
    }
    for (line, name) in [(layout.labelLine, chart.x.name), (layout.secondLine, chart.secondX?.name ?? "")] {
      let first = layout.x.marks.first.map { frame.left(of: $0.value) - $0.label.width(scale) / 2 } ?? plot.x
      let end = min(plot.x, first) - scale.gap - scale.tick
      guard let line, scale.width(name) < end - (layout.header.x - 1) else { continue }
      scene.write(SceneText(name, at: ScenePoint(end, line), size: scale.small, Ink(.muted), .end))
    }
  }

  private func write(_ label: FigureLabel, around place: ScenePoint, into scene: inout Scene) {
    write(label, endingAt: place.moved(x: label.width(scale) / 2, y: 0), into: &scene)
  }

  private func write(_ label: FigureLabel, endingAt end: ScenePoint, into scene: inout Scene) {
    let raised = FigureLabel.raised * scale.small
    let exponent = TextWidth.of(label.exponent, size: raised)
    scene.write(
      SceneText(label.text, at: end.moved(x: -exponent, y: 0), size: scale.small, Ink(.muted), .end))
    let above = ScenePoint(end.x - exponent, end.y - 0.36 * scale.small)
    scene.write(SceneText(label.exponent, at: above, size: raised, Ink(.muted)))
  }
}
