import Canvas

/// Splits a run into what is drawn as shapes (braille, quadrants, frames) and the pieces of text between.
struct SVGShapes {
  /// Path data of all shapes but dots, to be filled.
  private(set) var path = ""
  /// Path data of braille dots, to be stroked with round caps.
  private(set) var dots = ""
  private(set) var pieces: [StyleRun] = []

  init(_ run: StyleRun, row: Int) {
    var stroke = FrameStroke()
    for (index, scalar) in run.scalars.enumerated() {
      let x = (run.x + index) * SVGWriter.cell.width
      let y = row * SVGWriter.cell.height
      if (0x2800...0x28FF).contains(scalar.value) {
        path += stroke.end()
        dots += Self.braille(UInt8(truncatingIfNeeded: scalar.value), x, y)
      } else if let quadrants = DotGlyph.quadrantDots(scalar), scalar != " " {
        path += stroke.end() + Self.quadrants(quadrants, x, y)
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

  /// A point a dot, given its size by the stroke, on a grid of 4 units.
  private static func braille(_ bits: UInt8, _ x: Int, _ y: Int) -> String {
    let places = [(2, 2), (2, 6), (2, 10), (6, 2), (6, 6), (6, 10), (2, 14), (6, 14)]
    return places.indices.reduce(into: "") { path, bit in
      guard bits & (1 << bit) != 0 else { return }
      path += "M\(x + places[bit].0) \(y + places[bit].1)h0"
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
