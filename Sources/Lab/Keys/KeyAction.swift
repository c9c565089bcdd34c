/// What a key does. `Lab.perform` is the only pager.
enum KeyAction: Sendable, Equatable {
  case focusNext, focusPrevious, focus(Int), page(Int)
  case nextScheduler, previousScheduler, chooseScheduler, editSpec, askAgain, showScript, addWarmup, compose
  case select(Int), nudge(Int), typeValue, defaultValue, undo, redo, toggleTweaking, toggleInterval, openUnits, fit
  case togglePause, stepEpoch, slower, faster, restart, restartAll
  case addPane, closePane, toggleZoom, back
  case toggleLogLR, toggleLogLoss, nextCharts, toggleOverlay, toggleFutures
  case toggleCursor, moveCursor(CursorStep), cursorToStart, cursorToEnd
  case showEvents, nextGlyphs, chooseWorkload, showCode, switchFormat(Int), copyPage, writeSession
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

/// How far a key moves the cursor.
enum CursorStep: Sendable, Equatable {
  /// Counts of the scale.
  case count(Int)
  /// Epochs where the scale counts steps, else ten counts each.
  case page(Int)
}
