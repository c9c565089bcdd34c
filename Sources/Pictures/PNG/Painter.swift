import Canvas

/// Draws shapes into pixels, their edges smooth.
struct Painter {
  private(set) var pixels: Pixels
  private var glyphs = GlyphMasks()
  private let theme: Theme

  init(width: Int, height: Int, theme: Theme) {
    pixels = Pixels(width: width, height: height, background: theme.background)
    self.theme = theme
  }

  mutating func paint(_ item: Scene.Item) {
    switch item.shape {
    case .rect(let rect, let ink): fill([Self.corners(rect)], ink, item.clip)
    case .polygon(let points, let ink): fill([points], ink, item.clip)
    case .discs(let points, let radius, let ink):
      for point in points { fill([StrokeOutline.disc(point, radius)], ink, item.clip) }
    case .polyline(let points, let stroke): self.stroke(points, stroke, item.clip)
    case .text(let text): write(text, item.clip)
    }
  }

  private mutating func stroke(_ points: [ScenePoint], _ stroke: Stroke, _ clip: SceneRect?) {
    guard points.allSatisfy(CoverageMask.isInReach) else { return }
    var polygons: [[ScenePoint]] = []
    let outline = StrokeOutline(width: stroke.width, hasRoundEnds: stroke.dashes.isEmpty)
    for piece in StrokeOutline.dashed(points, stroke.dashes) {
      outline.forEachPolygon(piece) { polygons.append($0) }
    }
    fill(polygons, stroke.ink, clip)
  }

  private mutating func write(_ text: SceneText, _ clip: SceneRect?) {
    let (stroked, area, color) = (StrokeText(text), area(clip), theme.rgb(text.ink))
    for glyph in stroked.glyphs {
      guard let (mask, x, y) = glyphs.mask(of: glyph, in: stroked) else { continue }
      pixels.blend(mask, color, movedBy: (x, y), within: area)
    }
    fill(stroked.underline, text.ink, clip)
  }

  /// Fills polygons together, so that where they overlap nothing is drawn twice.
  private mutating func fill(_ polygons: [[ScenePoint]], _ ink: Ink, _ clip: SceneRect?) {
    let area = area(clip)
    for top in stride(from: area.y.lowerBound, to: area.y.upperBound, by: Self.bandRows) {
      let band = PixelArea(x: area.x, y: top..<min(top + Self.bandRows, area.y.upperBound))
      guard let mask = CoverageMask(polygons, within: band) else { continue }
      pixels.blend(mask, theme.rgb(ink), within: band)
    }
  }

  /// Large pictures are filled so many rows at a time, as a mask of all would take more memory than they do.
  private static let bandRows = 1_024

  /// The pixels that a shape may change.
  private func area(_ clip: SceneRect?) -> PixelArea {
    let whole = PixelArea(x: 0..<pixels.width, y: 0..<pixels.height)
    guard let clip else { return whole }
    func pixel(_ place: Double, _ end: Int) -> Int {
      Int(max(0, min(Double(end), place.rounded())))
    }
    let (left, top) = (pixel(clip.x, pixels.width), pixel(clip.y, pixels.height))
    return PixelArea(
      x: left..<max(left, pixel(clip.maxX, pixels.width)), y: top..<max(top, pixel(clip.maxY, pixels.height)))
  }

  private static func corners(_ rect: SceneRect) -> [ScenePoint] {
    [
      ScenePoint(rect.x, rect.y), ScenePoint(rect.maxX, rect.y), ScenePoint(rect.maxX, rect.maxY),
      ScenePoint(rect.x, rect.maxY),
    ]
  }
}
