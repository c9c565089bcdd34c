/// What charts and frames are drawn with.
package enum GlyphSet: String, Sendable, CaseIterable {
  /// 2x4 dots a cell, Unicode frames.
  case braille
  /// Eighth blocks and half blocks, Unicode frames: for fonts without braille.
  case block
  /// 7-bit ASCII only.
  case ascii

  /// Whether frames, arrows and markers may leave 7-bit ASCII.
  package var isUnicode: Bool { self != .ascii }
}
