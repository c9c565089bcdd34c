import Canvas

/// A terminal in memory: as much of xterm as ncurses programs use. Feed it what a program writes; read the screen
/// and what the program left switched on.
///
/// A sequence it does not know is counted in `unknown`, so that a test can insist on none.
package struct VirtualTerminal {
  package let size: Size
  /// The characters of the screen now shown.
  package internal(set) var cells: [[Unicode.Scalar]]
  /// What is behind them, as the color was asked for: `48;5;16`; empty for the terminal's own.
  package internal(set) var backgrounds: [[String]]
  package internal(set) var cursor = Point(x: 0, y: 0)
  package internal(set) var modes: Modes
  /// Sequences it could not follow.
  package internal(set) var unknown: [String] = []

  /// What stays when the program has gone.
  package struct Modes: Equatable {
    /// DEC private modes that are set, except 7 and 25, which are on in a fresh terminal: those are listed when off.
    package internal(set) var changed: Set<Int> = []
    /// The last SGR that was not a reset.
    package internal(set) var rendition = ""
    package internal(set) var usesLineDrawing = false
    package internal(set) var keypadIsApplication = false
    package internal(set) var margins: Range<Int>?
    /// Texts put into the clipboard (OSC 52), in Base64.
    package internal(set) var clipboard: [String] = []

    package init() {}

    /// As a fresh terminal, so far as a user would notice.
    package var areReset: Bool {
      changed.isEmpty && rendition.isEmpty && !usesLineDrawing && !keypadIsApplication && margins == nil
    }
  }

  var state = ParserState.ground
  var wrapsNext = false
  var lastPrinted: Unicode.Scalar = " "
  var savedCursor = Point(x: 0, y: 0)
  var mainScreen: [[Unicode.Scalar]]?
  /// What is written now gets it, and what is erased.
  var background = ""

  /// A terminal without a size is drawn as the customary one.
  package init(_ size: Size, modes: Modes = Modes()) {
    let size = size.width > 0 && size.height > 0 ? size : Size(width: 80, height: 24)
    self.size = size
    self.modes = modes
    self.modes.margins = nil
    cells = Self.blankScreen(size)
    backgrounds = Self.ownBackgrounds(size)
  }

  /// The screen, one line a row, trailing blanks removed.
  package var text: String { (0..<size.height).map { row($0) }.joined(separator: "\n") }

  package func row(_ y: Int) -> String {
    var line = String.UnicodeScalarView(cells[y])
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  package var isInAlternateScreen: Bool { modes.changed.contains(1049) }

  static func blankScreen(_ size: Size) -> [[Unicode.Scalar]] {
    Array(repeating: Array(repeating: " ", count: size.width), count: size.height)
  }

  static func ownBackgrounds(_ size: Size) -> [[String]] {
    Array(repeating: Array(repeating: "", count: size.width), count: size.height)
  }

  /// The rows that scroll.
  var region: Range<Int> { modes.margins ?? 0..<size.height }
}
