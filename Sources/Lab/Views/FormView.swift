import Canvas
import LRSchedulers

/// The names that scripts leave open, with their values, and the curve that these make: side by side where there is the
/// width for it, else below each other, and without a curve where there is no room for one.
struct FormView {
  let lab: Lab
  let form: ScriptForm

  func draw(into grid: inout CellGrid) {
    let inside = Panel(title: title).draw(into: &grid, rect: lab.body)
    let layout = FormLayout(form, in: inside)
    drawFields(into: &grid, layout)
    drawDetails(into: &grid, layout.details)
    drawCurve(into: &grid, layout.chart)
  }

  private func drawCurve(into grid: inout CellGrid, _ rect: Rect) {
    guard !rect.isEmpty else { return }
    let chart = form.preview.chart(lab.display)
    guard chart.lines.isEmpty else { return chart.draw(into: &grid, rect: rect) }
    let text = "the curve is drawn when all names have a value"
    let x = rect.x + max(0, (rect.width - text.count) / 2)
    grid.write(text, x: x, y: rect.y + rect.height / 2, style: Style(.muted), limit: rect.width)
  }

  private var title: String {
    let names = Set(form.sources.map(\.document.name))
    let count = form.fields.count
    let what = count == 1 ? "a name" : "\(count) names"
    if lab.size.width < FormLayout.narrow { return "\(what) \(count == 1 ? "is" : "are") open" }
    return names.count == 1
      ? "\(names.first ?? "") leaves \(what) open" : "the scripts leave \(what) open"
  }

  // MARK: Fields

  private func drawFields(into grid: inout CellGrid, _ layout: FormLayout) {
    for (row, index) in layout.shown.enumerated() {
      let y = layout.fields.y + row
      let field = form.fields[index]
      let isSelected = index == form.selection
      let name = StyledText([
        Span(isSelected ? "▸ " : "  ", Style(.accent, .bold)),
        Span(field.missing.name, isSelected ? Style(.accent, .bold) : .standard),
      ])
      grid.write(name, x: layout.fields.x, y: y, limit: layout.nameWidth - 1)
      drawValue(into: &grid, field, isSelected, layout.value(row: row))
      let use = layout.use(row: row)
      if use.width > 4 { grid.write(purpose(field), x: use.x, y: y, limit: use.width) }
    }
    Panel.drawPlace(layout.shown, of: form.fields.count, into: &grid, lab.body)
  }

  private func drawValue(into grid: inout CellGrid, _ field: ScriptField, _ isSelected: Bool, _ rect: Rect) {
    guard isSelected else {
      let text = field.isOpen ? StyledText(field.isNeeded ? "?" : "", Style(.warning, .bold)) : value(field)
      grid.write(text, x: rect.x, y: rect.y, limit: rect.width)
      return
    }
    let entry = field.entry
    // The caret stays in sight.
    let start = max(0, entry.caret - rect.width + 1)
    let shown = entry.characters.dropFirst(start).prefix(rect.width).map { $0.firstScalar }
    for x in rect.x..<rect.maxX { grid[x, rect.y] = Cell(" ", Style(.accent, .underline)) }
    grid.write(
      String(String.UnicodeScalarView(shown)), x: rect.x, y: rect.y,
      style: entry.isSelected ? Style(.standard, .reverse) : Style(.accent, .underline), limit: rect.width)
    let caret = rect.x + entry.caret - start
    if caret < rect.maxX { grid[caret, rect.y].style = Style(.standard, .reverse) }
  }

  private func value(_ field: ScriptField) -> StyledText {
    StyledText(field.value, field.isGuess ? Style(.muted) : Style(.lr))
  }

  /// `for T_max, line 12`, after a word on the value where there is one to say.
  private func purpose(_ field: ScriptField) -> StyledText {
    let state = field.isOpen ? (field.isNeeded ? "" : "not needed: ") : (field.isGuess ? "a guess: " : "")
    return StyledText(state + field.use + field.places, Style(.muted))
  }

  // MARK: Below the fields

  /// What the scripts come to, then the line that uses the selected name.
  private func drawDetails(into grid: inout CellGrid, _ rect: Rect) {
    for (row, line) in details(rect.width).prefix(rect.height).enumerated() {
      grid.write(line, x: rect.x, y: rect.y + row, limit: rect.width)
    }
  }

  private func details(_ width: Int) -> [StyledText] {
    let all = outcome(width)
    guard form.fields.indices.contains(form.selection) else { return all }
    let field = form.fields[form.selection]
    let line = StyledText([Span(field.use + field.places + "  ", Style(.muted)), Span(field.code)])
    return all.prefix(FormLayout.detailRows - 1) + [line]
  }

  private func outcome(_ width: Int) -> [StyledText] {
    switch form.outcome {
    case .open(let names):
      let text =
        names.count == 1 ? "\(names[0]) is still open" : "\(names.count) names are still open"
      return [StyledText(text, Style(.warning))]
    case .refused(let reason):
      return Wrapping.lines(reason, width: width).map { StyledText($0, Style(.bad)) }
    case .found(let origins):
      let specs = origins.map(\.schedule.spec).joined(separator: ", ")
      return Wrapping.lines(specs, width: width - 2).enumerated().map { row, text in
        StyledText([Span(row == 0 ? "→ " : "  ", Style(.good, .bold)), Span(text)])
      }
    }
  }
}

extension Character {
  /// What a cell shows of it.
  fileprivate var firstScalar: Unicode.Scalar {
    let scalars = unicodeScalars
    return scalars.count == 1 ? scalars.first ?? "?" : "?"
  }
}
