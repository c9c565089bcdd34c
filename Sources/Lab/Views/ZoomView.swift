import Canvas

/// The focused pane on the whole screen; on wide ones with a card that explains it.
struct ZoomView {
  let lab: Lab
  let context: FrameContext

  func draw(into grid: inout CellGrid) {
    let (main, side) = (mainRect, side)
    let pane = PaneView(lab, lab.focus, context)
    pane.draw(into: &grid, rect: main)
    guard side > 0 else { return }
    card(of: pane.content)?.draw(into: &grid, rect: cardRect)
  }

  private func card(of content: PaneContent) -> SchedulerCard? {
    content.card.map { SchedulerCard(content: content, card: $0, glyphs: context.display.glyphs) }
  }

  private var cardRect: Rect {
    Rect(x: mainRect.maxX, y: mainRect.y, width: side, height: mainRect.height)
  }

  /// The parameter of the card at a point, as the place of its slot; nil where there is none.
  func slotOfCard(at point: Point) -> Int? {
    guard side > 0, cardRect.contains(point) else { return nil }
    return card(of: PaneView(lab, lab.focus, context).content)?.slot(at: point, in: cardRect)
  }

  private var side: Int { context.hasCard ? Self.cardWidth(lab.body.width) : 0 }

  /// Where the pane is.
  var mainRect: Rect {
    Rect(x: 0, y: lab.body.y, width: lab.body.width - side, height: lab.body.height)
  }

  /// The columns of the card; 0 where there is none.
  static func cardWidth(_ width: Int) -> Int { width >= 100 ? min(56, width / 3) : 0 }
}

/// What the focused pane shows, each setting with its meaning, and the events of its run.
struct SchedulerCard {
  let content: PaneContent
  let card: PaneCard
  let glyphs: GlyphSet

  func draw(into grid: inout CellGrid, rect: Rect) {
    PaneFrame(
      title: StyledText("scheduler", Style(.standard, .bold)), status: FieldLine([]), isFocused: false,
      isBox: PaneFrame.isBox(rows: rect.height)
    )
    .draw(into: &grid, rect: rect)
    let inside = Self.inside(rect)
    for (row, line) in lines(inside).prefix(inside.height).enumerated() {
      grid.write(line, x: inside.x, y: inside.y + row, limit: inside.width)
    }
  }

  private static func inside(_ rect: Rect) -> Rect {
    Rect(x: rect.x + 2, y: rect.y + 1, width: rect.width - 4, height: rect.height - 2)
  }

  /// The parameter at a point of a card that is drawn into `rect`.
  func slot(at point: Point, in rect: Rect) -> Int? {
    let inside = Self.inside(rect)
    let row = point.y - inside.y - summary(inside.width).count
    let settings = settings(inside)
    return inside.contains(point) && settings.indices.contains(row) ? settings[row].row : nil
  }

  private func settings(_ inside: Rect) -> [ParameterList.Line] {
    let others = summary(inside.width).count + notes(inside.width).count + legend(inside.width).count
    return card.settings.lines(rows: inside.height - others)
  }

  private func lines(_ inside: Rect) -> [StyledText] {
    let fixed =
      summary(inside.width) + settings(inside).map(\.text) + [StyledText("")] + notes(inside.width)
      + legend(inside.width)
    return fixed + events(inside.width, rows: inside.height - fixed.count)
  }

  private func summary(_ width: Int) -> [StyledText] {
    Wrapping.lines(card.summary, width: width).map { StyledText($0) } + [StyledText("")]
      + Wrapping.lines(card.formula, width: width).map { StyledText($0, Style(.lr)) } + [StyledText("")]
  }

  private func notes(_ width: Int) -> [StyledText] {
    let lines =
      NoteLines(notes: content.notes).wrapped(width)
      + (content.assumption.map { AssumptionLines(text: $0).wrapped(width) } ?? [])
    return lines.isEmpty ? [] : lines + [StyledText("")]
  }

  /// What the lines of the chart stand for.
  private func legend(_ width: Int) -> [StyledText] {
    guard let legend = card.legend else { return [] }
    return [StyledText(legend.title, Style(.standard, .bold))] + legend.lines(width) + [StyledText("")]
  }

  private func events(_ width: Int, rows: Int) -> [StyledText] {
    guard rows >= 2, !content.events.isEmpty else { return [] }
    let latest = content.events.suffix(rows - 1).reversed()
    return [StyledText("changes, latest first", Style(.standard, .bold))]
      + latest.map { EventText.line($0, glyphs).fitted(width) }
  }
}
