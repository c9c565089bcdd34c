import Canvas

#if canImport(Glibc)
  import Glibc
#endif

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

/// Reads a glyph's description: commands with numbers, twenty units to the font's size, y upwards from the base line.
///
///     M x y              lift the pen and go there
///     L x y              a straight line
///     Q cx cy x y        a curve that leans towards (cx, cy)
///     A cx cy rx ry a b  a part of an ellipse from angle a to angle b, in degrees; a line leads to its start
///     O cx cy rx ry      an ellipse
///     D x y              a dot, as heavy as the strokes
///     B x y r            a filled disc
///     P x y …            a filled polygon
///     W w                the width, where it is not that of `TextWidth`
struct GlyphReader {
  private(set) var glyph = StrokeFont.Glyph()
  private var stroke: [ScenePoint] = []
  private static let unitsPerEm = 20.0

  init(_ text: Substring, _ scalar: Unicode.Scalar) {
    glyph.width = TextWidth.advance(scalar) / 1000
    var command: Character = " "
    var numbers: [Double] = []
    for word in text.split(separator: " " as Character) + ["M"[...]] {
      if let number = Double(word) {
        numbers.append(number / (command == "A" && numbers.count >= 4 ? 1 : Self.unitsPerEm))
      } else {
        perform(command, numbers)
        (command, numbers) = (word.first ?? " ", [])
      }
    }
    lift()
  }

  private mutating func perform(_ command: Character, _ n: [Double]) {
    switch (command, n.count) {
    case ("M", 2):
      lift()
      stroke = [ScenePoint(n[0], n[1])]
    case ("L", 2): stroke.append(ScenePoint(n[0], n[1]))
    case ("Q", 4): curve(ScenePoint(n[0], n[1]), ScenePoint(n[2], n[3]))
    case ("A", 6): stroke += Self.arc(n[0], n[1], n[2], n[3], from: n[4], to: n[5])
    case ("O", 4):
      lift()
      stroke = Self.arc(n[0], n[1], n[2], n[3], from: 0, to: 360)
      lift()
    case ("D", 2): glyph.dots.append(ScenePoint(n[0], n[1]))
    case ("B", 3): glyph.areas.append(Self.arc(n[0], n[1], n[2], n[2], from: 0, to: 360))
    case ("P", _):
      glyph.areas.append(stride(from: 0, to: n.count - 1, by: 2).map { ScenePoint(n[$0], n[$0 + 1]) })
    case ("W", 1): glyph.width = n[0]
    default: break
    }
  }

  private mutating func lift() {
    if !stroke.isEmpty { glyph.strokes.append(stroke) }
    stroke = []
  }

  private mutating func curve(_ control: ScenePoint, _ end: ScenePoint) {
    guard let start = stroke.last else { return }
    for step in 1...6 {
      let t = Double(step) / 6
      let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
      stroke.append(
        ScenePoint(a * start.x + b * control.x + c * end.x, a * start.y + b * control.y + c * end.y))
    }
  }

  private static func arc(
    _ x: Double, _ y: Double, _ rx: Double, _ ry: Double, from: Double, to: Double
  ) -> [ScenePoint] {
    let steps = max(2, Int((abs(to - from) / 20).rounded(.up)))
    return (0...steps).map { step in
      let angle = (from + (to - from) * Double(step) / Double(steps)) * .pi / 180
      return ScenePoint(x + rx * cos(angle), y + ry * sin(angle))
    }
  }
}
