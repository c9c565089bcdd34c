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

  /// A line, and the row that it is of; nil for a heading.
  struct Line {
    var text: StyledText
    var row: Int?
  }

  /// All of them, if they fit; else only the selected one is explained, and if need be only those around it are shown.
  func lines(rows: Int) -> [Line] {
    guard rows > 0 else { return [] }
    let full = lines { _ in true }
    if full.count <= rows { return full }
    let short = lines { $0 == selected }
    let place = short.firstIndex { $0.row == selected } ?? 0
    let top = max(0, min(place - rows / 2, short.count - rows))
    return Array(short[top...].prefix(rows))
  }

  private func lines(explained: (Int) -> Bool) -> [Line] {
    var lines: [Line] = []
    for (index, row) in rows.enumerated() {
      if let heading = headings[index] {
        lines.append(Line(text: StyledText(heading, Style(.standard, .bold))))
      }
      lines.append(Line(text: line(row, isSelected: index == selected), row: index))
      if explained(index) {
        lines.append(Line(text: StyledText("  " + row.help, Style(.muted)), row: index))
      }
    }
    return lines
  }

  private func line(_ row: Row, isSelected: Bool) -> StyledText {
    StyledText([
      Span(isSelected ? "▸ " : "  ", Style(.accent, .bold)),
      Span(row.text, Style(isSelected ? .accent : .standard, .bold)),
    ])
  }
}
