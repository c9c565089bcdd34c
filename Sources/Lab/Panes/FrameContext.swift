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
  /// Whether the full screen has a card beside the pane.
  var hasCard: Bool
}

extension Lab {
  var frameContext: FrameContext {
    FrameContext(
      display: display, scale: scale, cursor: cursor, selection: drag?.selection, isZoomed: zoom != nil,
      hasCard: !isWatching && display.layout == .zoom && ZoomView.cardWidth(body.width) > 0)
  }
}
