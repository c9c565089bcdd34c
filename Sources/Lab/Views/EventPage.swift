import Canvas

/// The events of all panes, pane by pane, as a page.
enum EventPage {
  static func lines(_ lab: Lab) -> PageLines {
    let counts = lab.panes.map { max(1, $0.events.count) + 2 }
    let width = lab.size.width - 6
    return PageLines(count: counts.reduce(0, +) - 1) { index in
      var row = index
      for (number, count) in counts.enumerated() {
        if row < count { return line(row, of: lab.panes[number], number + 1, width) }
        row -= count
      }
      return StyledText("")
    }
  }

  /// A heading, the events or a word in their place, an empty line.
  private static func line(_ row: Int, of pane: Pane, _ number: Int, _ width: Int) -> StyledText {
    if row == 0 {
      return StyledText([
        Span("\(number) ", Style(.accent, .bold)), Span(pane.schedule.spec, Style(.standard, .bold)),
      ])
    }
    if pane.events.indices.contains(row - 1) {
      return StyledText("  ") + EventText.line(pane.events[row - 1]).fitted(width)
    }
    return StyledText(row == 1 ? "  no changes so far" : "", Style(.muted))
  }
}
