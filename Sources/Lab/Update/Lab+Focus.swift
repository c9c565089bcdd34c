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

  mutating func focus(on index: Int) {
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
}
