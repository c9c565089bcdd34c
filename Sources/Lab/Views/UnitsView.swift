import Canvas
import Training

/// The panel of units: what can be changed, and what it comes to.
struct UnitsView {
  let lab: Lab
  let panel: UnitsPanel

  func draw(into grid: inout CellGrid) {
    let results = results(Panel.inside(rect(rows: 0)).width)
    let fields = fields(results)
    let lines = fields.map(line) + (hasGap(results) ? [StyledText("")] : []) + results
    let inside = Panel(title: "units: from samples to steps").draw(
      into: &grid, rect: rect(rows: lines.count))
    for (row, line) in lines.prefix(inside.height).enumerated() {
      grid.write(line, x: inside.x, y: inside.y + row, limit: inside.width)
    }
  }

  /// The field at a point; nil where there is none.
  func field(at point: Point) -> UnitsPanel.Field? {
    let results = results(Panel.inside(rect(rows: 0)).width)
    let fields = fields(results)
    let inside = Panel.inside(rect(rows: fields.count + (hasGap(results) ? 1 : 0) + results.count))
    guard inside.contains(point), fields.indices.contains(point.y - inside.y) else { return nil }
    return fields[point.y - inside.y]
  }

  /// Where the panel is with so many rows inside.
  private func rect(rows: Int) -> Rect {
    let body = lab.body
    let (width, height) = (min(body.width, 78), min(body.height, rows + 2))
    return Rect(
      x: (body.width - width) / 2, y: body.y + (body.height - height) / 2, width: width, height: height)
  }

  /// Rows there are for fields and results.
  private var room: Int { lab.body.height - 2 }

  /// All where there is room for them, else the selected one.
  private func fields(_ results: [StyledText]) -> [UnitsPanel.Field] {
    let all = UnitsPanel.Field.allCases
    return all.count + results.count <= room ? all : [panel.field]
  }

  private func hasGap(_ results: [StyledText]) -> Bool {
    UnitsPanel.Field.allCases.count + results.count < room
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
      return wrapped(try panel.units.line(), width, .standard) + warmups(count, width)
        + wrapped(lab.display.glyphs.spelled(lab.offer(panel.units)), width, Style(.muted))
    } catch {
      return wrapped(error.message, width, Style(.bad))
    }
  }

  private func warmups(_ count: StepCount, _ width: Int) -> [StyledText] {
    let lengths = count.usualWarmups.map { StyledText.labelled($0.name, TrainingUnits.grouped($0.steps)) }
    return Wrapping.flowed([StyledText("warm-up", Style(.muted))] + lengths, width: width)
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
