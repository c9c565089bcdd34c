import Canvas

/// What the mouse does. All of it can be done with keys as well.
extension Lab {
  /// - Parameter notice: what stood in the bottom line.
  mutating func click(_ point: Point, _ notice: Notice?) -> [LabEffect] {
    wasPaneClicked = false
    if let key = FooterView(lab: self, notice: notice).key(at: point) { return press(key) }
    switch mode {
    case .list(let chooser): return click(point, in: chooser)
    case .form(let form, let purpose): clickInForm(point, form, purpose)
    case .units(let panel): click(point, in: panel)
    case .range(let panel): click(point, in: panel)
    case .normal: clickOverPanes(point)
    default:
      refuse("a click focuses a pane; Esc \(context == .pager ? "closes" : "leaves") \(context.place) first")
    }
    return []
  }

  private mutating func click(_ point: Point, in chooser: Chooser) -> [LabEffect] {
    var chooser = chooser
    guard let match = ChooserView(lab: self, chooser: chooser).match(at: point) else {
      refuse("nothing to choose there (Esc cancels)")
      return []
    }
    chooser.select(match)
    mode = .list(chooser)
    return accept()
  }

  /// Gives a pane the focus, or chooses a parameter of it. What a click in a chart does is seen when the button is let go: it
  /// may be the beginning of a drag.
  private mutating func clickOverPanes(_ point: Point) {
    (wasPaneClicked, cursorBeforeClick) = (true, cursor)
    let hasChart = beginDrag(at: point)
    let purpose = zoom == nil ? "select a part of x" : "move along x"
    if let slot = slotOfCard(at: point) { return select(slot, of: focus) }
    guard let (index, rect) = pane(at: point) else {
      if hasChart { return say("drag to \(purpose)") }
      return refuse("no pane to focus there")
    }
    if let slot = slot(at: point, in: index, rect) { return select(slot, of: index) }
    // A chart of the pane that has the focus is clicked for the cursor.
    drag?.setsCursor = index == focus
    guard index == focus, hasChart else { return focus(on: index) }
    say("let go to put the cursor there, or drag to \(purpose)")
  }

  private mutating func select(_ slot: Int, of index: Int) {
    if index != focus { focus(on: index) }
    panes[index].updateTraining { $0.selection = slot }
    guard let pane = focusedTraining else { return }
    say(
      "\(pane.selectedSlot.name)=\(pane.text(of: pane.selectedSlot)); the wheel over it, or left and right, change it"
    )
  }

  /// The button is let go where it went down: the cursor goes there.
  mutating func putCursor(_ drag: ChartDrag) {
    guard drag.setsCursor else { return }
    let scale = scale
    let x = drag.x(drag.start.x)
    cursor = scale.clamped(focusedLog?.nearest(x, on: scale) ?? x.rounded())
    say("cursor at \(scale.unit.name) \(scale.text(of: cursor ?? x)); arrows move it, Esc ends it")
  }

  /// A second click at once shows the pane on the whole screen, or all panes again.
  mutating func doubleClick(_ point: Point) {
    // The first one may have closed a list that was there.
    guard wasPaneClicked, case .normal = mode else { return refuse("a double click zooms into a pane") }
    drag = nil
    cursor = cursorBeforeClick.map { scale.clamped($0) }
    if display.layout == .zoom { return display.layout = .grid }
    guard let (index, _) = pane(at: point) else { return refuse("no pane to zoom into there") }
    focus = index
    display.layout = .zoom
  }

  /// The wheel moves what scrolls and changes the parameter it is over; elsewhere over the panes it moves the cursor, if there
  /// is one, or zooms.
  mutating func wheel(_ point: Point, _ direction: Int) -> [LabEffect] {
    switch context {
    case .list, .pager: scroll(.move(direction * 3))
    case .cursor: changeCursor(.moveCursor(.count(direction)))
    case .form, .range: return perform(.select(direction))
    case .panes, .logs: return wheelOverPanes(point, direction)
    case .units: wheelOverUnits(point, direction)
    case .text: refuse("nothing to scroll here")
    }
    return []
  }

  private mutating func wheelOverPanes(_ point: Point, _ direction: Int) -> [LabEffect] {
    guard let (index, slot) = parameter(at: point), panes[index].reasonAgainst(.schedule) == nil else {
      zoom(direction < 0 ? .in : .out)
      return []
    }
    focus = index
    panes[index].updateTraining { $0.selection = slot }
    return nudge(by: -direction)
  }

  /// The parameter that is drawn at a point: of a pane's line, or of the card beside the pane.
  private func parameter(at point: Point) -> (pane: Int, slot: Int)? {
    if let slot = slotOfCard(at: point) { return (focus, slot) }
    guard let (index, rect) = pane(at: point), let slot = slot(at: point, in: index, rect) else { return nil }
    return (index, slot)
  }

  private func slotOfCard(at point: Point) -> Int? {
    display.layout == .zoom ? ZoomView(lab: self, context: frameContext).slotOfCard(at: point) : nil
  }

  private func slot(at point: Point, in index: Int, _ rect: Rect) -> Int? {
    PaneView(self, index, frameContext).slot(at: point, in: rect)
  }

  /// The pane that is drawn at a point, and where.
  private func pane(at point: Point) -> (index: Int, rect: Rect)? {
    switch display.layout {
    case .overlay: return nil
    case .zoom:
      let rect = ZoomView(lab: self, context: frameContext).mainRect
      return rect.contains(point) ? (focus, rect) : nil
    case .grid:
      let layout = gridLayout
      let page = layout.page(of: focus)
      return layout.pane(at: point, page: page).map { ($0, layout.cell($0 - page * layout.capacity)) }
    }
  }
}
