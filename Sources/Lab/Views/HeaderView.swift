import Canvas

/// The top line: program, workload, model, optimizer on the left; state, speed, tweak mode on the right.
struct HeaderView {
  let lab: Lab

  func draw(into grid: inout CellGrid) {
    let width = lab.size.width
    let own = lab.isWatching ? logFields : lab.trains ? [legend, state, speed, tweaking] : []
    let fields = lab.isAsking ? [] : (own + [page]).compactMap(\.self)
    let right = FieldLine(fields).fitted(width * 3 / 5)
    let left = FieldLine(subject, separator: StyledText(" · ", Style(.muted))).fitted(width - right.width - 4)
    grid.write(left, x: 1, y: 0, limit: width - 1)
    grid.write(right, x: width - right.width - 1, y: 0, limit: right.width)
  }

  private var subject: [FieldLine.Field] {
    [.init(9, StyledText("lrviz", Style(.accent, .bold)))]
      + (lab.isAsking ? [] : lab.panes[lab.focus].subject)
  }

  /// How many runs are doing what.
  private var logFields: [FieldLine.Field?] {
    let states = lab.panes.indices.compactMap { lab.panes[$0].log?.state }
    func count(_ name: String, _ style: Style, _ priority: Int, _ isMeant: (LogState) -> Bool) -> FieldLine
      .Field?
    {
      let count = states.count(where: isMeant)
      return count == 0 ? nil : .init(priority, StyledText("\(count) \(name)", style))
    }
    return [
      lab.display.smoothing == .off
        ? nil : .init(3, .labelled("smoothed", "\(lab.display.smoothing.rawValue)")),
      lab.zoom == nil ? nil : .init(4, StyledText("zoomed", Style(.warning))),
      count("diverged", Style(.bad, .bold), 9) { if case .diverged = $0 { true } else { false } },
      count("stalled", Style(.warning, .bold), 8) { if case .stalled = $0 { true } else { false } },
      count("live", Style(.good, .bold), 7) { $0 == .live },
      count("finished", Style(.good), 6) { $0 == .finished },
    ]
  }

  /// What the lines of all charts are, where the panes do not say it themselves.
  private var legend: FieldLine.Field? {
    guard lab.hasHeading, lab.display.charts != .lr else { return nil }
    let hasValidation = lab.panes.contains { $0.training.map { !$0.history.validationLoss.isEmpty } ?? false }
    let all: [(String, Style, Bool)] = [
      ("─ lr", Style(.lr), lab.display.charts != .loss),
      ("─ train", Style(.trainLoss), true),
      ("╌ val", Style(.valLoss), hasValidation),
    ]
    let parts = all.filter(\.2).map { StyledText($0.0, $0.1) }
    return .init(7, parts.dropFirst().reduce(parts[0]) { $0 + StyledText("  ") + $1 })
  }

  private var state: FieldLine.Field {
    if lab.isDone { return .init(9, StyledText("■ done", Style(.good, .bold))) }
    if lab.isWaitingForChange { return .init(9, StyledText("‖ waiting", Style(.warning, .bold))) }
    return lab.isPaused
      ? .init(9, StyledText("‖ paused", Style(.warning, .bold)))
      : .init(9, StyledText("▶ running", Style(.good, .bold)))
  }

  private var speed: FieldLine.Field {
    .init(8, shortening: 3, StyledText(lab.pace.text), StyledText(lab.pace.shortText))
  }

  private var tweaking: FieldLine.Field {
    .init(6, .labelled("tweaks", lab.tweaking.rawValue), StyledText(lab.tweaking.rawValue))
  }

  private var page: FieldLine.Field? {
    let layout = lab.gridLayout
    guard layout.pages > 1, lab.display.layout == .grid else { return nil }
    let text = "\(layout.page(of: lab.focus) + 1)/\(layout.pages)"
    return .init(5, .labelled("page", text), StyledText(text))
  }
}
