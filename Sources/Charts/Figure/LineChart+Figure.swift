import Canvas

extension LineChart: Figure {
  /// Where cells are drawn too: text of their size, and the gutter that charts above each other share.
  package func draw(into scene: inout Scene, rect: SceneRect) {
    let scale = FigureScale(font: 0.88 * SceneCell.fontSize)
    FigureDrawing(self, in: rect.inset(1), scale, minimumGutter: Double(figureGutter) * SceneCell.width)
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
    return zip(charts, places(in: inside, scale)).allSatisfy {
      FigureLayout($0, in: $1, scale).legend.isWhole
    }
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
      return SceneRect(
        x: rect.x, y: rect.y + Double(index) * (share + gap), width: rect.width, height: height)
    }
  }
}
