/// The characters that show the dots of a cell, dots being numbered row by row.
package enum DotGlyph {
  package static func scalar(_ dots: UInt8, _ glyphs: GlyphSet) -> Unicode.Scalar {
    switch glyphs {
    case .braille: braille[Int(dots)]
    case .block: quadrants[Int(dots & 15)]
    case .ascii: lineArt[Int(dots & 7)]
    }
  }

  /// The dots of a quadrant character; nil for any other.
  package static func quadrantDots(_ scalar: Unicode.Scalar) -> UInt8? {
    quadrants.firstIndex(of: scalar).map(UInt8.init)
  }

  /// Unicode numbers the dots of a braille cell down the left column, then down the right, the bottom row last.
  private static let braille: [Unicode.Scalar] = (0..<256).map { dots in
    let order: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let offset = order.indices.reduce(UInt32(0)) { dots & (1 << $1) != 0 ? $0 | order[$1] : $0 }
    return Unicode.Scalar(0x2800 + offset) ?? " "
  }

  private static let quadrants: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]

  /// Upper, middle, lower, and a bar where the line climbs through.
  private static let lineArt: [Unicode.Scalar] = [" ", "'", "-", "|", "_", "|", "|", "|"]
}
