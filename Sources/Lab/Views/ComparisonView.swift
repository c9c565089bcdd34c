import Canvas
import Charts

/// All panes in one chart of the rates and one of the losses, and what they have come to as a table.
struct ComparisonView {
  let entries: [ComparisonEntry]
  let context: FrameContext
  private let table: ResultTable
  private let focus: Int
  /// Of each pane.
  private let outlooks: [OutlookState?]
  /// Whether it has the whole screen.
  let isLarge: Bool
  /// Those of the panes beside it, where these are all and share them.
  private let axes: SharedAxes?

  init(_ lab: Lab, _ context: FrameContext, isLarge: Bool, axes: SharedAxes? = nil) {
    self.context = context
    self.isLarge = isLarge
    self.axes = axes
    let panes = lab.panes.prefix(Self.most)
    entries = panes.enumerated().map { $1.comparison($0, in: context) }
    focus = lab.focus
    outlooks = panes.map(\.outlook)
    let results = panes.map(\.result)
    table = ResultTable(
      names: entries.map(\.name), results: results, ranking: Ranking(results), focus: lab.focus,
      glyphs: context.display.glyphs)
  }

  /// More lines than these are no comparison.
  private static let most = 64
  /// Below so many rows curves of several panes cannot be told apart.
  private static let leastChart = 6

  func draw(into grid: inout CellGrid, rect: Rect) {
    PaneFrame(
      title: StyledText("comparison", Style(.standard, .bold)), status: FieldLine(leader + missing),
      isFocused: isLarge,
      isBox: context.isBoxed
    )
    .draw(into: &grid, rect: rect)
    let inside = PaneFrame.inside(rect, isBox: context.isBoxed)
    let below = linesBelow(inside)
    let place = Rect(
      x: inside.x, y: inside.y, width: inside.width, height: max(0, inside.height - below.count))
    if place.height > 1 { ChartFactory.draw(charts(place.width), into: &grid, rect: place) }
    for (row, line) in below.prefix(inside.height).enumerated() {
      grid.write(line, x: inside.x, y: place.maxY + row, limit: inside.width)
    }
  }

  /// Who has the lowest loss so far.
  private var leader: [FieldLine.Field] {
    guard table.ranking.hasWinner, let first = table.ranking.order.first else { return [] }
    let number = Span("\(first + 1)", Style(.series(first), .bold))
    return [
      .init(
        5, StyledText([number, Span(" \(entries[first].name) leads")]), StyledText([number, Span(" leads")]))
    ]
  }

  /// The logs that have no place over the shared x.
  private var missing: [FieldLine.Field] {
    let numbers = entries.indices.filter { !entries[$0].isPlaced }.map { "\($0 + 1)" }
    guard !numbers.isEmpty else { return [] }
    let words = "no \(context.scale.unit.plural) (X)"
    return [
      .init(
        6, StyledText("\(numbers.joined(separator: ", ")): \(words)", Style(.warning)),
        StyledText("\(numbers.count) without \(context.scale.unit.plural)", Style(.warning)))
    ]
  }

  /// The values at the cursor, or the results; where there is no room for both, the results instead of the curves.
  private func linesBelow(_ inside: Rect) -> [StyledText] {
    if context.cursor != nil {
      return cursorLines(
        inside.width, rows: inside.height >= 10 ? max(1, inside.height / 3) : max(1, inside.height / 2))
    }
    let words = isLarge ? outlookLines(inside.width) : []
    let whole = entries.count + 2
    if inside.height >= whole + words.count + Self.leastChart {
      return table.lines(inside.width, rows: whole) + words
    }
    if isLarge { return table.lines(inside.width, rows: max(2, inside.height / 2)) }
    return table.lines(inside.width, rows: inside.height)
  }

  /// What is to be known with the forecasts, and why some are missing: a row each.
  private func outlookLines(_ width: Int) -> [StyledText] {
    OutlookSummary(outlooks).lines.map { NoteLines(notes: [$0]).lines(width, rows: 1) }.flatMap(\.self)
  }

  /// As many charts as there is room for: of two, the losses, as they are what is compared.
  private func charts(_ width: Int) -> [LineChart] {
    let roles = context.display.charts.roles
    let shown = !isLarge && width < 60 && roles.count > 1 ? roles.filter { $0 != .rate } : roles
    return shown.map(chart)
  }

