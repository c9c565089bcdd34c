/// Text from files and specs, made safe for a terminal: no control or escape character survives, and each
/// scalar is one column wide.
package enum SafeText {
  /// The scalars to draw for `text`. Escape becomes `␛`, other control characters, combining marks, bidirectional
  /// and zero-width characters and anything wider than a column become `?`.
  package static func scalars(of text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map(scalar)
  }

  /// What to draw for one scalar.
  package static func scalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    isSafe(scalar) ? scalar : (scalar == "\u{1B}" ? "␛" : "?")
  }

  /// `text` with every unsafe scalar replaced.
  package static func escape(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars(of: text))
    return String(view)
  }

  /// `text` for a stream of lines instead of cells: letters of any width stay, and so do line ends and tabs; what would move,
  /// color, ring or reorder is replaced.
  package static func lines(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      view.append(isHarmless(scalar) ? scalar : Self.scalar(scalar))
    }
    return String(view)
  }

  /// The same of a text within a line, such as a name: line ends and tabs are replaced too.
  package static func line(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      view.append(scalar != "\n" && scalar != "\t" && isHarmless(scalar) ? scalar : Self.scalar(scalar))
    }
    return String(view)
  }

  /// The columns that a line of `line(_:)` takes on a terminal.
  package static func columns(_ line: String) -> Int {
    line.unicodeScalars.reduce(0) { columns, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: columns
      default: columns + (isWide(scalar) ? 2 : 1)
      }
    }
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\t": true
    case " "..."~": true
    default:
      switch scalar.properties.generalCategory {
      case .format, .control, .surrogate, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: true
    case 0..<0xA0: false
    // Frames, blocks, arrowheads and braille, of which screens are full: asking Unicode takes its time.
    case 0x2500...0x28FF: true
    case _ where isWide(scalar): false
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .spacingMark, .format, .control, .surrogate,
        .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        false
      default: true
      }
    }
  }

  /// Whether a scalar may take two columns.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...:
      true
    default: false
    }
  }
}
