import CNcurses
import Canvas

/// Gives the colour combinations in use their ncurses pairs, as they come up: some builds have as few as 64.
struct ColorPairs {
  private(set) var theme: Theme
  /// What the terminal has: 0 (monochrome), 8, 256, or 2^24 addressed by red, green and blue.
  let colors: Int
  private let limit: Int
  private var count = 0
  /// The pair of each foreground and background; -1 until used.
  private var pairs: [Int32]

  private static let roles = ColorRole.allCases.count

  init(theme: Theme, enabled: Bool) {
    self.theme = theme
    colors = enabled ? Int(cn_renderer_start_colors()) : 0
    limit = Int(cn_renderer_pair_limit())
    pairs = Array(repeating: -1, count: Self.roles * Self.roles)
  }

  /// Starts over with the colors of another theme; all that is shown has to be drawn again.
  mutating func use(_ theme: Theme) {
    self.theme = theme
    count = 0
    pairs = Array(repeating: -1, count: Self.roles * Self.roles)
  }

  /// The pair for a style; 0, the terminal's own colours, when there are no more.
  mutating func pair(for style: Style) -> Int32 {
    let index = Int(style.foreground.rawValue) * Self.roles + Int(style.background.rawValue)
    if pairs[index] < 0 { pairs[index] = define(style) }
    return pairs[index]
  }

  /// ncurses' attributes for a style. Without colours a background becomes reverse, so that a marked place stays marked.
  func attributes(of style: Style) -> UInt32 {
    let given = style.attributes
    let isMarked = colors == 0 && style.background != .standard
    var result: UInt32 = 0
    if given.contains(.bold) { result |= UInt32(CN_BOLD) }
    if given.contains(.dim) { result |= UInt32(CN_DIM) }
    if given.contains(.underline) { result |= UInt32(CN_UNDERLINE) }
    if given.contains(.reverse) != isMarked { result |= UInt32(CN_REVERSE) }
    return result
  }

  private mutating func define(_ style: Style) -> Int32 {
    let isOwn = style.foreground == .standard && style.background == .standard
    // A painted theme has a pair for this too. To tell ncurses that its colors are the terminal's own would leave holes: what
    // is blank when it first clears the screen counts as painted, and is not.
    if isOwn, !theme.isPainted { return 0 }
    let foreground = number(theme.color(style.foreground))
    let background = number(theme.backing(style.background))
    guard foreground >= 0 || background >= 0, count + 1 < limit else { return 0 }
    guard cn_renderer_define_pair(Int32(count + 1), foreground, background) else { return 0 }
    count += 1
    return Int32(count)
  }

  /// A colour as ncurses counts them; -1 is the terminal's own.
  private func number(_ color: ThemeColor) -> Int32 {
    if colors >= 1 << 24, color.ansi256 != nil {
      return Int32(color.rgb.red) << 16 | Int32(color.rgb.green) << 8 | Int32(color.rgb.blue)
    }
    let index = colors >= 256 ? color.ansi256 : colors >= 8 ? color.ansi8 : nil
    return index.map(Int32.init) ?? -1
  }
}
