import Canvas

#if canImport(Glibc)
  import Glibc
#endif

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
