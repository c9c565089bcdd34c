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
    content.outlook?.lines(area.width, rows: max(1, area.height / 5)) ?? []
  }

  private func ownLines(_ area: Rect) -> [StyledText] {
    let count = max(2 + detailRows(area), context.cursor == nil ? 2 : 3)
    let numbers = numberLines(area.width, rows: count)
    let details = PaneDetails(content: content, glyphs: context.display.glyphs, notes: notes).lines(
      area.width, rows: count - numbers.count)
    let all = numbers + details
    return all + Array(repeating: StyledText(""), count: max(0, count - all.count))
  }

  /// The values at the cursor, or those in force and what can be changed.
  private func numberLines(_ width: Int, rows: Int) -> [StyledText] {
    guard context.cursor == nil else {
      return Array(Wrapping.flowed(content.cursorValues, width: width, rows: rows))
    }
    return [FieldLine(content.readout).fitted(width), settingLine(width, rows: rows)]
  }

  /// The settings; but where a gauge has no row of its own, it takes theirs while nobody edits them.
  private func settingLine(_ width: Int, rows: Int) -> StyledText {
    if rows == 2, !isFocused, let gauge = content.gauge { return gauge.fitted(width) }
    return content.settings?.fitted(width).text ?? content.footer ?? StyledText("")
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
    let lines = infoLines(area)
    let words = outlookLines(area).count
    // Below the readout, unless a gauge takes its place.
    let row = area.maxY - lines.count + words + 1
    guard point.y == row, ownLines(area).count > 2 || isFocused || content.gauge == nil else { return nil }
    let columns = settings.fitted(area.width).columns
    return columns.first { $0.columns.contains(point.x - area.x) }.map { settings.slots[$0.part] }
  }
}
