import Canvas

/// The bottom line: what the last key did, then the keys that matter now, as many as fit.
struct FooterView {
  let lab: Lab

  func draw(into grid: inout CellGrid) {
    let (width, y) = (lab.size.width, lab.size.height - 1)
    let fixed = hints(lab.footerEnd)
    let room = width - 2 - (fixed.width > 0 ? fixed.width + 2 : 0)
    var x = 1
    if let notice = lab.notice {
      x += grid.write(text(notice), x: x, y: y, limit: room) + 3
    }
    drawKeys(into: &grid, x: x, y: y, limit: room + 1 - x)
    grid.write(fixed, x: width - 1 - fixed.width, y: y, limit: fixed.width)
  }

  private func drawKeys(into grid: inout CellGrid, x: Int, y: Int, limit: Int) {
    var column = 0
    for entry in lab.footerKeys {
      let hint = hints([entry])
      guard column + hint.width <= limit else { break }
      column += grid.write(hint, x: x + column, y: y, limit: hint.width) + 2
    }
  }

  private func text(_ notice: Notice) -> StyledText {
    StyledText([
      Span(notice.isRefusal ? "! " : "• ", Style(notice.isRefusal ? .warning : .good, .bold)),
      Span(notice.text, Style(notice.isRefusal ? .warning : .standard)),
    ])
  }

  private func hints(_ entries: [KeyEntry]) -> StyledText {
    var spans: [Span] = []
    for entry in entries {
      if !spans.isEmpty { spans.append(Span("  ")) }
      spans += [Span(entry.shortCaps, Style(.accent)), Span(" " + entry.label, Style(.muted))]
    }
    return StyledText(spans)
  }
}

extension Lab {
  /// Help and quit, or how to leave: always at the right end.
  fileprivate var footerEnd: [KeyEntry] {
    KeyTable.footer(context).filter { $0.rank == 0 }
  }

  /// The others, those that matter in the present state first.
  fileprivate var footerKeys: [KeyEntry] {
    let isDone = isDone
    let keys = KeyTable.footer(context).filter { $0.rank > 0 }.map {
      (entry: $0, urgency: urgency($0, isDone: isDone))
    }
    return keys.sorted { $0.urgency < $1.urgency }.map(\.entry)
  }

  private func urgency(_ entry: KeyEntry, isDone: Bool) -> Int {
    if isDone, entry.bindings.values.contains(.restart) { return 0 }
    if isPaused, entry.bindings.values.contains(.stepEpoch) { return 2 }
    return entry.rank * 3
  }
}
