import Canvas

/// A sans-serif font of strokes, of our own making: what text in PNG pictures is set in. Sizes are shares of the font's.
enum StrokeFont {
  struct Glyph {
    var width = 0.6
    /// Lines to be drawn with the weight of the font.
    var strokes: [[ScenePoint]] = []
    /// Centers of full stops and the like, which are as heavy as the strokes.
    var dots: [ScenePoint] = []
    /// Outlines to be filled.
    var areas: [[ScenePoint]] = []
  }

  /// The radius of a dot, in widths of the strokes.
  static let dotSize = 0.72

  /// A box for what the font does not have.
  static func glyph(_ scalar: Unicode.Scalar) -> Glyph { glyphs[scalar] ?? accented(scalar) ?? missing }

  private static let glyphs: [Unicode.Scalar: Glyph] = {
    var glyphs: [Unicode.Scalar: Glyph] = [:]
    for line in StrokeGlyphs.text.split(separator: "\n") {
      guard let scalar = line.unicodeScalars.first else { continue }
      glyphs[scalar] = GlyphReader(line.dropFirst(2), scalar).glyph
    }
    glyphs[" "] = Glyph(width: TextWidth.advance(" ") / 1000)
    glyphs["\u{A0}"] = glyphs[" "]
    return glyphs
  }()

  private static let missing = GlyphReader("M 2 0 L 2 13 L 9.5 13 L 9.5 0 L 2 0", "?").glyph

  /// A letter with an accent: the letter, and a stroke over it.
  private static func accented(_ scalar: Unicode.Scalar) -> Glyph? {
    for line in StrokeGlyphs.accents {
      guard let index = Array(line.letters.unicodeScalars).firstIndex(of: scalar) else { continue }
      let base = Array(line.bases.unicodeScalars)[index]
      guard var glyph = glyphs[base] else { return nil }
      let isCapital = base.properties.isUppercase
      let mark = GlyphReader(line.mark[...], scalar).glyph
      let (x, y) = (glyph.width / 2, isCapital ? 0.2 : 0.0)
      glyph.strokes += mark.strokes.map { $0.map { $0.moved(x: x, y: y) } }
      glyph.dots += mark.dots.map { $0.moved(x: x, y: y) }
      return glyph
    }
    return nil
  }
}
