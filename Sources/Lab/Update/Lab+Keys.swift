import Canvas

extension Lab {
  /// Where keys act now.
  var context: KeyContext {
    switch mode {
    case .normal: cursor != nil ? .cursor : isWatching ? .logs : .panes
    case .spec, .value, .plan: .text
    case .list: .list
    case .units(let panel): panel.entry == nil ? .units : .text
    case .range: .range
    case .form: .form
    case .pager: .pager
    }
  }

  mutating func press(_ key: KeyEvent) -> [LabEffect] {
    guard cursor != nil else { return handle(key) }
    let before = (scale: scale, clock: focusedPane.clock, pane: focusedPane.id)
    defer { keepCursor(from: before) }
    return handle(key)
  }

  private mutating func handle(_ key: KeyEvent) -> [LabEffect] {
    // The button that is let go ends what was said when it went down only where that was a drag.
    if case .release = key, drag?.selection == nil {
      if let drag, !drag.hasMoved { putCursor(drag) }
      drag = nil
      return []
    }
    let shown = notice
    notice = nil
    // Another key than one that changes the pane again stops its restart.
    (earlierRestart, pendingRestart) = (pendingRestart, nil)
    let wasAskedToQuit = self.wasAskedToQuit
    defer { if wasAskedToQuit { self.wasAskedToQuit = false } }
    switch key {
    case .click(let point): return click(point, shown)
    case .doubleClick(let point):
      doubleClick(point)
      return []
    case .wheel(let point, let direction): return wheel(point, direction)
    case .drag(let point):
      drag(to: point)
      return []
    case .release:
      endDrag()
      return []
    case .paste(let text):
      defer { if key.isCutPaste { refuse("the paste was cut at 4 MB; lrviz FILE reads longer texts") } }
      return type(text, isPaste: true)
    default: break
    }
    if closesPage(key) { return [] }
    if let action = KeyTable.action(for: key, in: context, overLogs: isWatching) {
      return performIfPossible(action)
    }
    if case .character(let character) = key { return type(String(character), isPaste: false) }
    refuseUnbound(key)
    return []
  }

  /// Carries out what the table says; what acts on the focused pane only if that can do it.
  private mutating func performIfPossible(_ action: KeyAction) -> [LabEffect] {
    let actsOnPane = [.panes, .logs, .cursor].contains(context)
    if actsOnPane, let need = action.needs, let reason = focusedPane.reasonAgainst(need) {
      refuse(reason)
      return []
    }
    return perform(action)
  }

  /// Text goes where text is written; a paste into the panes is taken for a spec.
  private mutating func type(_ text: String, isPaste: Bool) -> [LabEffect] {
    switch mode {
    case .spec, .value, .plan: insert(text)
    case .list(var chooser):
      chooser.type(text)
      mode = .list(chooser)
    case .units(let panel): typeIntoUnits(text, panel, isPaste: isPaste)
    case .form(let form, let purpose): typeIntoForm(text, form, purpose)
    case .normal where isPaste: pasteSpec(text)
    case .normal, .range, .pager: refuseUnbound(isPaste ? .paste(text) : .character(text.first ?? " "))
    }
    return []
  }

  private mutating func pasteSpec(_ text: String) {
    if isWatching { return openPlan(text) }
    if let reason = focusedPane.reasonAgainst(.schedule) { refuse(reason) } else { openSpec(text) }
  }

  /// A digit begins a number.
  private mutating func typeIntoUnits(_ text: String, _ panel: UnitsPanel, isPaste: Bool) {
    if panel.entry != nil { return insert(text) }
    guard let first = text.first, first.isASCII, first.isNumber else {
      return refuseUnbound(isPaste ? .paste(text) : .character(text.first ?? " "))
    }
    typeUnit(panel, text)
  }

