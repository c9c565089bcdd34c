extension Lab {
  /// Carries out what the key table says.
  mutating func perform(_ action: KeyAction) -> [LabEffect] {
    if case .units(let panel) = mode, let effects = performInUnits(action, panel) { return effects }
    switch action {
    case .focusNext, .focusPrevious, .focus, .page, .toggleZoom, .back: moveFocus(action)
    case .toggleLogLR, .toggleLogLoss, .nextCharts, .toggleOverlay, .nextGlyphs: changeDisplay(action)
    case .toggleCursor, .moveCursor, .leapCursor, .cursorToStart, .cursorToEnd: changeCursor(action)
    case .toggleFutures: toggleFutures()
    case .showEvents: mode = .reader(Reader(.events))
    case .help: toggleHelp()
    case .openUnits: openUnits()
    case .select(let steps): select(by: steps)
    case .chooseScheduler, .chooseWorkload, .editSpec, .typeValue, .compose: open(action)
    case .caretLeft, .caretRight, .caretToStart, .caretToEnd, .deleteBackward, .deleteForward, .deleteWord,
      .deleteToStart, .deleteToEnd:
      edit(action)
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
    case .toggleTweaking: return toggleTweaking()
    case .togglePause, .stepEpoch, .slower, .faster, .restart, .restartAll: return control(action)
    case .addPane: return addPane()
    case .closePane: return closePane()
    case .showCode: return showCode()
    case .switchFormat(let steps): return switchFormat(by: steps)
    case .accept: return accept()
    default: return leave(action)
    }
  }

  /// What concerns the terminal and the files.
  private mutating func leave(_ action: KeyAction) -> [LabEffect] {
    switch action {
    case .writeSession:
      say("writing the session")
      return [.session(.write(snapshot))]
    case .suspend:
      say("back from the shell")
      return [.terminal(.suspend)]
    case .redraw:
      say("screen drawn anew")
      return [.terminal(.redraw)]
    case .quit: return [.session(.quit)]
    default: return []
    }
  }
}
