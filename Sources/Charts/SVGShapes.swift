import Canvas

/// Splits a run into what is drawn as shapes (braille, quadrants, frames) and the pieces of text between.
struct SVGShapes {
  /// Path data of all shapes, to be filled.
  private(set) var path = ""
  private(set) var pieces: [StyleRun] = []

  init(_ run: StyleRun, row: Int) {
    var stroke = FrameStroke()
    for (index, scalar) in run.scalars.enumerated() {
      let x = (run.x + index) * SVGWriter.cell.width
      let y = row * SVGWriter.cell.height
      if let shape = Self.shape(scalar, x, y) {
        path += stroke.end() + shape
      } else if let arms = BoxArms(scalar) {
        path += stroke.add(arms, x, y)
      } else {
        path += stroke.end()
        append(scalar, at: run.x + index, style: run.style)
      }
    }
    path += stroke.end()
  }

  /// Blanks are kept inside a piece of text and dropped elsewhere.
  private mutating func append(_ scalar: Unicode.Scalar, at x: Int, style: Style) {
    if let last = pieces.indices.last, pieces[last].endX == x {
      pieces[last].scalars.append(scalar)
    } else if scalar != " " {
      pieces.append(StyleRun(x: x, style: style, scalars: [scalar]))
    }
  }

  private static func shape(_ scalar: Unicode.Scalar, _ x: Int, _ y: Int) -> String? {
    switch scalar.value {
    case 0x2800...0x28FF: braille(UInt8(truncatingIfNeeded: scalar.value), x, y)
    case 0x2580...0x259F: DotGlyph.quadrantDots(scalar).map { quadrants($0, x, y) }
    default: nil
    }
  }

  /// Circles of radius 1 on a grid of 4 by 4.25 units, a quarter unit being dropped so that coordinates stay whole.
  private static func braille(_ bits: UInt8, _ x: Int, _ y: Int) -> String {
    let places = [(2, 2), (2, 6), (2, 10), (6, 2), (6, 6), (6, 10), (2, 14), (6, 14)]
    return places.indices.reduce(into: "") { path, bit in
      guard bits & (1 << bit) != 0 else { return }
      path += "M\(x + places[bit].0 - 1) \(y + places[bit].1 + 1)a1 1 0 1 1 2 0a1 1 0 1 1-2 0z"
    }
  }

  private static func quadrants(_ dots: UInt8, _ x: Int, _ y: Int) -> String {
    (0..<4).reduce(into: "") { path, dot in
      guard dots & (1 << dot) != 0 else { return }
      let (left, top) = (x + dot % 2 * 4, dot < 2 ? y : y + 8)
      path += "M\(left) \(top)h4v\(dot < 2 ? 8 : 9)h-4z"
    }
  }
}
