import Canvas

/// A line of text as polygons: the strokes of `StrokeFont`, as thick as the weight wants them.
struct StrokeText {
  private(set) var polygons: [[ScenePoint]] = []
  private let text: SceneText

  /// Of the font's size.
  private static let (regular, bold) = (0.085, 0.135)

  init(_ text: SceneText) {
    self.text = text
    var pen = text.start
    let weight = text.size * (text.isBold ? Self.bold : Self.regular)
    let outline = StrokeOutline(width: weight)
    for scalar in text.string.unicodeScalars {
      let place = place(of: scalar)
      add(StrokeFont.glyph(scalar), outline, at: pen + place.indent, place.stretch)
      pen += place.advance
    }
    guard text.isUnderlined else { return }
    let line = [(text.start, -0.18 * text.size), (pen, -0.18 * text.size)]
    outline.forEachPolygon(line.map { onPage($0.0, $0.1) }) { polygons.append($0) }
  }

  /// How far a scalar moves the pen, where in that room it stands, and how far it is stretched across.
  private func place(of scalar: Unicode.Scalar) -> (advance: Double, indent: Double, stretch: Double) {
    let own = StrokeFont.glyph(scalar).width * text.size
    switch text.face {
    case .proportional:
      let advance = TextWidth.advance(scalar) / 1000 * text.size * (text.isBold ? 1.06 : 1)
      return (advance, max(0, (advance - own) / 2), own > 0 ? min(1, advance / own) : 1)
    case .cells(let width):
      let stretch = own > width * 0.98 ? width * 0.98 / own : 1
      return (width, (width - own * stretch) / 2, stretch)
    }
  }

  private mutating func add(
    _ glyph: StrokeFont.Glyph, _ outline: StrokeOutline, at x: Double, _ stretch: Double
  ) {
    func placed(_ point: ScenePoint) -> ScenePoint {
      onPage(x + point.x * text.size * stretch, point.y * text.size)
    }
    for stroke in glyph.strokes { outline.forEachPolygon(stroke.map(placed)) { polygons.append($0) } }
    for area in glyph.areas { polygons.append(area.map(placed)) }
    for dot in glyph.dots {
      polygons.append(StrokeOutline.disc(placed(dot), outline.width * StrokeFont.dotSize))
    }
  }

  /// From a place along the base line and above it to one in the picture.
  private func onPage(_ along: Double, _ above: Double) -> ScenePoint {
    text.isUpright
      ? ScenePoint(text.origin.x - above, text.origin.y - along)
      : ScenePoint(text.origin.x + along, text.origin.y - above)
  }
}
