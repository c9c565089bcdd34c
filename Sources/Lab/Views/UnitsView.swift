import Canvas
import Training

/// The panel of units: what can be changed, and what it comes to.
struct UnitsView {
  let lab: Lab
  let panel: UnitsPanel

  func draw(into grid: inout CellGrid) {
    let body = lab.body
    let width = min(body.width, 78)
    let lines = lines(width - 4, rows: body.height - 2)
    let height = min(body.height, lines.count + 2)
    let rect = Rect(
      x: (body.width - width) / 2, y: body.y + (body.height - height) / 2, width: width, height: height)
    let inside = Panel(title: "units: from samples to steps").draw(into: &grid, rect: rect)
    for (row, line) in lines.prefix(inside.height).enumerated() {
      grid.write(line, x: inside.x, y: inside.y + row, limit: inside.width)
    }
  }

  /// All fields where there is room for them, else the selected one.
  private func lines(_ width: Int, rows: Int) -> [StyledText] {
    let results = results(width)
    let all = UnitsPanel.Field.allCases.map(line)
    let fits = all.count + results.count <= rows
    return (fits ? all : [line(panel.field)]) + (all.count + results.count < rows ? [StyledText("")] : [])
      + results
  }

  private func line(_ field: UnitsPanel.Field) -> StyledText {
    let isSelected = field == panel.field
    let name = field.rawValue.padding(to: 14)
    let value = StyledText([
      Span(isSelected ? "▸ " : "  ", Style(.accent, .bold)),
      Span(name, isSelected ? Style(.accent, .bold) : .standard),
    ])
    if isSelected, let entry = panel.entry { return value + typed(entry) }
    let text = panel.text(of: field)
    return value
      + StyledText([
        Span(String(repeating: " ", count: max(0, 14 - text.count))),
        Span(text, isSelected ? Style(.accent, [.bold, .underline]) : .standard),
        Span("  " + field.help, Style(.muted)),
      ])
  }

  private func typed(_ entry: TextEntry) -> StyledText {
    let characters = entry.line.characters + [" "]
    let caret = entry.line.caret
    return StyledText([
      Span(String(characters[..<caret]), entry.line.style),
      Span(String(characters[caret]), Style(.standard, .reverse)),
      Span(String(characters[(caret + 1)...])),
    ])
  }

  /// The calculation, warm-ups by share, and where the total can go; or what is wrong.
  private func results(_ width: Int) -> [StyledText] {
    if let error = panel.entry?.error { return wrapped(error.message, width, Style(.bad)) }
    do {
      let count = try panel.units.steps()
      return wrapped(try panel.units.line(), width, .standard) + [warmups(count)]
        + wrapped(lab.display.glyphs.spelled(lab.offer(panel.units)), width, Style(.muted))
    } catch {
      return wrapped(error.message, width, Style(.bad))
    }
  }

  private func warmups(_ count: StepCount) -> StyledText {
    let lengths = count.usualWarmups.map {
      StyledText.labelled("  \($0.name)", TrainingUnits.grouped($0.steps))
    }
    return lengths.reduce(StyledText("warm-up", Style(.muted)), +)
  }

  private func wrapped(_ text: String, _ width: Int, _ style: Style) -> [StyledText] {
    Wrapping.lines(text, width: width).map { StyledText($0, style) }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
