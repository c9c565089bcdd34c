import Canvas
import Charts
import LRSchedulers

/// The notes and events of all panes, pane by pane, as a page.
enum EventPage {
  static func lines(_ lab: Lab) -> PageLines {
    let width = lab.size.width - 6
    let notes = lab.panes.map { pane in
      NoteLines(notes: pane.noteTexts).wrapped(width)
        + (pane.training?.origin?.assumption.map { AssumptionLines(text: $0).wrapped(width) } ?? [])
    }
    let counts = zip(lab.panes, notes).map { $1.count + max(1, $0.events.count) + 2 }
    return PageLines(count: counts.reduce(0, +) - 1) { index in
      var row = index
      for (number, count) in counts.enumerated() {
        if row < count {
          return line(row, of: lab.panes[number], number + 1, notes[number], width, lab.display.glyphs)
        }
        row -= count
      }
      return StyledText("")
    }
  }

  /// A heading, the notes, the events or a word in their place, an empty line.
  private static func line(
    _ row: Int, of pane: Pane, _ number: Int, _ notes: [StyledText], _ width: Int, _ glyphs: GlyphSet
  ) -> StyledText {
    if row == 0 {
      return StyledText([
        Span("\(number) ", Style(.accent, .bold)), Span(pane.heading, Style(.standard, .bold)),
      ])
    }
    if row <= notes.count { return StyledText("  ") + notes[row - 1] }
    let event = row - notes.count - 1
    if pane.events.indices.contains(event) {
      return StyledText("  ") + EventText.line(pane.events[event], glyphs).fitted(width)
    }
    return StyledText(event == 0 ? "  no changes so far" : "", Style(.muted))
  }
}

/// Events in words: `▼ epoch 24  1.00e-01 → 1.00e-02  plateau`.
enum EventText {
  /// The way the rate went; a dot for an assignment.
  static func mark(_ event: PaneEvent) -> String {
    guard case .change(let change) = event else { return "•" }
    return change.to < change.from ? "▼" : "▲"
  }

  static func line(_ event: PaneEvent, _ glyphs: GlyphSet) -> FieldLine {
    switch event {
    case .change(let change): line(change, mark(event), glyphs)
    case .assigned(let assignment):
      FieldLine([
        place(mark(event), assignment.epoch), .init(8, StyledText(glyphs.spelled(assignment.text))),
        .init(1, StyledText("live", Style(.muted))),
      ])
    }
  }

  private static func line(_ change: LRChange, _ mark: String, _ glyphs: GlyphSet) -> FieldLine {
    let (from, to) = (NumberFormat.lr.text(change.from), NumberFormat.lr.text(change.to))
    let group = change.group > 0 ? ["group \(change.group)"] : []
    return FieldLine(
      [
        place(mark, change.epoch, step: change.step),
        .init(8, StyledText(glyphs.spelled("\(from) → \(to)")), StyledText(glyphs.spelled("→ \(to)"))),
        .init(2, StyledText(change.kind.rawValue, Style(.muted))),
      ] + group.map { .init(1, StyledText($0, Style(.muted))) })
  }

  private static func place(_ mark: String, _ epoch: Int, step: Int? = nil) -> FieldLine.Field {
    let mark = StyledText(mark + " ", Style(.event))
    if let step {
      return .init(9, mark + StyledText("step \(step)  epoch \(epoch)"), mark + StyledText("\(step)"))
    }
    return .init(9, mark + StyledText("epoch \(epoch)"), mark + StyledText("\(epoch)"))
  }
}
