import Canvas

/// Splits a run into what is drawn as shapes (braille, quadrants, frames), so that it looks the same whatever fonts there
/// are, and the pieces of text between.
struct CellShapes {
  /// All shapes but dots.
  private(set) var rects: [SceneRect] = []
  /// The centers of braille dots.
  private(set) var dots: [ScenePoint] = []
  private(set) var pieces: [StyleRun] = []

  /// Of braille dots, which stand on a grid of 4 points.
  static let dotRadius = 1.35

  init(_ run: StyleRun, row: Int) {
    var stroke = FrameStroke()
    let y = Double(row) * SceneCell.height
    for (index, scalar) in run.scalars.enumerated() {
      let x = Double(run.x + index) * SceneCell.width
      if (0x2800...0x28FF).contains(scalar.value) {
        rects += stroke.end()
        dots += Self.braille(UInt8(truncatingIfNeeded: scalar.value), x, y)
      } else if let quadrants = DotGlyph.quadrantDots(scalar), scalar != " " {
        rects += stroke.end() + Self.quadrants(quadrants, x, y)
      } else if let arms = BoxArms(scalar) {
        rects += stroke.add(arms, x, y)
      } else {
        rects += stroke.end()
        append(scalar, at: run.x + index, style: run.style)
      }
    }
    rects += stroke.end()
  }

  /// Blanks are kept inside a piece of text and dropped elsewhere.
  private mutating func append(_ scalar: Unicode.Scalar, at x: Int, style: Style) {
    if let last = pieces.indices.last, pieces[last].endX == x {
      pieces[last].scalars.append(scalar)
    } else if scalar != " " {
      pieces.append(StyleRun(x: x, style: style, scalars: [scalar]))
    }
  }

  private static func braille(_ bits: UInt8, _ x: Double, _ y: Double) -> [ScenePoint] {
    let places: [(Double, Double)] = [(2, 2), (2, 6), (2, 10), (6, 2), (6, 6), (6, 10), (2, 14), (6, 14)]
    return places.indices.filter { bits & (1 << $0) != 0 }.map { bit in
      ScenePoint(x + places[bit].0, y + places[bit].1)
    }
  }

  private static func quadrants(_ dots: UInt8, _ x: Double, _ y: Double) -> [SceneRect] {
    (0..<4).filter { dots & (1 << $0) != 0 }.map { dot in
      SceneRect(
        x: x + (dot % 2 == 0 ? 0 : 4), y: dot < 2 ? y : y + 8, width: 4, height: dot < 2 ? 8 : 9)
    }
  }
}
