import ArgumentParser
import Canvas
import Charts
import Pictures
import Terminal

/// How pictures are drawn: the options that `plot` and `lab` share.
struct DrawingArguments: FastArguments {
  var size: Size?
  var glyphs = Settings.current.glyphs.value ?? .auto
  var color = Settings.current.color.value ?? .auto
  var theme = Settings.current.theme.value ?? .auto
  /// nil: not said. The lab then chooses by what the rates span, all else draws linear axes.
  var logLR = Settings.current.logLR.value?.isOn

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try reader.option(.size, &size) || reader.option(.glyphs, &glyphs) || reader.option(.color, &color)
      || reader.option(.theme, &theme) || reader.flag(.logLR, &logLR)
  }
}

extension DrawingArguments {
  /// Charts as text for a terminal, or for a file that was asked for with colors.
  ///
  /// - Parameter isColored: whether colors are for it at all.
  func text(_ stack: ChartStack, _ size: Size, on terminal: OutputTerminal, isColored: Bool = true) -> String
  {
    let colors = isColored ? terminal.colors(color) : .none
    return ANSIText(colors, theme: theme.themeOfOutput).text(stack.grid(size))
  }
}

/// The same, as ArgumentParser reads them.
struct DrawingOptions: ParsableArguments {
  @Option(.size) var size: Size?
  @OptionGroup var looks: LookOptions

  var arguments: DrawingArguments {
    var arguments = looks.arguments
    arguments.size = size
    return arguments
  }
}

/// Those that do not say how large a picture is: a screen has the terminal's size.
struct LookOptions: ParsableArguments {
  @Option(.glyphs) var glyphs = DrawingArguments().glyphs
  @Option(.color) var color = DrawingArguments().color
  @Option(.theme) var theme = DrawingArguments().theme
  @Flag(.logLR) var logLR: Bool?

  var arguments: DrawingArguments {
    DrawingArguments(glyphs: glyphs, color: color, theme: theme, logLR: logLR ?? DrawingArguments().logLR)
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
      "theme", help: "auto (what suits the terminal's background), dark, light, or contrast.",
      parse: ThemeChoice.choice)
  }
}

extension FlagDeclaration {
  static var logLR: Self {
    Self(
      name: "log-lr",
      help: "A logarithmic axis for the learning rate; in the lab else where the rates span much.")
  }
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
