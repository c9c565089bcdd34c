import Canvas

/// What stands for the lab's symbols where only 7-bit ASCII may be shown.
enum ASCIIFallback {
  private static let substitutes: [Unicode.Scalar: Unicode.Scalar] = [
    "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "━": "=", "┃": "#", "┏": "#", "┓": "#",
    "┗": "#",
    "┛": "#", "▼": "v", "▲": "^", "→": ">", "←": "<", "↑": "^", "↓": "v", "▶": ">", "▸": ">", "…": "~",
    "·": "|",
    "▮": "#", "▯": "-", "↵": "|", "‖": "=", "■": "#", "•": "*", "█": "#", "▏": "|", "×": "x", "╌": "o",
    "┈": ":",
  ]

  static func apply(to grid: inout CellGrid) {
    for y in 0..<grid.size.height {
      for x in 0..<grid.size.width where !grid[x, y].scalar.isASCII {
        grid[x, y].scalar = substitutes[grid[x, y].scalar] ?? "?"
      }
    }
  }
}
