import Canvas

/// A page of text that scrolls: help, events, code, a script.
struct PagerView {
  let lab: Lab
  let pager: Pager

  func draw(into grid: inout CellGrid) {
    let lines = lab.lines(of: pager)
    let inside = Panel(title: title).draw(into: &grid, rect: lab.body)
    let top = min(pager.top, max(0, lines.count - inside.height))
    let shown = top..<min(lines.count, top + inside.height)
    for (row, index) in shown.enumerated() {
      grid.write(lines[index], x: inside.x, y: inside.y + row, limit: inside.width)
    }
    Panel.drawPlace(shown, of: lines.count, into: &grid, lab.body)
  }

  private var title: String {
    switch pager.subject {
    case .help(let context):
      "help: keys of "
        + (context == .panes && lab.display.layout == .overlay ? "the comparison" : context.place)
    case .events: "events"
    case .otherLines: "other lines of pane \(lab.focus + 1)\(lab.focusedLog?.readerWords ?? "")"
    case .script(let page): page.title
    case .code(let page) where page.form == .rangeTest: "the loop of a range test · y: copy"
    case .code(let page):
      "code of pane \(lab.focus + 1): \(page.form.name) · Tab: next library · y: copy"
        + (page.excerpt == nil ? "" : " · Y: scheduler only")
    }
  }
}

/// Lines made when they are looked at: an event list may be as long as a run.
struct PageLines {
  let count: Int
  let line: (Int) -> StyledText

  subscript(index: Int) -> StyledText { line(index) }

  init(count: Int, line: @escaping (Int) -> StyledText) {
    self.count = count
    self.line = line
  }

  init(_ lines: [StyledText]) {
    self.init(count: lines.count) { lines[$0] }
  }
}

extension Lab {
  /// The lines of a page, for the present width.
  func lines(of pager: Pager) -> PageLines {
    switch pager.subject {
    case .help(let context):
      PageLines(
        HelpPage(context: context, overLogs: isWatching, abilities: focusedPane.abilities)
          .lines(width: size.width - 4))
    case .events: EventPage.lines(self)
    case .otherLines(let id): otherLines(id)
    case .script(let page): PageLines(page.lines(width: size.width - 4))
    case .code(let page): PageLines(page.lines(width: size.width - 4).map { StyledText($0) })
    }
  }
}

extension CodePage {
  /// The code with lines that are too long for the screen going on in the next row, from a blank on where there is one.
  func lines(width: Int) -> [String] {
    let width = max(width, 1)
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      var (rest, rows) = (line, [String]())
      while rest.count > width {
        let room = rest.prefix(width)
        // A row of nothing but the indentation would help nobody.
        let blank = room.lastIndex(of: " ").flatMap { end in
          room[..<end].contains { $0 != " " } ? room.index(after: end) : nil
        }
        let end = blank ?? room.endIndex
        rows.append(String(rest[..<end]))
        rest = rest[end...]
      }
      return rows + [String(rest)]
    }
  }
}
