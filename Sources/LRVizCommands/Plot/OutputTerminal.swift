import Canvas
import Pictures

#if canImport(Glibc)
  import Glibc
#endif

/// What is known of the terminal behind standard output, without taking it over.
struct OutputTerminal {
  /// nil if it is no terminal, or one that does not say.
  var size: Size?
  var isTerminal: Bool
  var isUTF8: Bool
  var colors: ANSIText.Colors

  static func current() -> OutputTerminal {
    var window = winsize()
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let isKnown = isTerminal && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0
    return OutputTerminal(
      size: isKnown ? Size(width: Int(window.ws_col), height: Int(window.ws_row)) : nil,
      isTerminal: isTerminal, isUTF8: localeIsUTF8(),
      colors: colors(term: environment("TERM"), colorTerm: environment("COLORTERM")))
  }

  /// Colours, if they are wanted and this is the place for them.
  func colors(_ choice: ColorChoice) -> ANSIText.Colors {
    switch choice {
    case .never: .none
    case .always: colors == .none ? .basic8 : colors
    case .auto: isTerminal && Self.environment("NO_COLOR").isEmpty ? colors : .none
    }
  }

  private static func colors(term: String, colorTerm: String) -> ANSIText.Colors {
    if colorTerm == "truecolor" || colorTerm == "24bit" { return .rgb }
    if term.isEmpty || term == "dumb" { return .none }
    return term.hasSuffix("256color") || term.hasSuffix("direct") ? .xterm256 : .basic8
  }

  private static func localeIsUTF8() -> Bool {
    setlocale(LC_CTYPE, "")
    return nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } == "UTF-8"
  }

  private static func environment(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }
}
