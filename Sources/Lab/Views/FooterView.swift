import Canvas

/// The bottom line: what the last key did, then the keys that matter now, as many as fit.
struct FooterView {
  let lab: Lab

  func draw(into grid: inout CellGrid) {
    let (width, y) = (lab.size.width, lab.size.height - 1)
    let hints = FooterHints.of(lab.context, isUnicode: lab.display.glyphs.isUnicode)
    let end = hints.end.width
    let room = width - 2 - (end > 0 ? end + 2 : 0)
    var x = 1
    if let notice = lab.notice {
      let lines = lines(notice, width: room)
      for (row, line) in lines.dropLast().enumerated() {
        let above = y - lines.count + 1 + row
        grid.fill(Rect(x: 0, y: above, width: width, height: 1))
        grid.write(line, x: x, y: above, limit: width - 2)
      }
      x += grid.write(lines[lines.count - 1], x: x, y: y, limit: room) + 3
    }
    drawKeys(hints, into: &grid, x: x, y: y, limit: room + 1 - x)
    grid.write(hints.end, x: width - 1 - end, y: y, limit: end)
  }

  private func drawKeys(_ hints: FooterHints, into grid: inout CellGrid, x: Int, y: Int, limit: Int) {
    var column = 0
    for hint in hints.texts(
      isDone: lab.isDone, isPaused: lab.isPaused, abilities: lab.focusedPane.abilities)
    {
      let width = hint.width
      guard column + width <= limit else { break }
      column += grid.write(hint, x: x + column, y: y, limit: width) + 2
    }
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
