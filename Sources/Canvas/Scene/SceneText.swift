/// A line of text in a picture.
package struct SceneText: Sendable, Hashable {
  /// Which part of the text stands at its origin.
  package enum Anchor: Sendable { case start, middle, end }

  package enum Face: Sendable, Hashable {
    /// As wide as each letter is (`TextWidth`).
    case proportional
    /// Every scalar in a cell of this width.
    case cells(Double)
  }

  /// Safe to be shown: each scalar takes one place.
  package let string: String
  /// On the base line.
  package var origin: ScenePoint
  package var size: Double
  package var ink: Ink
  package var anchor = Anchor.start
  package var face = Face.proportional
  package var isBold = false
  package var isUnderlined = false
  /// Whether it reads from bottom to top, as the name of a vertical axis.
  package var isUpright = false

  package init(
    _ string: String, at origin: ScenePoint, size: Double, _ ink: Ink, _ anchor: Anchor = .start,
    isBold: Bool = false
  ) {
    self.string = SafeText.escape(string)
    self.origin = origin
    self.size = size
    self.ink = ink
    self.anchor = anchor
    self.isBold = isBold
  }

  /// Along its base line.
  package var width: Double {
    switch face {
    case .proportional: TextWidth.of(string, size: size, isBold: isBold)
    case .cells(let width): Double(string.unicodeScalars.count) * width
    }
  }

  /// Where it begins along the base line, from the origin.
  package var start: Double {
    switch anchor {
    case .start: 0
    case .middle: -width / 2
    case .end: -width
    }
  }
}

/// How wide text is in the sans-serif fonts of the Helvetica kind, which pictures are set in; others come near.
package enum TextWidth {
  /// The advance of a scalar, in thousandths of the font's size.
  package static func advance(_ scalar: Unicode.Scalar) -> Double {
    let index = Int(scalar.value) - 0x20
    if ascii.indices.contains(index) { return ascii[index] }
    switch scalar {
    case "·": return 333
    case "…", "→", "←", "▶", "■", "●", "▼", "▲": return 1000
    case "×", "−", "±": return 584
    default: return 600
    }
  }

  /// - Returns: points.
  package static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
    let thousandths = text.unicodeScalars.reduce(0) { $0 + advance($1) }
    return thousandths * size / 1000 * (isBold ? 1.06 : 1)
  }

  /// From the space to the tilde.
  private static let ascii: [Double] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]
}
