import Canvas

/// A grid as text with SGR colour sequences: what `plot` prints. Blanks at the ends of lines are left out and every
/// line ends in its plain style, so that the text can be cut, paged and concatenated.
package struct ANSIText: Sendable {
  package enum Colors: Sendable {
    /// Characters only.
    case none
    case basic8
    case xterm256
    case rgb
  }

  package var colors: Colors
  package var theme: Theme

  package init(_ colors: Colors, theme: Theme = .dark) {
    self.colors = colors
    self.theme = theme
  }

  /// Each row followed by a line feed.
  package func text(_ grid: CellGrid) -> String {
    (0..<grid.size.height).reduce(into: "") { text, y in
      text += (colors == .none ? grid.row(at: y) : line(grid, y)) + "\n"
    }
  }

  private func line(_ grid: CellGrid, _ y: Int) -> String {
    var runs = StyleRun.runs(of: grid, row: y)
    while let last = runs.indices.last, !isVisibleWhenBlank(runs[last].style) {
      runs[last].scalars.removeLast(runs[last].scalars.reversed().prefix { $0 == " " }.count)
      guard runs[last].scalars.isEmpty else { break }
      runs.removeLast()
    }
    return runs.reduce(into: "") { line, run in
      let codes = sgr(run.style)
      line +=
        codes.isEmpty || (run.isBlank && !isVisibleWhenBlank(run.style))
        ? run.text : "\u{1B}[\(codes)m\(run.text)\u{1B}[0m"
    }
  }

  private func isVisibleWhenBlank(_ style: Style) -> Bool {
    theme.isPainted && colors != .none || style.background != .standard
      || !style.attributes.isDisjoint(with: [.reverse, .underline])
  }

  /// The parameters of the sequence that switches to `style` from plain; empty for plain.
  private func sgr(_ style: Style) -> String {
    var codes: [String] = []
    if style.attributes.contains(.bold) { codes.append("1") }
    if style.attributes.contains(.dim) { codes.append("2") }
    if style.attributes.contains(.underline) { codes.append("4") }
    if style.attributes.contains(.reverse) { codes.append("7") }
    if style.foreground != .standard || theme.isPainted {
      codes += code(theme.color(style.foreground), base: 30)
    }
    if style.background != .standard || theme.isPainted {
      codes += code(theme.backing(style.background), base: 40)
    }
    return codes.joined(separator: ";")
  }

  /// - Parameter base: 30 for a foreground, 40 for a background.
  private func code(_ color: ThemeColor, base: Int) -> [String] {
    switch colors {
    case .none: []
    case .basic8: color.ansi8.map { ["\(base + Int($0))"] } ?? []
    case .xterm256: color.ansi256.map { ["\(base + 8);5;\($0)"] } ?? []
    case .rgb: ["\(base + 8);2;\(color.rgb.red);\(color.rgb.green);\(color.rgb.blue)"]
    }
  }
}
