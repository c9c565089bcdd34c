import Canvas

/// What stands for the lab's symbols where only 7-bit ASCII may be shown.
enum ASCIIFallback {
  private static let substitutes: [Unicode.Scalar: Unicode.Scalar] = [
    "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "━": "=", "┃": "#", "┏": "#", "┓": "#",
    "┗": "#",
    "┛": "#", "▼": "v", "▲": "^", "→": ">", "←": "<", "↑": "^", "↓": "v", "▶": ">", "▸": ">", "…": "~",
    "·": "|",
    "▮": "#", "▯": "-", "‖": "=", "■": "#", "•": "*", "█": "#", "▏": "|", "×": "x", "╌": "o",
    "┈": ":", "●": "*", "░": ":", "≈": "~", "±": "+",
  ]

  /// Arrow keys by their names: `<>` and `^v` would be other keys.
  static func keys(_ caps: String) -> String {
    switch caps {
    case "←→": "left/right"
    case "↑↓": "up/down"
    default: caps
    }
  }

  static func apply(to grid: inout CellGrid) {
    for y in 0..<grid.size.height {
      for x in 0..<grid.size.width where !grid[x, y].scalar.isASCII {
        grid[x, y].scalar = substitutes[grid[x, y].scalar] ?? "?"
      }
    }
  }
}

extension GlyphSet {
  /// A text with an arrow that is not read as "greater than" where only ASCII may be shown.
  func spelled(_ text: String) -> String {
    isUnicode ? text : text.split(separator: "→", omittingEmptySubsequences: false).joined(separator: "->")
  }
}
