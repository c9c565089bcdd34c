import Canvas
import LRSchedulers

/// A pane's notes as lines: `! rises again from epoch 52 on, after T_max=50`.
struct NoteLines {
  let pane: Pane

  /// All of them, wrapped.
  func wrapped(_ width: Int) -> [StyledText] { pane.notes.flatMap { lines($0, width) } }

  /// At most so many rows: wrapped if they fit, else each on a row, cut; the page of events has the rest.
  func lines(_ width: Int, rows: Int) -> [StyledText] {
    let wrapped = wrapped(width)
    return wrapped.count <= rows ? wrapped : pane.notes.prefix(max(0, rows)).map { cut($0, width) }
  }

  private func lines(_ note: ScheduleNote, _ width: Int) -> [StyledText] {
    Wrapping.lines(text(note), width: width - 2).enumerated().map { row, line in
      StyledText([row == 0 ? Self.mark : Span("  "), Span(line, Style(.muted))])
    }
  }

  private func cut(_ note: ScheduleNote, _ width: Int) -> StyledText {
    let text = text(note)
    let isLong = text.count > width - 2
    return StyledText([Self.mark, Span(isLong ? text.prefix(max(0, width - 3)) + "…" : text, Style(.muted))])
  }

  private static let mark = Span("! ", Style(.warning, .bold))

  /// Without the name that stands in the pane's title.
  private func text(_ note: ScheduleNote) -> String {
    let name = pane.schedule.name + " "
    return note.text.hasPrefix(name) ? String(note.text.dropFirst(name.count)) : note.text
  }
}
