import ArgumentParser
import Canvas

/// How pictures are drawn: the options that `plot` and `lab` share.
struct DrawingArguments: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The size of the picture in cells; the terminal's if not given.", valueName: "COLSxROWS"),
    transform: PictureSize.parse)
  var size: Size?

  @Option(help: "auto, braille, block, or ascii.", transform: GlyphChoice.parse)
  var glyphs = GlyphChoice.auto

  @Option(help: "auto, always, or never; auto honours NO_COLOR.", transform: ColorChoice.parse)
  var color = ColorChoice.auto

  @Flag(help: "A logarithmic axis for the learning rate.")
  var logLr = false
}

/// The size of a picture: `--size 120x40`.
enum PictureSize {
  /// The smallest has room for a notice, the largest still makes a picture of some megabytes.
  static let columns = 1...1000
  static let rows = 1...1000
  /// Where no terminal says how large it is.
  static let standard = Size(width: 80, height: 24)

  static func parse(_ text: String) throws -> Size {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1], columns.contains(width),
      rows.contains(height)
    else {
      throw ValidationError(
        "expected COLSxROWS from \(columns.lowerBound)x\(rows.lowerBound) to "
          + "\(columns.upperBound)x\(rows.upperBound), such as 120x40")
    }
    return Size(width: width, height: height)
  }
}

/// `--glyphs`
enum GlyphChoice: String, CaseIterable {
  case auto, braille, block, ascii

  static func parse(_ text: String) throws -> GlyphChoice { try choice(text) }

  /// - Parameter isUTF8: whether what is drawn for can show more than ASCII.
  func glyphSet(isUTF8: Bool) -> GlyphSet {
    switch self {
    case .auto: isUTF8 ? .braille : .ascii
    case .braille: .braille
    case .block: .block
    case .ascii: .ascii
    }
  }
}

/// `--color`
enum ColorChoice: String, CaseIterable {
  case auto, always, never

  static func parse(_ text: String) throws -> ColorChoice { try choice(text) }
}
