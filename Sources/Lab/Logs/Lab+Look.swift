import RunLogs

/// What keys change about how curves look.
extension Lab {
  mutating func zoom(_ step: ZoomStep) {
    let whole = wholeScale
    let (shown, domain, end) = (scale.domain, whole.domain, dataEnd(whole))
    switch step {
    case .in:
      let smallest = scale.unit == .epoch ? 1.0 : 2.0
      guard shown.upperBound - shown.lowerBound > smallest else {
        return refuse("this is as near as it goes (- zooms out, 0 shows all)")
      }
      zoom = Zoom.into(shown, zoom, around: cursor)
    case .out:
      guard zoom != nil else { return refuse("all of it is shown") }
      zoom = Zoom.out(of: shown, in: domain, zoom, around: cursor)
    case .all:
      guard zoom != nil else { return refuse("all of it is shown (+ zooms in)") }
      zoom = nil
    case .pan(let quarters):
      guard zoom != nil else { return refuse("all of it is shown: + zooms in, then [ and ] move") }
      let next = Zoom.panned(shown, in: domain, dataEnd: end, by: quarters)
      guard next.shown(of: domain, dataEnd: end) != shown else {
        return refuse("this is the \(quarters < 0 ? "beginning" : "end")")
      }
      zoom = next
    }
    let now = scale
    if let x = cursor { cursor = now.clamped(x) }
    let follows = zoom.map { $0.end == nil } ?? true
    say(
      "\(now.unit.name) \(now.text(of: now.start.rounded())) to \(now.text(of: now.end.rounded()))"
        + (zoom != nil && follows && isWatching ? ", following the end" : ""))
  }

  mutating func nextSmoothing() {
    display.smoothing = display.smoothing.next
    for index in panes.indices { panes[index].updateLog { $0.smooth(display.smoothing) } }
    say(
      display.smoothing == .off
        ? "curves as they are"
        : "smoothed: moving average of weight \(display.smoothing.rawValue)")
  }

  mutating func toggleOutliers() {
    display.clipsOutliers.toggle()
    say(display.clipsOutliers ? "outliers are cut" : "all values are shown")
  }

  mutating func toggleMicroscope() {
    display.showsMicroscope.toggle()
    for index in panes.indices { showMicroscope(in: index) }
    say(
      display.showsMicroscope
        ? "plateau microscope: when the rate would be cut" : "plateau microscope off")
  }

  private mutating func showMicroscope(in index: Int) {
    let isShown = display.showsMicroscope
    panes[index].updateLog { $0.show(microscope: isShown) }
    panes[index].updateTraining { isShown ? $0.showMicroscope() : $0.hideMicroscope() }
  }
}

/// What keys do with the focused log.
extension Lab {
  mutating func perform(_ action: LogAction) -> [LabEffect] {
    switch action {
    case .smooth: nextSmoothing()
    case .clip: toggleOutliers()
    case .microscope: toggleMicroscope()
    case .nextX: return nextLogUnit()
    case .chooseSeries: openSeries()
    case .otherLines: openOtherLines()
    case .plan: openPlan()
    case .gather: return gatherJobs()
    case .reopen: return reopenPane() ?? refused("no pane was closed")
    }
    return []
  }

  private mutating func refused(_ reason: String) -> [LabEffect] {
    refuse(reason)
    return []
  }

  private mutating func openSeries() {
    guard let log = focusedLog, !log.run.series.isEmpty else { return refuse("nothing has been read yet") }
    mode = .list(Chooser(.series, items: log.seriesItems, selected: ""))
  }

  /// Shows or hides a series; the list stays, as more than one may be meant.
  mutating func toggleSeries(_ name: String, in chooser: Chooser) {
    panes[focus].updateLog { $0.toggle(name) }
    guard let log = focusedLog else { return }
    mode = .list(chooser.refreshed(log.seriesItems))
    let index = log.names.names.firstIndex(of: name)
    say("\(name) is \(index.map(log.isShown) ?? false ? "shown" : "hidden"); Esc closes the list")
  }

  private mutating func openOtherLines() {
    guard let log = focusedLog else { return }
    guard log.followed.otherLines.count > 0 else {
      return refuse("every line of this log gave a value, or it is no text")
    }
    var pager = Pager(.otherLines(log.followed.id))
    pager.top = max(0, lines(of: pager).count - pageRows)
    mode = .pager(pager)
  }

  /// Asks for the plan of the focused log.
  ///
  /// - Parameter text: what it begins with; nil: the plan there is.
  mutating func openPlan(_ text: String? = nil) {
    guard let log = focusedLog else { return }
    mode = .plan(
      TextEntry(
        text ?? log.plan?.text ?? "", hint: "the planned scheduler as Python; empty takes the plan away",
        isSelected: text == nil && log.plan != nil))
  }
}
