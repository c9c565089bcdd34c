import Canvas

extension Lab {
  mutating func moveFocus(_ action: KeyAction) {
    switch action {
    case .focusNext: focus(on: (focus + 1) % panes.count)
    case .focusPrevious: focus(on: (focus + panes.count - 1) % panes.count)
    case .focus(let index): focus(on: index)
    case .page(let direction): turnPage(direction)
    case .toggleZoom: display.layout = display.layout == .zoom ? .grid : .zoom
    case .back: goBack()
    default: break
    }
  }

  private mutating func focus(on index: Int) {
    guard panes.indices.contains(index) else {
      return refuse("there is no pane \(index + 1); a adds one")
    }
    if index == focus {
      say("pane \(index + 1) has the focus\(panes.count == 1 ? "; there is no other" : "")")
    }
    focus = index
    if !showsParameters { say("pane \(index + 1): \(focusedPane.heading)") }
  }

  /// Whether the panes show the focus and the selected parameter.
  var showsParameters: Bool { display.layout != .overlay && cursor == nil }

  private mutating func turnPage(_ direction: Int) {
    let pages = gridLayout.pages
    guard pages > 1 else { return refuse("all panes fit on this page") }
    let page = gridLayout.page(of: focus) + direction
    guard 0..<pages ~= page else {
      return refuse("there is no page \(page + 1): this is the \(page < 0 ? "first" : "last")")
    }
    focus = min(page * gridLayout.capacity, panes.count - 1)
  }

  private mutating func goBack() {
    guard display.layout != .grid else { return refuse("already showing all panes (q quits)") }
    display.layout = .grid
  }

  mutating func click(_ point: Point) -> [LabEffect] {
    if case .list(var chooser) = mode {
      guard let match = ChooserView(lab: self, chooser: chooser).match(at: point) else {
        refuse("nothing to choose there (Esc cancels)")
        return []
      }
      chooser.select(match)
      mode = .list(chooser)
      return accept()
    }
    if case .form(let form, let purpose) = mode {
      clickInForm(point, form, purpose)
      return []
    }
    guard case .normal = mode else {
      refuse("a click focuses a pane; Esc \(context == .pager ? "closes" : "leaves") \(context.place) first")
      return []
    }
    let hasChart = beginDrag(at: point)
    guard display.layout == .grid, let index = gridLayout.pane(at: point, page: gridLayout.page(of: focus))
    else {
      if hasChart {
        say("drag to \(zoom == nil ? "select a part of x" : "move along x")")
      } else {
        refuse("no pane to focus there")
      }
      return []
    }
    focus(on: index)
    return []
  }

  /// The wheel moves what scrolls; over the panes it moves the cursor, if there is one.
  mutating func wheel(_ point: Point, _ direction: Int) -> [LabEffect] {
    switch context {
    case .list, .pager: scroll(.move(direction * 3))
    case .cursor: changeCursor(.moveCursor(.count(direction)))
    case .form: return perform(.select(direction))
    case .panes, .logs: zoom(direction < 0 ? .in : .out)
    case .text, .units: refuse("nothing to scroll here")
    }
    return []
  }
}