  private func chart(_ role: ChartContent.Role) -> LineChart {
    let factory = ChartFactory(context: context, axes: axes)
    switch role {
    case .rate:
      return factory.comparison("LR", role, entries.map(\.rate), planned: entries.map(\.plannedRate))
    case .momentum: return factory.comparison("momentum", role, entries.map(\.momentum))
    case .other: return factory.comparison("", role, [])
    case .loss:
      // Losses of training where there is no validation.
      let hasValidation = entries.allSatisfy { $0.validationLoss != nil }
      let name = hasValidation ? "val loss" : "train loss"
      var chart = factory.comparison(
        entries.contains { $0.foretold != nil } ? name + ", forecasts dotted" : name, role,
        entries.map { hasValidation ? $0.validationLoss : $0.trainingLoss })
      addForecasts(to: &chart)
      return chart
    }
  }

  /// The rest of every run that is foretold, and the band of the focused one: several would hide each other.
  private func addForecasts(to chart: inout LineChart) {
    for (index, entry) in entries.enumerated() {
      guard var line = entry.foretold, let last = line.track.last else { continue }
      line.endText = "\(index + 1) \(NumberFormat.brief(last))"
      // The value it has come to gives way to the one that it comes to.
      for place in chart.lines.indices where chart.lines[place].label == "\(index + 1)" {
        chart.lines[place].endText = nil
      }
      chart.lines.insert(line, at: 0)
      if index == focus, let band = entry.foretoldBand { chart.bands.append(band) }
    }
  }

  // MARK: At the cursor

  /// Each pane with its values at the cursor, the lowest loss first: less of it if rows are scarce.
  private func cursorLines(_ width: Int, rows: Int) -> [StyledText] {
    let order = entries.indices.sorted { key($0) < key($1) }
    if rows > entries.count {
      let table = TextTable(cursorColumns, width: width)
      return [table.heading] + order.map(table.row)
    }
    let forms: [(Int) -> StyledText] = [
      { entry($0, isLong: true) + rate($0) + loss($0) + phase($0) },
      { entry($0, isLong: true) + rate($0) + loss($0) }, { entry($0, isLong: true) + value($0) },
      { entry($0, isLong: false) + value($0) }, { entry($0, isLong: false) },
    ]
    let legends = forms.lazy.map { Wrapping.flowed(order.map($0), width: width) }
    return legends.first { $0.count <= rows } ?? Array((legends.last ?? []).prefix(rows))
  }

  private var cursorColumns: [TextTable.Column] {
    [
      .init(heading: "#", cells: entries.indices.map { entry($0, isLong: false) }, priority: 9),
      .init(heading: "scheduler", cells: entries.map { StyledText($0.name) }, priority: 8, isLeft: true),
      .init(heading: "lr", cells: entries.map { $0.rateAtCursor ?? StyledText("") }, priority: 7),
      .init(heading: "loss", cells: entries.map { $0.lossAtCursor ?? StyledText("") }, priority: 6),
      .init(
        heading: "phase", cells: entries.map { StyledText($0.phaseAtCursor ?? "", Style(.muted)) },
        priority: 5, isLeft: true),
    ]
  }

  private func key(_ index: Int) -> (Double, Int) {
    (entries[index].lossValueAtCursor.map { $0.isNaN ? .infinity : $0 } ?? .infinity, index)
  }

  private func entry(_ index: Int, isLong: Bool) -> StyledText {
    StyledText([
      Span("\(index + 1)", Style(.series(index), .bold)), Span(isLong ? " \(entries[index].name)" : ""),
    ])
  }

  private func rate(_ index: Int) -> StyledText {
    entries[index].rateAtCursor.map { StyledText(" lr ", Style(.muted)) + $0 } ?? StyledText("")
  }

  private func loss(_ index: Int) -> StyledText {
    entries[index].lossAtCursor.map { StyledText(" loss ", Style(.muted)) + $0 } ?? StyledText("")
  }

  private func phase(_ index: Int) -> StyledText {
    entries[index].phaseAtCursor.map { StyledText(" ") + .labelled("phase", $0) } ?? StyledText("")
  }

  /// The value of the line that is drawn: its rate, unless only losses are.
  private func value(_ index: Int) -> StyledText {
    let text =
      switch context.display.charts {
      case .both, .lr: entries[index].rateAtCursor
      case .loss: entries[index].lossAtCursor
      case .momentum: StyledText?.none
      }
    return text.map { StyledText(" ") + $0 } ?? StyledText("")
  }
}
