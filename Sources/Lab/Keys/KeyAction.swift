/// What a key does. `Lab.perform` is the only pager.
enum KeyAction: Sendable, Equatable {
  case focusNext, focusPrevious, focus(Int), page(Int)
  case nextScheduler, previousScheduler, chooseScheduler, editSpec, addWarmup, compose
  case select(Int), nudge(Int), typeValue, defaultValue, undo, redo, toggleTweaking, toggleInterval, openUnits
  case togglePause, stepEpoch, slower, faster, restart, restartAll
  case addPane, closePane, toggleZoom, back
  case toggleLogLR, toggleLogLoss, nextCharts, toggleOverlay, toggleFutures
  case toggleCursor, moveCursor(CursorStep), cursorToStart, cursorToEnd
  case showEvents, nextGlyphs, nextTheme, chooseWorkload, showCode, switchFormat(Int), copyPage, writeSession
  case help, quit, suspend, redraw
  case accept, cancel
  case caretLeft, caretRight, caretToStart, caretToEnd
  case deleteBackward, deleteForward, deleteWord, deleteToStart, deleteToEnd
  case move(Int), movePage(Int), moveToStart, moveToEnd
}

/// How far a key moves the cursor.
enum CursorStep: Sendable, Equatable {
  /// Counts of the scale.
  case count(Int)
  /// Epochs where the scale counts steps, else ten counts each.
  case page(Int)
}
