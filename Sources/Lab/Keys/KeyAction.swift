/// What a key does. `Lab.perform` is the only pager.
enum KeyAction: Sendable, Equatable {
  case focusNext, focusPrevious, focus(Int), page(Int)
  case nextScheduler, previousScheduler, chooseScheduler, editSpec, askAgain, showScript, addWarmup, compose
  case select(Int), nudge(Int), typeValue, defaultValue, undo, redo, toggleTweaking, toggleInterval,
    openUnits, fit
  case togglePause, stepEpoch, slower, faster, restart, restartAll
  case addPane, closePane, movePane(Int), sortPanes, toggleZoom, back
  case fork, testRange
  case zoom(ZoomStep), log(LogAction)
  case toggleLogLR, toggleLogLoss, toggleStart, toggleAxes, toggleGhosts, nextCharts, toggleOverlay,
    toggleFutures
  case toggleCursor, moveCursor(CursorStep), cursorToStart, cursorToEnd
  case toggleOutlook
  case showEvents, nextGlyphs, nextTheme, chooseWorkload, showCode, switchFormat(Int), copyPage,
    copyScheduler, writeSession
  case help, quit, suspend, redraw
  case accept, cancel
  case caretLeft, caretRight, caretToStart, caretToEnd
  case caretUp, caretDown, caretPageUp, caretPageDown
  case deleteBackward, deleteForward, deleteWord, deleteToStart, deleteToEnd
  case move(Int), movePage(Int), moveToStart, moveToEnd
}

extension KeyAction {
  /// Whether it moves in a text or changes it.
  var isEditing: Bool {
    switch self {
    case .caretLeft, .caretRight, .caretUp, .caretDown, .caretPageUp, .caretPageDown, .caretToStart,
      .caretToEnd, .deleteBackward, .deleteForward, .deleteWord, .deleteToStart, .deleteToEnd:
      true
    default: false
    }
  }
}

/// What a key changes of the stretch of x that is shown.
enum ZoomStep: Sendable, Equatable {
  case `in`, out, all
  /// By quarters of what is shown.
  case pan(Int)
}

/// What a key does with logs.
enum LogAction: Sendable, Equatable {
  case smooth, clip, nextX, chooseSeries, otherLines, plan, reopen, gather
  /// Any metric, also of a run that trains here.
  case microscope
}

/// How far a key moves the cursor.
enum CursorStep: Sendable, Equatable {
  /// Counts of the scale.
  case count(Int)
  /// Epochs where the scale counts steps, else ten counts each.
  case page(Int)
}
