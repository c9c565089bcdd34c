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
      x += grid.write(text(notice), x: x, y: y, limit: room) + 3
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

  private func text(_ notice: Notice) -> StyledText {
    StyledText([
      Span(notice.isRefusal ? "! " : "• ", Style(notice.isRefusal ? .warning : .good, .bold)),
      Span(lab.display.glyphs.spelled(notice.text), Style(notice.isRefusal ? .warning : .standard)),
    ])
  }
}
