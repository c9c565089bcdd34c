import Canvas

/// The notes and events of all panes, pane by pane, as a page.
enum EventPage {
  static func lines(_ lab: Lab) -> PageLines {
    let width = lab.size.width - 6
    let notes = lab.panes.map { NoteLines(pane: $0).wrapped(width) }
    let counts = zip(lab.panes, notes).map { $1.count + max(1, $0.events.count) + 2 }
    return PageLines(count: counts.reduce(0, +) - 1) { index in
      var row = index
      for (number, count) in counts.enumerated() {
        if row < count { return line(row, of: lab.panes[number], number + 1, notes[number], width) }
        row -= count
      }
      return StyledText("")
    }
  }

  /// A heading, the notes, the events or a word in their place, an empty line.
  private static func line(
    _ row: Int, of pane: Pane, _ number: Int, _ notes: [StyledText], _ width: Int
  ) -> StyledText {
    if row == 0 {
      return StyledText([
        Span("\(number) ", Style(.accent, .bold)), Span(pane.schedule.spec, Style(.standard, .bold)),
      ])
    }
    if row <= notes.count { return StyledText("  ") + notes[row - 1] }
    let event = row - notes.count - 1
    if pane.events.indices.contains(event) {
      return StyledText("  ") + EventText.line(pane.events[event]).fitted(width)
    }
    return StyledText(event == 0 ? "  no changes so far" : "", Style(.muted))
  }
}
