import Canvas

/// The bottom line: what the last key did, then the keys that matter now, as many as fit.
struct FooterView {
  let lab: Lab
  private let hints: FooterHints
  private let notice: Notice?

  /// - Parameter notice: what the last key did.
  init(lab: Lab, notice: Notice?) {
    self.lab = lab
    self.notice = notice
    hints = FooterHints.of(lab.context, isUnicode: lab.display.glyphs.isUnicode)
  }

  private var y: Int { lab.size.height - 1 }
  /// Columns for all but what is always there.
  private var room: Int { lab.size.width - 2 - (hints.end.width > 0 ? hints.end.width + FooterHints.gap : 0) }

  func draw(into grid: inout CellGrid) {
    let lines = noticeLines
    for (row, line) in lines.enumerated() {
      let above = y - lines.count + 1 + row
      let isLast = row == lines.count - 1
      if !isLast { grid.fill(Rect(x: 0, y: above, width: lab.size.width, height: 1)) }
      grid.write(line, x: 1, y: above, limit: isLast ? room : lab.size.width - 2)
    }
    for (hint, column) in placed { grid.write(hint.text, x: column, y: y, limit: hint.text.width) }
  }

  private var noticeLines: [StyledText] { notice.map { lines($0, width: room) } ?? [] }

  /// The hints that fit, each with its first column.
  private var placed: [(hint: FooterHints.Hint, column: Int)] {
    var placed: [(hint: FooterHints.Hint, column: Int)] = []
    var column = 1 + (noticeLines.last.map { min($0.width, room) + 3 } ?? 0)
    let ordered = hints.ordered(
      isDone: lab.isDone, isPaused: lab.isPaused, abilities: lab.focusedPane.abilities)
    for hint in ordered {
      guard column + hint.text.width <= room + 1 else { break }
      placed.append((hint, column))
      column += hint.text.width + FooterHints.gap
    }
    column = lab.size.width - 1 - hints.end.width
    for hint in hints.always {
      placed.append((hint, column))
      column += hint.text.width + FooterHints.gap
    }
    return placed
  }

  /// The key that a hint at a point stands for; nil where there is none.
  func key(at point: Point) -> KeyEvent? {
    guard point.y == y else { return nil }
    let hit = placed.first { $0.column..<$0.column + $0.hint.text.width ~= point.x }
    guard let hit, let first = hit.hint.keys.first else { return nil }
    let isRight = 2 * (point.x - hit.column) >= hit.hint.text.width
    return isRight ? hit.hint.keys.last : first
  }

  /// So many rows a notice may take, the bottom line among them.
  private static let mostRows = 3

  /// On the bottom line where it fits; else broken between words, from further up down to it.
  private func lines(_ notice: Notice, width: Int) -> [StyledText] {
    let style = Style(notice.isRefusal ? .warning : .standard)
    let mark = Span(notice.isRefusal ? "! " : "• ", Style(notice.isRefusal ? .warning : .good, .bold))
    let text = lab.display.glyphs.spelled(notice.text)
    let rows =
      text.unicodeScalars.count + 2 <= width ? [text] : Wrapping.lines(text, width: max(8, width - 2))
    let shown = rows.prefix(min(Self.mostRows, max(1, lab.size.height / 5)))
    return shown.enumerated().map { row, line in
      let isCut = row == shown.count - 1 && shown.count < rows.count
      let words = StyledText(isCut ? line + " " + rows[row + 1] : line, style).shortened(to: width - 2)
      return StyledText([row == 0 ? mark : Span("  ")]) + words
    }
  }
}
