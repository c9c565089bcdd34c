import Canvas

/// The text being written, with caret, and under it what is wrong, pointed at. The box grows with the lines of the text
/// as far as the screen goes.
struct EntryView {
  let lab: Lab
  let entry: TextEntry
  var slot: ParameterSlot?

  /// Rows for what is wrong or expected, at least and at most.
  private static let messageRows = 2...4
  /// Frame, and the row that points at what is wrong.
  private static let otherRows = 3

  /// The most lines of a text that are shown.
  static func textRows(in body: Rect) -> Int {
    max(1, body.height - otherRows - messageRows.lowerBound)
  }

  func draw(into grid: inout CellGrid) {
    let messageRows = min(max(Self.messageRows.lowerBound, message.count), Self.messageRows.upperBound)
    let most = max(1, lab.body.height - Self.otherRows - messageRows)
    let window = TextWindow(entry: entry, width: lab.body.width - 4, rows: most)
    let height = min(lab.body.height, window.lines.count + Self.otherRows + messageRows)
    let rect = Rect(x: 0, y: lab.body.maxY - height, width: lab.body.width, height: height)
    let inside = Panel(title: title(window)).draw(into: &grid, rect: rect)
    drawText(into: &grid, inside, window)
    let used = drawError(into: &grid, inside, window)
    drawMessage(into: &grid, inside, from: used + 1)
  }

  private func title(_ window: TextWindow) -> String {
    let pane = "pane \(lab.focus + 1)"
    if let slot { return "\(slot.name) of \(pane)" }
    return window.isWhole ? "spec of \(pane)" : "spec of \(pane), a part of the text"
  }

  private func drawText(into grid: inout CellGrid, _ inside: Rect, _ window: TextWindow) {
    for (row, line) in window.lines.enumerated() where row < inside.height {
      let y = inside.y + row + (errorRow(window).map { $0 < row ? 1 : 0 } ?? 0)
      grid.write(line, x: inside.x, y: y, style: entry.line.style)
    }
    guard let caret = window.place(of: entry.line.caret) else { return }
    let y = inside.y + caret.y + (errorRow(window).map { $0 < caret.y ? 1 : 0 } ?? 0)
    grid[inside.x + caret.x, y].style = Style(.standard, .reverse)
  }

  private func errorRow(_ window: TextWindow) -> Int? {
    entry.error?.offset.flatMap { window.place(of: $0)?.y }
  }

  /// The mark below what is wrong.
  ///
  /// - Returns: the rows of text and mark.
  private func drawError(into grid: inout CellGrid, _ inside: Rect, _ window: TextWindow) -> Int {
    if let place = entry.error?.offset.flatMap({ window.place(of: $0) }) {
      grid.write("▲", x: inside.x + place.x, y: inside.y + place.y + 1, style: Style(.bad, .bold))
    }
    return window.lines.count
  }

  /// What is wrong, what the text comes to, or what is expected.
  private var message: [String] {
    let text = entry.error?.message ?? (entry.reading.isEmpty ? entry.hint : entry.reading)
    return Wrapping.lines(lab.display.glyphs.spelled(text), width: lab.body.width - 4)
  }

  private func drawMessage(into grid: inout CellGrid, _ inside: Rect, from row: Int) {
    let style = Style(entry.error == nil ? .muted : .bad)
    for (index, line) in message.prefix(max(0, inside.height - row)).enumerated() {
      grid.write(line, x: inside.x, y: inside.y + row + index, style: style, limit: inside.width)
    }
  }
}

extension LineEditor {
  /// Marked as what the next text takes the place of.
  var style: Style { isSelected ? Style(.standard, .reverse) : .standard }
}

/// The part of a text that is shown: the lines around the caret or the error, from a column on where they are long.
/// Found from there on, so that a long text costs no more than the screen.
struct TextWindow {
  /// One scalar for each character.
  let lines: [String]
  /// Whether all lines are shown.
  let isWhole: Bool
  /// Where the shown lines begin in the text, and how long they are.
  private let starts: [(start: Int, count: Int)]
  /// The first column shown.
  private let left: Int
  private let width: Int

  init(entry: TextEntry, width: Int, rows: Int = 1) {
    let editor = entry.line
    let focus = min(entry.error?.offset ?? editor.caret, editor.characters.count)
    let width = max(1, width)
    self.width = width
    let starts = Self.starts(in: editor, around: focus, rows: max(1, rows))
    self.starts = starts.lines
    isWhole = starts.isWhole
    let start = editor.lineStart(of: focus)
    let (column, length) = (focus - start, editor.lineEnd(of: focus) - start)
    let left = max(0, min(column - width * 3 / 4, length + 1 - width))
    self.left = left
    lines = starts.lines.map { line in
      let shown = editor.characters[line.start..<line.start + line.count].dropFirst(left).prefix(width)
      var scalars = shown.map(Self.scalar)
      if starts.lines.count > 1, line.count - left > width { scalars[width - 1] = "…" }
      return String(String.UnicodeScalarView(scalars))
    }
  }

  /// The lines around a position, at most so many.
  private static func starts(
    in editor: LineEditor, around focus: Int, rows: Int
  ) -> (lines: [(start: Int, count: Int)], isWhole: Bool) {
    let count = editor.characters.count
    var starts = [editor.lineStart(of: focus)]
    // Those behind first come as many as there are up to the half, then those before, then the rest.
    var end = editor.lineEnd(of: focus)
    func down(to most: Int) {
      while starts.count < most, end < count {
        starts.append(end + 1)
        end = editor.lineEnd(of: end + 1)
      }
    }
    down(to: max(1, rows / 2))
    while starts.count < rows, starts[0] > 0 { starts.insert(editor.lineStart(of: starts[0] - 1), at: 0) }
    down(to: rows)
    return (
      starts.map { ($0, editor.lineEnd(of: $0) - $0) }, starts[0] == 0 && end >= count
    )
  }

  /// Where a character of the text stands; nil if it is not shown.
  func place(of offset: Int) -> Point? {
    guard let row = starts.lastIndex(where: { $0.start <= offset }) else { return nil }
    let column = offset - starts[row].start
    guard column <= starts[row].count, 0..<width ~= column - left else { return nil }
    return Point(x: column - left, y: row)
  }

  private static func scalar(_ character: Character) -> Unicode.Scalar {
    let scalars = character.unicodeScalars
    return scalars.count == 1 ? scalars.first ?? "?" : "?"
  }
}
