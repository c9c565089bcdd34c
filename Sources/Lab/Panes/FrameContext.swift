/// What all panes of a frame have in common.
struct FrameContext: Sendable {
  var display: DisplaySettings
  var scale: TimeScale
  /// An x of the scale; nil while the cursor is off.
  var cursor: Double?
  /// A stretch of the scale that the mouse is selecting.
  var selection: ClosedRange<Double>?
  /// Whether only a part of x is shown.
  var isZoomed = false
  /// Whether a steep start of the losses is cut where that shows more: of what trains here.
  var clipsStart = true
  /// Whether the top line says what the lines of all charts are.
  var hasHeading = false
  /// Whether panes are framed by boxes, else by rules: the same on all of a screen.
  var isBoxed = false
  /// Whether the full screen has a card beside the pane.
  var hasCard: Bool
}

extension Lab {
  var frameContext: FrameContext {
    FrameContext(
      display: display, scale: scale, cursor: cursor, selection: drag?.selection, isZoomed: zoom != nil,
      clipsStart: !isWatching && display.clipsStart, hasHeading: hasHeading, isBoxed: isBoxed,
      hasCard: !isWatching && display.layout == .zoom && ZoomView.cardWidth(body.width) > 0)
  }

  /// One heading for all panes of a page.
  var hasHeading: Bool { !isWatching && display.layout == .grid && display.charts != .momentum }

  private var isBoxed: Bool {
    display.layout == .grid ? PaneFrame.isBox(rows: gridLayout.lowest) : PaneFrame.isBox(rows: body.height)
  }
}
