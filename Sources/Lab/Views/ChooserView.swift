import Canvas

/// The list to choose from, its filter on top.
struct ChooserView {
  let lab: Lab
  let chooser: Chooser

  func draw(into grid: inout CellGrid) {
    let inside = Panel(title: title).draw(into: &grid, rect: rect)
    drawFilter(into: &grid, inside)
    drawItems(into: &grid)
    Panel.drawPlace(shown, of: chooser.matches.count, into: &grid, rect)
  }

  private var rect: Rect {
    let body = lab.body
    let width = min(body.width - 2, 140)
    let height = min(body.height, max(7, chooser.items.count + 4))
    return Rect(
      x: (body.width - width) / 2, y: body.y + (body.height - height) / 2, width: width, height: height)
  }

  /// Where the items are.
  private var area: Rect {
    let inside = Panel.inside(rect)
    return Rect(x: inside.x, y: inside.y + 2, width: inside.width, height: inside.height - 2)
  }

  /// The matches that are shown, around the selected one.
  private var shown: Range<Int> {
    let count = chooser.matches.count
    let top = max(0, min(chooser.selection - area.height / 2, count - area.height))
    return top..<min(count, top + max(0, area.height))
  }

  /// The match drawn at a point.
  func match(at point: Point) -> Int? {
    guard area.contains(point), shown.contains(shown.lowerBound + point.y - area.y) else { return nil }
    return shown.lowerBound + point.y - area.y
  }

  private var title: String {
    switch chooser.subject {
    case .series: "series of pane \(lab.focus + 1): Enter shows or hides, Esc closes"
    case .scheduler: "scheduler of pane \(lab.focus + 1)"
    case .workload: "workload of all panes"
    case .composition: "compose pane \(lab.focus + 1)"
    case .member(let composition): "pane \(lab.focus + 1): \(composition.rawValue)"
    }
  }

  private func drawFilter(into grid: inout CellGrid, _ inside: Rect) {
    let used = grid.write(
      StyledText([Span("filter ", Style(.muted)), Span(chooser.filter)]), x: inside.x, y: inside.y,
      limit: inside.width - 1)
    grid[inside.x + used, inside.y] = Cell(" ", Style(.standard, .reverse))
  }

  /// Behind the longest name, unless that leaves no room for words: then long names push theirs to the right.
  private func summaryColumn(_ width: Int) -> Int {
    min((chooser.items.map(\.name.count).max() ?? 0) + 2, max(20, width * 2 / 5))
  }

  private func drawItems(into grid: inout CellGrid) {
    let (area, matches) = (area, chooser.matches)
    if matches.isEmpty { grid.write("nothing matches", x: area.x, y: area.y, style: Style(.muted)) }
    let names = summaryColumn(area.width)
    for (row, index) in shown.enumerated() {
      let isSelected = index == chooser.selection
      let name = matches[index].name
      let line = StyledText([
        Span(isSelected ? "▸ " : "  ", Style(.accent, .bold)),
        Span(name, isSelected ? Style(.accent, [.bold, .underline]) : .standard),
        Span(String(repeating: " ", count: max(2, names - name.count))),
        Span(matches[index].summary, Style(.muted)),
      ])
      grid.write(line, x: area.x, y: area.y + row, limit: area.width)
    }
  }
}
