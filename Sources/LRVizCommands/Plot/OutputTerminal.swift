import CSystem
import Canvas
import Pictures
import Terminal

#if canImport(Glibc)
  import Glibc
#endif

/// What is known of the terminal behind standard output, without taking it over.
struct OutputTerminal {
  /// nil if it is no terminal, or one that does not say.
  var size: Size?
  var isTerminal: Bool
  var text: TextSupport
  var colors: ANSIText.Colors

  static func current() -> OutputTerminal {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    return OutputTerminal(
      size: isTerminal ? windowSize : nil, isTerminal: isTerminal, text: .adopt(),
      colors: colors(term: environment("TERM"), colorTerm: environment("COLORTERM")))
  }

  /// Colors, if they are wanted and this is the place for them.
  func colors(_ mode: ColorMode) -> ANSIText.Colors {
    switch mode {
    case .always: colors == .none ? .basic8 : colors
    case .auto, .never: isTerminal && mode.wantsColors ? colors : .none
    }
  }

  private static var windowSize: Size? {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard cs_window_size(STDOUT_FILENO, &rows, &columns) else { return nil }
    return Size(width: Int(columns), height: Int(rows))
  }

  private static func colors(term: String, colorTerm: String) -> ANSIText.Colors {
    if colorTerm == "truecolor" || colorTerm == "24bit" { return .rgb }
    if term.isEmpty || term == "dumb" { return .none }
    return term.hasSuffix("256color") || term.hasSuffix("direct") ? .xterm256 : .basic8
  }

  private static func environment(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }
}
