import Canvas
import Charts

/// All panes in one chart of the rates and one of the losses.
struct ComparisonView {
  let entries: [ComparisonEntry]
  let context: FrameContext
  /// Whether it has the whole screen.
  let isLarge: Bool

  init(_ lab: Lab, _ context: FrameContext, isLarge: Bool) {
    self.context = context
    self.isLarge = isLarge
    entries = lab.panes.prefix(Self.most).map { $0.comparison(in: context) }
  }

  /// More lines than these are no comparison.
  private static let most = 64

  func draw(into grid: inout CellGrid, rect: Rect) {
    let title = StyledText("comparison", Style(.standard, .bold))
    PaneFrame(title: title, status: FieldLine([]), isFocused: isLarge).draw(into: &grid, rect: rect)
    let inside = PaneFrame.inside(rect)
    let legend = legendLines(inside.width, rows: inside.height >= 10 ? max(1, inside.height / 5) : 1)
    let place = Rect(
      x: inside.x, y: inside.y, width: inside.width, height: max(0, inside.height - legend.count))
    ChartFactory.draw(charts, into: &grid, rect: place)
    for (row, line) in legend.enumerated() {
      grid.write(line, x: inside.x, y: place.maxY + row, limit: inside.width)
    }
  }

  private var charts: [LineChart] { context.display.charts.roles.map(chart) }

  private func chart(_ role: ChartContent.Role) -> LineChart {
    let factory = ChartFactory(context: context)
    switch role {
    case .rate: return factory.comparison("LR", role, entries.map(\.rate))
    case .momentum: return factory.comparison("momentum", role, entries.map(\.momentum))
    case .other: return factory.comparison("", role, [])
    case .loss:
      // Losses of training where there is no validation.
      let hasValidation = entries.allSatisfy { $0.validationLoss != nil }
      return factory.comparison(
        hasValidation ? "val loss" : "train loss", role,
        entries.map { hasValidation ? $0.validationLoss : $0.trainingLoss })
    }
  }

  /// A sample of each line, the pane it belongs to and, with the cursor, its value there: less of it if rows are scarce.
  private func legendLines(_ width: Int, rows: Int) -> [StyledText] {
    let values = entries.map { value($0).map { StyledText(" ") + $0 } ?? StyledText([]) }
    let phases = entries.map { entry in
      entry.phaseAtCursor.map { StyledText(" ") + .labelled("phase", $0) } ?? StyledText([])
    }
    let forms: [(Int) -> StyledText] = [
      { entry($0, isLong: true) + values[$0] + phases[$0] }, { entry($0, isLong: true) + values[$0] },
      { entry($0, isLong: false) + values[$0] }, { entry($0, isLong: false) },
    ]
    let legends = forms.lazy.map { Wrapping.flowed(entries.indices.map($0), width: width) }
    return legends.first { $0.count <= rows } ?? Array((legends.last ?? []).prefix(rows))
  }

  /// The value of the line that is drawn: its rate, unless only losses are.
  private func value(_ entry: ComparisonEntry) -> StyledText? {
    switch context.display.charts {
    case .both, .lr: entry.rateAtCursor
    case .loss: entry.lossAtCursor
    case .momentum: nil
    }
  }

  private func entry(_ index: Int, isLong: Bool) -> StyledText {
    let sample = DashPattern.line(index).sample(context.display.glyphs)
    let name = isLong ? " \(entries[index].name)" : ""
    return StyledText([Span(sample, Style(.series(index))), Span(" \(index + 1)\(name)")])
  }
}
