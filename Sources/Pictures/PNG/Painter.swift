import Canvas

#if canImport(Glibc)
  import Glibc
#endif

/// Draws shapes into pixels, their edges smooth.
struct Painter {
  private(set) var pixels: Pixels
  private let scale: Double
  private let theme: Theme

  init(width: Int, height: Int, scale: Double, theme: Theme) {
    pixels = Pixels(width: width, height: height, background: theme.background)
    self.scale = scale
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
    guard points.allSatisfy(Self.isDrawable) else { return }
    var polygons: [[ScenePoint]] = []
    let outline = StrokeOutline(width: stroke.width, hasRoundEnds: stroke.dashes.isEmpty)
    for piece in StrokeOutline.dashed(points, stroke.dashes) {
      outline.forEachPolygon(piece) { polygons.append($0) }
    }
    fill(polygons, stroke.ink, clip)
  }

  private mutating func write(_ text: SceneText, _ clip: SceneRect?) {
    fill(StrokeText(text).polygons, text.ink, clip)
  }

  /// Fills polygons together, so that where they overlap nothing is drawn twice.
  private mutating func fill(_ polygons: [[ScenePoint]], _ ink: Ink, _ clip: SceneRect?) {
    let scaled = polygons.map { $0.map { ScenePoint($0.x * scale, $0.y * scale) } }
    guard var mask = mask(around: scaled, clip) else { return }
    for polygon in scaled { mask.add(polygon) }
    pixels.blend(mask, theme.rgb(ink))
  }

  /// A mask of the pixels that some polygons, in pixels, can reach.
  private func mask(around polygons: [[ScenePoint]], _ clip: SceneRect?) -> CoverageMask? {
    var (low, high) = (ScenePoint(.infinity, .infinity), ScenePoint(-.infinity, -.infinity))
    for polygon in polygons {
      for point in polygon {
        guard Self.isDrawable(point) else { return nil }
        low = ScenePoint(min(low.x, point.x), min(low.y, point.y))
        high = ScenePoint(max(high.x, point.x), max(high.y, point.y))
      }
    }
    var (left, right, top, bottom) = (0.0, Double(pixels.width), 0.0, Double(pixels.height))
    if let clip {
      (left, right) = (max(left, (clip.x * scale).rounded()), min(right, (clip.maxX * scale).rounded()))
      (top, bottom) = (max(top, (clip.y * scale).rounded()), min(bottom, (clip.maxY * scale).rounded()))
    }
    (left, right) = (max(left, low.x.rounded(.down)), min(right, high.x.rounded(.up)))
    (top, bottom) = (max(top, low.y.rounded(.down)), min(bottom, high.y.rounded(.up)))
    guard left < right, top < bottom else { return nil }
    return CoverageMask(x: Int(left)..<Int(right), y: Int(top)..<Int(bottom))
  }

  /// Whether a place is near enough to be reckoned with.
  private static func isDrawable(_ point: ScenePoint) -> Bool { abs(point.x) < 1e9 && abs(point.y) < 1e9 }

  private static func corners(_ rect: SceneRect) -> [ScenePoint] {
    [
      ScenePoint(rect.x, rect.y), ScenePoint(rect.maxX, rect.y), ScenePoint(rect.maxX, rect.maxY),
      ScenePoint(rect.x, rect.maxY),
    ]
  }
}
