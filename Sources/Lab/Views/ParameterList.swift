import Canvas

/// A pane's settings under each other with their meaning, those of a member under its number and name.
struct ParameterList: Sendable {
  struct Row: Sendable {
    /// The member it belongs to; see ``ParameterSlot/places``.
    var places: [Int]
    /// `step_size=10`
    var text: String
    var help: String
  }

  let rows: [Row]
  let selected: Int
  /// By the first row of a member, what stands above it.
  private let headings: [Int: String]

  /// - Parameter title: what a member is called.
  init(rows: [Row], selected: Int, title: ([Int]) -> String) {
    self.rows = rows
    self.selected = selected
    headings = rows.indices.dropFirst().reduce(into: [:]) { headings, index in
      if rows[index].places != rows[index - 1].places { headings[index] = title(rows[index].places) }
    }
  }

  /// All of them, if they fit; else only the selected one is explained, and if need be only those around it are shown.
  func lines(rows: Int) -> [StyledText] {
    guard rows > 0 else { return [] }
    let full = lines { _ in true }
    if full.lines.count <= rows { return full.lines }
    let short = lines { $0 == selected }
    let top = max(0, min(short.place - rows / 2, short.lines.count - rows))
    return Array(short.lines[top...].prefix(rows))
  }

  /// The lines, and which of them has the selected parameter.
  private func lines(explained: (Int) -> Bool) -> (lines: [StyledText], place: Int) {
    var (lines, place) = ([StyledText](), 0)
    for (index, row) in rows.enumerated() {
      if let heading = headings[index] { lines.append(StyledText(heading, Style(.standard, .bold))) }
      if index == selected { place = lines.count }
      lines.append(line(row, isSelected: index == selected))
      if explained(index) { lines.append(StyledText("  " + row.help, Style(.muted))) }
    }
    return (lines, place)
  }

  private func line(_ row: Row, isSelected: Bool) -> StyledText {
    StyledText([
      Span(isSelected ? "▸ " : "  ", Style(.accent, .bold)),
      Span(row.text, Style(isSelected ? .accent : .standard, .bold)),
    ])
  }
}
