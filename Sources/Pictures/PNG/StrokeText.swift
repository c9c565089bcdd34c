import Canvas

/// A line of text as glyphs of `StrokeFont` with their places, their strokes as thick as the weight wants them.
struct StrokeText {
  struct Placed {
    let scalar: Unicode.Scalar
    /// Where its base line begins, in the picture.
    let origin: ScenePoint
    /// How far it is stretched across.
    let stretch: Double
  }

  let text: SceneText
  private(set) var glyphs: [Placed] = []
  private var end = 0.0

  /// Of the font's size.
  private static let (regular, bold) = (0.085, 0.135)

  init(_ text: SceneText) {
    self.text = text
    var pen = text.start
    for scalar in text.string.unicodeScalars {
      let place = place(of: scalar)
      glyphs.append(Placed(scalar: scalar, origin: onPage(pen + place.indent, 0), stretch: place.stretch))
      pen += place.advance
    }
    end = pen
  }

  /// A glyph's polygons around its own origin.
  func polygons(of placed: Placed) -> [[ScenePoint]] {
    let glyph = StrokeFont.glyph(placed.scalar)
    func turned(_ point: ScenePoint) -> ScenePoint {
      let (along, above) = (point.x * text.size * placed.stretch, point.y * text.size)
      return text.isUpright ? ScenePoint(-above, -along) : ScenePoint(along, -above)
    }
    var polygons: [[ScenePoint]] = []
    for stroke in glyph.strokes { outline.forEachPolygon(stroke.map(turned)) { polygons.append($0) } }
    for area in glyph.areas { polygons.append(area.map(turned)) }
    for dot in glyph.dots {
      polygons.append(StrokeOutline.disc(turned(dot), outline.width * StrokeFont.dotSize))
    }
    return polygons
  }

  /// The line below the text, in the picture; nothing where it has none.
  var underline: [[ScenePoint]] {
    guard text.isUnderlined else { return [] }
    let below = -0.18 * text.size
    var polygons: [[ScenePoint]] = []
    outline.forEachPolygon([onPage(text.start, below), onPage(end, below)]) { polygons.append($0) }
    return polygons
  }

  private var outline: StrokeOutline {
    StrokeOutline(width: text.size * (text.isBold ? Self.bold : Self.regular))
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

  /// From a place along the base line and above it to one in the picture.
  private func onPage(_ along: Double, _ above: Double) -> ScenePoint {
    text.isUpright
      ? ScenePoint(text.origin.x - above, text.origin.y - along)
      : ScenePoint(text.origin.x + along, text.origin.y - above)
  }
}
