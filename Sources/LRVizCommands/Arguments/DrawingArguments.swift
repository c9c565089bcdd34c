import ArgumentParser
import Canvas
import Terminal

/// How pictures are drawn: the options that `plot` and `lab` share.
struct DrawingArguments: FastArguments {
  var size: Size?
  var glyphs = Settings.current.glyphs.value ?? .auto
  var color = Settings.current.color.value ?? .auto
  var theme = Settings.current.theme.value ?? .auto
  var logLR = Settings.current.logLR.value?.isOn ?? false

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try reader.option(.size, &size) || reader.option(.glyphs, &glyphs) || reader.option(.color, &color)
      || reader.option(.theme, &theme) || reader.flag(.logLR, &logLR)
  }
}

/// The same, as ArgumentParser reads them.
struct DrawingOptions: ParsableArguments {
  @Option(.size) var size: Size?
  @Option(.glyphs) var glyphs = DrawingArguments().glyphs
  @Option(.color) var color = DrawingArguments().color
  @Option(.theme) var theme = DrawingArguments().theme
  @Flag(.logLR) var logLR = DrawingArguments().logLR

  var arguments: DrawingArguments {
    DrawingArguments(size: size, glyphs: glyphs, color: color, theme: theme, logLR: logLR)
  }
}

extension OptionDeclaration where Value == Size {
  static var size: Self {
    Self(
      "size", help: "The size of the picture in cells; the terminal's if not given.", valueName: "COLSxROWS",
      takesDashes: true, parse: CellCount.parse)
  }
}

extension OptionDeclaration where Value == GlyphChoice {
  static var glyphs: Self {
    Self("glyphs", help: "auto, braille, block, or ascii.", parse: GlyphChoice.choice)
  }
}

extension OptionDeclaration where Value == ColorMode {
  static var color: Self {
    Self("color", help: "auto, always, or never; auto honors NO_COLOR.", parse: ColorMode.choice)
  }
}

extension OptionDeclaration where Value == ThemeChoice {
  static var theme: Self {
    Self(
      "theme", help: "auto (what the terminal's background suggests), dark, light, or contrast.",
      parse: ThemeChoice.choice)
  }
}

extension FlagDeclaration {
  static var logLR: Self { Self(name: "log-lr", help: "A logarithmic axis for the learning rate.") }
}

/// `--glyphs`
enum GlyphChoice: String, CaseIterable {
  case auto, braille, block, ascii

  /// Whether more than ASCII was asked for, whatever the locale is.
  var needsUTF8: Bool { self == .braille || self == .block }

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