  private mutating func refuseUnbound(_ key: KeyEvent) {
    let way =
      context == .panes || context == .logs
      ? "? for keys" : "Esc \(context == .pager ? "closes" : "leaves") \(context.place)"
    let place = context == .panes || context == .logs ? "here" : "in \(context.place)"
    refuse("\(KeyName.of(key)) is not used \(place) (\(way))")
  }
}

extension Lab {
  /// Carries out what the key table says.
  mutating func perform(_ action: KeyAction) -> [LabEffect] {
    if case .units(let panel) = mode, let effects = performInUnits(action, panel) { return effects }
    if case .range(let panel) = mode, let effects = performInRange(action, panel) { return effects }
    if case .form(let form, let purpose) = mode, let effects = performInForm(action, form, purpose) {
      return effects
    }
    switch action {
    case .focusNext, .focusPrevious, .focus, .page, .toggleZoom, .back: moveFocus(action)
    case .toggleLogLR, .toggleLogLoss, .toggleStart, .toggleAxes, .toggleGhosts, .nextCharts, .toggleOverlay,
      .nextGlyphs, .nextTheme:
      changeDisplay(action)
    case .toggleCursor, .moveCursor, .cursorToStart, .cursorToEnd: changeCursor(action)
    case .toggleFutures: toggleFutures()
    case .toggleOutlook: toggleOutlook()
    case .zoom(let step): zoom(step)
    case .showEvents: mode = .pager(Pager(.events))
    case .help: toggleHelp()
    case .openUnits: openUnits()
    case .select(let steps): select(by: steps)
    case .chooseScheduler, .chooseWorkload, .editSpec, .typeValue, .compose: open(action)
    case _ where action.isEditing: edit(action)
    case .askAgain: askAgain()
    case .showScript: showScript()
    case .move, .movePage, .moveToStart, .moveToEnd: scroll(action)
    case .cancel: leaveMode()
    default: return performWithEffects(action)
    }
    return []
  }

  private mutating func performWithEffects(_ action: KeyAction) -> [LabEffect] {
    switch action {
    case .nextScheduler: return switchScheduler(by: 1)
    case .previousScheduler: return switchScheduler(by: -1)
    case .addWarmup: return compose(.warmup)
    case .nudge(let steps): return nudge(by: steps)
    case .defaultValue: return resetValue()
    case .undo: return undo()
    case .redo: return redo()
    case .toggleInterval: return toggleInterval()
    case .fit: return fitSchedule()
    case .toggleTweaking: return toggleTweaking()
    case .togglePause, .stepEpoch, .slower, .faster, .restart, .restartAll: return control(action)
    case .log(let action): return perform(action)
    case .addPane: return addPane()
    case .closePane: return closePane()
    case .fork: return fork()
    case .testRange: return openRange()
    case .movePane(let steps): return movePane(by: steps)
    case .sortPanes: return sortPanes()
    case .showCode: return showCode()
    case .switchFormat(let steps): return switchFormat(by: steps)
    case .copyPage: return copyPage()
    case .copyScheduler: return copyPage(onlyScheduler: true)
    case .accept: return accept()
    default: return leave(action)
    }
  }

  /// What concerns the terminal and the files.
  private mutating func leave(_ action: KeyAction) -> [LabEffect] {
    switch action {
    case .writeSession:
      say("writing the session")
      savedPanes = Set(panes.map(\.id))
      return [.session(.write(snapshot))]
    case .suspend:
      say("back from the shell")
      return [.terminal(.suspend)]
    case .redraw:
      say("redrawn")
      return [.terminal(.redraw)]
    case .quit: return quit()
    default: return []
    }
  }

  /// Asks once where forks would be lost that nobody has written.
  private mutating func quit() -> [LabEffect] {
    let forks = unsavedForks
    guard forks > 0, !wasAskedToQuit else { return [.session(.quit)] }
    wasAskedToQuit = true
    refuse("\(forks == 1 ? "a fork is" : "\(forks) forks are") in no session: w writes one, q again quits")
    return []
  }
}
