import Canvas
import LRSchedulers

/// What the focused scheduler is, each parameter with its meaning, and the events of its run.
struct SchedulerCard {
  let lab: Lab

  func draw(into grid: inout CellGrid, rect: Rect) {
    PaneFrame(
      title: StyledText("scheduler", Style(.standard, .bold)), status: FieldLine([]), isFocused: false
    )
    .draw(into: &grid, rect: rect)
    let inside = Rect(x: rect.x + 2, y: rect.y + 1, width: rect.width - 4, height: rect.height - 2)
    for (row, line) in lines(inside).prefix(inside.height).enumerated() {
      grid.write(line, x: inside.x, y: inside.y + row, limit: inside.width)
    }
  }

  private func lines(_ inside: Rect) -> [StyledText] {
    let (summary, notes) = (summary(inside.width) + [StyledText("")], notes(inside.width))
    let futures = futures(inside.width)
    let parameters = ParameterList(pane: lab.focusedPane, tweaking: lab.tweaking).lines(
      rows: inside.height - summary.count - notes.count - futures.count)
    let fixed = summary + parameters + [StyledText("")] + notes + futures
    return fixed + events(inside.width, rows: inside.height - fixed.count)
  }

  private func summary(_ width: Int) -> [StyledText] {
    let entry = lab.focusedPane.schedule.entry
    return Wrapping.lines(entry.summary, width: width).map { StyledText($0) } + [StyledText("")]
      + Wrapping.lines(entry.formula, width: width).map { StyledText($0, Style(.lr)) }
  }

  private func notes(_ width: Int) -> [StyledText] {
    let lines = NoteLines(pane: lab.focusedPane).wrapped(width)
    return lines.isEmpty ? [] : lines + [StyledText("")]
  }

  /// What the lines of the chart stand for, while they are shown.
  private func futures(_ width: Int) -> [StyledText] {
    let others = lab.focusedPane.forecast.others
    guard lab.display.showsFutures, let change = others.first?.change else { return [] }
    let unit = lab.focusedPane.stepsPerEpoch == nil ? "epoch" : "step"
    let title = StyledText("futures since \(unit) \(change)", Style(.standard, .bold))
    return [title] + FutureLegend(others: others, glyphs: lab.display.glyphs).lines(width) + [
      StyledText("")
    ]
  }

  private func events(_ width: Int, rows: Int) -> [StyledText] {
    guard rows >= 2, !lab.focusedPane.events.isEmpty else { return [] }
    let latest = lab.focusedPane.events.suffix(rows - 1).reversed()
    return [StyledText("changes, latest first", Style(.standard, .bold))]
      + latest.map { EventText.line($0).fitted(width) }
  }
}
