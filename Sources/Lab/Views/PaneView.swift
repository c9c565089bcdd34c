import Canvas
import Charts

/// One pane: frame, charts, readout, parameters, and as many details as there is room for.
struct PaneView {
  let lab: Lab
  let index: Int
  /// Held rather than looked up each time: a copy of a pane retains all its columns.
  let pane: Pane

  init(lab: Lab, index: Int) {
    self.lab = lab
    self.index = index
    pane = lab.panes[index]
  }

  var isFocused: Bool { index == lab.focus }

  func draw(into grid: inout CellGrid, rect: Rect) {
    let status = PaneStatus(pane: pane, hasHiddenNotes: hidesNotes(PaneFrame.inside(rect)))
    PaneFrame(title: title, status: status.line, isFocused: isFocused).draw(into: &grid, rect: rect)
    drawContent(into: &grid, PaneFrame.inside(rect))
  }

  private var title: StyledText {
    let style = Style(isFocused ? .accent : .standard, .bold)
    return StyledText([Span("\(index + 1) ", style), Span(pane.schedule.name, style)])
  }

  private func drawContent(into grid: inout CellGrid, _ area: Rect) {
    let lines = infoLines(area)
    let charts = Rect(x: area.x, y: area.y, width: area.width, height: max(0, area.height - lines.count))
    PaneCharts(lab: lab, pane: pane).draw(into: &grid, rect: charts)
    for (row, line) in lines.enumerated() where charts.maxY + row < area.maxY {
      grid.write(line, x: area.x, y: charts.maxY + row, limit: area.width)
    }
  }

  /// Equally many in every pane of a size, so that the charts of neighbours align.
  private func infoLines(_ area: Rect) -> [StyledText] {
    let count = max(2 + detailRows(area), lab.cursor == nil ? 2 : 3)
    var lines = lab.cursor.map {
      CursorReadout(pane: pane, x: $0, time: lab.time, showsFutures: lab.display.showsFutures).lines(
        area.width, rows: count)
    }
    lines = lines ?? [PaneReadout(pane: pane).line.fitted(area.width), settingLine(area.width, rows: count)]
    let details = PaneDetails(pane: pane, notes: notes).lines(
      area.width, rows: count - (lines?.count ?? 0))
    let all = (lines ?? []) + details
    return all + Array(repeating: StyledText(""), count: max(0, count - all.count))
  }

  /// The parameters; but where a gauge has no row of its own, it takes theirs while nobody edits them.
  private func settingLine(_ width: Int, rows: Int) -> StyledText {
    if rows == 2, !isFocused, let plateau = pane.plateau {
      return PlateauGauge(status: plateau).line.fitted(width)
    }
    return ParameterLine(pane: pane, tweaking: lab.tweaking, isFocused: isFocused).fitted(width)
  }

  /// Whether the notes stand beside the pane.
  private var hasCard: Bool { lab.display.layout == .zoom && ZoomView.cardWidth(lab.body.width) > 0 }

  private var notes: PaneDetails.Notes { lab.display.layout != .zoom ? .half : hasCard ? .none : .all }

  private func hidesNotes(_ area: Rect) -> Bool {
    !pane.notes.isEmpty && !hasCard && PaneDetails.freeRows(detailRows(area), pane) <= 0
  }

  /// Full screen has room for every note.
  private func detailRows(_ area: Rect) -> Int {
    let rows = Self.detailRows(area.height)
    guard lab.display.layout == .zoom, !hasCard, rows > 0 else { return rows }
    return min(area.height / 2, rows + NoteLines(pane: pane).wrapped(area.width).count)
  }

  /// Rows for the gauge, notes and the latest events.
  private static func detailRows(_ height: Int) -> Int {
    height >= 24 ? 4 : height >= 16 ? 2 : height >= 10 ? 1 : 0
  }
}
