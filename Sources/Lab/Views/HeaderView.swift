import Canvas

/// The top line: program, workload, model, optimizer on the left; state, speed, tweak mode on the right.
struct HeaderView {
  let lab: Lab

  func draw(into grid: inout CellGrid) {
    let width = lab.size.width
    let run = lab.trains ? [state, speed, tweaking] : []
    let fields = lab.isAsking ? [] : (run + [page]).compactMap(\.self)
    let right = FieldLine(fields).fitted(width * 3 / 5)
    let left = FieldLine(subject, separator: StyledText(" · ", Style(.muted))).fitted(width - right.width - 4)
    grid.write(left, x: 1, y: 0, limit: width - 1)
    grid.write(right, x: width - right.width - 1, y: 0, limit: right.width)
  }

  private var subject: [FieldLine.Field] {
    [.init(9, StyledText("lrviz", Style(.accent, .bold)))]
      + (lab.isAsking ? [] : lab.panes[lab.focus].subject)
  }

  private var state: FieldLine.Field {
    if lab.isDone { return .init(9, StyledText("■ done", Style(.good, .bold))) }
    return lab.isPaused
      ? .init(9, StyledText("‖ paused", Style(.warning, .bold)))
      : .init(9, StyledText("▶ running", Style(.good, .bold)))
  }

  private var speed: FieldLine.Field {
    .init(8, StyledText(lab.pace.text), StyledText(lab.pace.shortText))
  }

  private var tweaking: FieldLine.Field {
    .init(7, .labelled("tweaks", lab.tweaking.rawValue), StyledText(lab.tweaking.rawValue))
  }

  private var page: FieldLine.Field? {
    let layout = lab.gridLayout
    guard layout.pages > 1, lab.display.layout == .grid else { return nil }
    let text = "\(layout.page(of: lab.focus) + 1)/\(layout.pages)"
    return .init(6, .labelled("page", text), StyledText(text))
  }
}
