import Canvas

/// The masks of glyphs that a picture has drawn already: a screen has few letters, many times. They stand on quarters of
/// pixels, which no eye tells from their true places.
struct GlyphMasks {
  private struct Key: Hashable {
    let scalar: Unicode.Scalar
    let size: Double
    let stretch: Double
    let isBold: Bool
    let isUpright: Bool
    /// In quarters of a pixel.
    let x: Int
    let y: Int
  }

  private var masks: [Key: CoverageMask] = [:]

  /// - Returns: the mask and how far it is to be moved, in pixels; nil for what has no ink or is out of all reach.
  mutating func mask(
    of placed: StrokeText.Placed, in text: StrokeText
  ) -> (mask: CoverageMask, x: Int, y: Int)? {
    let (x, y) = (placed.origin.x, placed.origin.y)
    guard abs(x) < 1e6, abs(y) < 1e6, text.text.size < 2e3, placed.scalar != " " else { return nil }
    let (column, row) = (Int((x * 4).rounded()), Int((y * 4).rounded()))
    // Rounds down, for places left of the picture too.
    let (left, top) = (column >> 2, row >> 2)
    let key = Key(
      scalar: placed.scalar, size: text.text.size, stretch: placed.stretch, isBold: text.text.isBold,
      isUpright: text.text.isUpright, x: column & 3, y: row & 3)
    if let mask = masks[key] { return (mask, left, top) }
    let polygons = text.polygons(of: placed).map { polygon in
      polygon.map { $0.moved(x: Double(key.x) / 4, y: Double(key.y) / 4) }
    }
    guard let mask = CoverageMask(polygons) else { return nil }
    masks[key] = mask
    return (mask, left, top)
  }
}
