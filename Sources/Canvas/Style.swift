/// What a colour is for. A theme (Terminal, SVG) decides what it looks like, so that drawing code
/// never names a colour and a monochrome terminal loses nothing but hue.
package enum ColorRole: UInt8, Sendable, CaseIterable {
  /// The terminal's own foreground or background.
  case standard
  /// Frames, rulers, axis labels: present, never loud.
  case muted
  /// The focused pane, the selected item, key caps.
  case accent
  /// The learning rate.
  case lr
  /// Training loss.
  case trainLoss
  /// Validation loss.
  case valLoss
  /// Momentum, or beta1.
  case momentum
  /// A change of the learning rate.
  case event
  case good
  case warning
  case bad
  /// Panes of the comparison chart, in order, repeating after eight (Okabe-Ito, colour-blind safe).
  case series1, series2, series3, series4, series5, series6, series7, series8

  /// The role of the `index`-th pane in the comparison chart.
  package static func series(_ index: Int) -> ColorRole {
    let first = Int(ColorRole.series1.rawValue)
    return ColorRole(rawValue: UInt8(first + ((index % 8) + 8) % 8)) ?? .series1
  }
}

/// Attributes of a cell beside its colours.
package struct TextAttributes: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  @inlinable
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The one of `SetAlgebra` is generic: outside this module a set of two would cost as much as a line of text.
  @inlinable
  package init(arrayLiteral elements: TextAttributes...) {
    self.init(rawValue: elements.reduce(0) { $0 | $1.rawValue })
  }

  package static let bold = TextAttributes(rawValue: 1)
  package static let dim = TextAttributes(rawValue: 2)
  package static let underline = TextAttributes(rawValue: 4)
  package static let reverse = TextAttributes(rawValue: 8)
}

/// How a cell looks: the roles of its two colours, and its attributes.
package struct Style: Sendable, Hashable {
  package var foreground: ColorRole
  package var background: ColorRole
  package var attributes: TextAttributes
  /// Fills four bytes, so that styles compare as one number: a frame compares each of its cells with the last one's.
  private let filler: UInt8 = 0

  package init(
    _ foreground: ColorRole = .standard, on background: ColorRole = .standard,
    _ attributes: TextAttributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  package static let standard = Style()

  package static func == (a: Style, b: Style) -> Bool { a.bits == b.bits }

  package func hash(into hasher: inout Hasher) { hasher.combine(bits) }

  private var bits: UInt32 { unsafeBitCast(self, to: UInt32.self) }
}
