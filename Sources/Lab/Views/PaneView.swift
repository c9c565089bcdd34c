import Canvas
import Charts

/// One pane: frame, charts, readout, settings, and as many details as there is room for.
struct PaneView {
  let content: PaneContent
  /// The pane's number on the screen.
  let number: Int
  let isFocused: Bool
  let context: FrameContext
  /// Those that it shares with other panes; nil for its own.
  var axes: SharedAxes?
  /// Rows that neighbors need for their forecasts, left empty here.
  var outlookRows = 0

  init(_ lab: Lab, _ index: Int, _ context: FrameContext) {
    self.context = context
    number = index + 1
    isFocused = index == lab.focus
    content = lab.panes[index].content(in: context, isFocused: isFocused)
  }

  func draw(into grid: inout CellGrid, rect: Rect) {
    let area = PaneFrame.inside(rect, isBox: context.isBoxed)
    PaneFrame(
      title: title, status: FieldLine(noteMark(area) + content.status), isFocused: isFocused,
      isBox: context.isBoxed
    )
    .draw(into: &grid, rect: rect)
    drawContent(into: &grid, area)
  }

  private var title: StyledText {
    let style = Style(isFocused ? .accent : .standard, .bold)
    return StyledText([Span("\(number) ", style), Span(content.name, style)])
  }

  private func drawContent(into grid: inout CellGrid, _ area: Rect) {
    let lines = infoLines(area)
    let charts = Rect(x: area.x, y: area.y, width: area.width, height: max(0, area.height - lines.count))
    let factory = ChartFactory(context: context, axes: axes)
    ChartFactory.draw(content.charts.map(factory.chart), into: &grid, rect: charts)
    for (row, line) in lines.enumerated() where charts.maxY + row < area.maxY {
      grid.write(line, x: area.x, y: charts.maxY + row, limit: area.width)
    }
  }

  /// Equally many in every pane of a size, so that the charts of neighbors align.
  private func infoLines(_ area: Rect) -> [StyledText] {
    outlookLines(area) + ownLines(area)
  }

  private func outlookLines(_ area: Rect) -> [StyledText] {
    let lines = outlookWords(area)
    return Array(repeating: StyledText(""), count: max(0, outlookRows - lines.count)) + lines
  }

  private func outlookWords(_ area: Rect) -> [StyledText] {
    content.outlook?.lines(area.width, rows: max(1, area.height / 5)) ?? []
  }

  /// Rows that it needs for its forecast where it is drawn into `rect`.
  func rowsOfOutlook(in rect: Rect) -> Int {
    outlookWords(PaneFrame.inside(rect, isBox: context.isBoxed)).count
  }

  private func ownLines(_ area: Rect) -> [StyledText] {
    let count = ownRows(area)
    let all: [StyledText]
    if context.cursor == nil {
      let details = details(area.width, rows: count - 2)
      all =
        [FieldLine(content.readout).fitted(area.width)]
        + settingLines(area.width, rows: count, free: count - 2 - details.count) + details
    } else {
      let values = Wrapping.flowed(content.cursorValues, width: area.width, rows: count)
      all = values + details(area.width, rows: count - values.count)
    }
    return all + Array(repeating: StyledText(""), count: max(0, count - all.count))
  }

  private func ownRows(_ area: Rect) -> Int {
    max(2 + detailRows(area), context.cursor == nil ? 2 : 3)
  }

  private func details(_ width: Int, rows: Int) -> [StyledText] {
    PaneDetails(content: content, glyphs: context.display.glyphs, notes: notes).lines(width, rows: rows)
  }

  /// The settings, which also take rows that nothing else needs; but where a gauge has no row of its own, it takes theirs
  /// while nobody edits them.
  private func settingLines(_ width: Int, rows: Int, free: Int) -> [StyledText] {
    if rows == 2, !isFocused, let gauge = content.gauge { return [gauge.fitted(width)] }
    return content.settings?.rows(width, 1 + free).map(\.text) ?? [content.footer ?? StyledText("")]
  }

  private var notes: PaneDetails.Notes {
    context.display.layout != .zoom ? .half : context.hasCard ? .none : .all
  }

  /// In the title of a pane that has no row for its notes.
  private func noteMark(_ area: Rect) -> [FieldLine.Field] {
    guard !content.notes.isEmpty, !context.hasCard,
      PaneDetails.freeRows(detailRows(area), content) <= 0
    else { return [] }
    return [.init(7, StyledText("! note", Style(.warning)), StyledText("!", Style(.warning)))]
  }

  /// Full screen has room for every note.
  private func detailRows(_ area: Rect) -> Int {
    let rows = Self.detailRows(area.height)
    guard context.display.layout == .zoom, !context.hasCard, rows > 0 else { return rows }
    let words =
      NoteLines(notes: content.notes).wrapped(area.width).count
      + (content.assumption.map { AssumptionLines(text: $0).wrapped(area.width).count } ?? 0)
    return min(area.height / 2, rows + words)
  }

  /// Rows for the gauge, notes and the latest events.
  private static func detailRows(_ height: Int) -> Int {
    height >= 24 ? 4 : height >= 16 ? 2 : height >= 10 ? 1 : 0
  }
}

extension PaneView {
  /// The parameter at a point of a pane that is drawn into `rect`, as the place of its slot; nil where there is none.
  func slot(at point: Point, in rect: Rect) -> Int? {
    let area = PaneFrame.inside(rect, isBox: context.isBoxed)
    guard area.contains(point), context.cursor == nil, let settings = content.settings else { return nil }
    let count = ownRows(area)
    guard count > 2 || isFocused || content.gauge == nil else { return nil }
    let free = count - 2 - details(area.width, rows: count - 2).count
    let rows = settings.rows(area.width, 1 + free)
    // Below the readout.
    let row = point.y - (area.maxY - count + 1)
    guard rows.indices.contains(row) else { return nil }
    return rows[row].columns.first { $0.columns.contains(point.x - area.x) }.map { settings.slots[$0.part] }
  }
}
