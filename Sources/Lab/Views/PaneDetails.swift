import Canvas

/// The rows below a pane's parameters: why it failed, the plateau gauge, notes, the latest events.
struct PaneDetails {
  let content: PaneContent
  let glyphs: GlyphSet
  var notes = Notes.half

  /// How many of the free rows notes may take: half, so that the latest events stay in sight where there is more than one.
  enum Notes { case none, half, all }

  private func noteRows(of free: Int) -> Int {
    switch notes {
    case .none: 0
    case .half: (free + 1) / 2
    case .all: free
    }
  }

  /// How many rows are left for notes and events.
  static func freeRows(_ rows: Int, _ content: PaneContent) -> Int {
    rows - (content.failure == nil ? 0 : 1) - (content.gauge == nil ? 0 : 1)
  }

  func lines(_ width: Int, rows: Int) -> [StyledText] {
    guard rows > 0 else { return [] }
    var lines: [StyledText] = []
    if let failure = content.failure { lines.append(StyledText(failure, Style(.bad))) }
    if let gauge = content.gauge { lines.append(gauge.fitted(width)) }
    lines += NoteLines(notes: content.notes).lines(width, rows: noteRows(of: rows - lines.count))
    if notes != .none, let assumption = content.assumption, lines.count < rows {
      lines += AssumptionLines(text: assumption).lines(width, rows: notes == .all ? rows - lines.count : 1)
    }
    let events = content.events.suffix(max(0, rows - lines.count)).reversed()
    return Array((lines + events.map { EventText.line($0, glyphs).fitted(width) }).prefix(rows))
  }
}
