import Canvas

/// A pane's notes as lines: `! rises again from epoch 52 on, after T_max=50`.
struct NoteLines {
  let notes: [String]

  /// All of them, wrapped.
  func wrapped(_ width: Int) -> [StyledText] { notes.flatMap { lines($0, width) } }

  /// At most so many rows: wrapped if they fit, else each on a row, cut; the page of events has the rest.
  func lines(_ width: Int, rows: Int) -> [StyledText] {
    let wrapped = wrapped(width)
    return wrapped.count <= rows ? wrapped : notes.prefix(max(0, rows)).map { cut($0, width) }
  }

  private func lines(_ note: String, _ width: Int) -> [StyledText] {
    Wrapping.lines(note, width: width - 2).enumerated().map { row, line in
      StyledText([row == 0 ? Self.mark : Span("  "), Span(line, Style(.muted))])
    }
  }

  private func cut(_ note: String, _ width: Int) -> StyledText {
    StyledText([Self.mark, Span(note, Style(.muted))]).cut(to: width)
  }

  private static let mark = Span("! ", Style(.warning, .bold))
}

/// What was taken from a script and from outside: `• taken: epochs=90 from --epochs`.
struct AssumptionLines {
  let text: String

  func wrapped(_ width: Int) -> [StyledText] {
    Wrapping.lines(text, width: width - 2).enumerated().map { row, line in
      StyledText([row == 0 ? Self.mark : Span("  "), Span(line, Style(.muted))])
    }
  }

  /// Wrapped if that fits, else cut.
  func lines(_ width: Int, rows: Int) -> [StyledText] {
    let wrapped = wrapped(width)
    guard wrapped.count > rows else { return wrapped }
    return rows < 1 ? [] : [StyledText([Self.mark, Span(text, Style(.muted))]).cut(to: width)]
  }

  private static let mark = Span("• ", Style(.muted))
}
