import Canvas

/// How a line is broken up, so that lines differ without colour.
package enum DashPattern: Sendable, Hashable, CaseIterable {
  case solid, dashed, dotted, dashDotted, longDashed
  /// Every other dot: plans.
  case fine

  /// The pattern of the `index`-th line of a chart of many.
  package static func line(_ index: Int) -> DashPattern {
    let patterns: [DashPattern] = [.solid, .dashed, .dotted, .dashDotted, .longDashed]
    return patterns[((index % patterns.count) + patterns.count) % patterns.count]
  }

  /// The dots of a period, the first in the lowest bit, and their number.
  var period: (dots: UInt8, count: Int) {
    switch self {
    case .solid: (0b1, 1)
    case .dashed: (0b1111, 6)
    case .dotted: (0b1, 3)
    case .dashDotted: (0b10_0111, 8)
    case .longDashed: (0b1_1111, 8)
    case .fine: (0b1, 2)
    }
  }

  /// Whether the dot at a distance along the line, not negative, is drawn.
  func isOn(_ distance: Int) -> Bool {
    let (dots, count) = period
    return count == 1 || dots >> (distance % count) & 1 == 1
  }

  /// Columns of a sample.
  static let sampleWidth = 3

  /// The beginning of a level line, as charts draw it: what every legend shows.
  package func sample(_ glyphs: GlyphSet) -> String {
    var plane = DotPlane(cells: Size(width: Self.sampleWidth, height: 1), glyphs: glyphs)
    for column in 0..<plane.width where isOn(column) { plane.set(column, plane.height / 2, owner: 0) }
    return (0..<Self.sampleWidth).reduce(into: "") { sample, column in
      let dots = plane.dots(column, 0)
      let mark = glyphs == .ascii ? asciiMark : nil
      sample.unicodeScalars.append(mark ?? (dots == 0 ? " " : DotGlyph.scalar(dots, glyphs)))
    }
  }

  /// What stands for a cell of the line where only ASCII may be drawn; nil is line art (`'`, `-`, `_`, `|`).
  var asciiMark: Unicode.Scalar? {
    switch self {
    case .solid: nil
    case .dashed: "o"
    case .dotted: ":"
    case .dashDotted: "+"
    case .longDashed: "="
    case .fine: "."
    }
  }
}
