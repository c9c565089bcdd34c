import Canvas

/// The line being written, with caret, and under it what is wrong, pointed at.
struct EntryView {
  let lab: Lab
  let entry: TextEntry
  var slot: ParameterSlot?

  func draw(into grid: inout CellGrid) {
    let height = 4 + min(max(2, message.count), 4)
    let rect = Rect(x: 0, y: lab.body.maxY - height, width: lab.body.width, height: height)
    let inside = Panel(title: title).draw(into: &grid, rect: rect)
    let window = TextWindow(entry: entry, width: inside.width)
    drawText(into: &grid, inside, window)
    if let offset = entry.error?.offset, let column = window.column(of: offset) {
      grid.write("▲", x: inside.x + column, y: inside.y + 1, style: Style(.bad, .bold))
    }
    drawMessage(into: &grid, inside)
  }

  private var title: String {
    let pane = "pane \(lab.focus + 1)"
    return slot.map { "\($0.name) of \(pane)" } ?? "spec of \(pane)"
  }

  private func drawText(into grid: inout CellGrid, _ inside: Rect, _ window: TextWindow) {
    grid.write(window.text, x: inside.x, y: inside.y, style: entry.line.style)
    if let column = window.column(of: entry.line.caret) {
      grid[inside.x + column, inside.y].style = Style(.standard, .reverse)
    }
  }

  /// What is wrong, or what is expected.
  private var message: [String] {
    Wrapping.lines(entry.error?.message ?? entry.hint, width: lab.body.width - 4)
  }

  private func drawMessage(into grid: inout CellGrid, _ inside: Rect) {
    let style = Style(entry.error == nil ? .muted : .bad)
    for (row, line) in message.prefix(inside.height - 2).enumerated() {
      grid.write(line, x: inside.x, y: inside.y + 2 + row, style: style, limit: inside.width)
    }
  }
}

extension LineEditor {
  /// Marked as what the next text takes the place of.
  var style: Style { isSelected ? Style(.standard, .reverse) : .standard }
}

/// The part of a text that is shown: around the caret, or around the error.
struct TextWindow {
  private let characters: [Character]
  private let start: Int
  private let width: Int

  init(entry: TextEntry, width: Int) {
    characters = entry.line.characters
    self.width = max(1, width)
    let focus = entry.error?.offset ?? entry.line.caret
    start = max(0, min(focus - self.width * 3 / 4, characters.count + 1 - self.width))
  }

  /// One scalar for each character; line breaks are shown as an arrow.
  var text: String {
    String(String.UnicodeScalarView(characters.dropFirst(start).prefix(width).map(Self.scalar)))
  }

  /// Where a character of the text stands; nil if it is not shown.
  func column(of offset: Int) -> Int? {
    let column = offset - start
    return 0..<width ~= column ? column : nil
  }

  private static func scalar(_ character: Character) -> Unicode.Scalar {
    if character.isNewline { return "↵" }
    let scalars = character.unicodeScalars
    return scalars.count == 1 ? scalars.first ?? "?" : "?"
  }
}
