import Canvas

/// The focused pane on the whole screen; on wide ones with what the catalog says about its scheduler.
struct ZoomView {
  let lab: Lab

  func draw(into grid: inout CellGrid) {
    let side = Self.cardWidth(lab.body.width)
    let main = Rect(x: 0, y: lab.body.y, width: lab.body.width - side, height: lab.body.height)
    PaneView(lab: lab, index: lab.focus).draw(into: &grid, rect: main)
    guard side > 0 else { return }
    SchedulerCard(lab: lab).draw(
      into: &grid, rect: Rect(x: main.maxX, y: main.y, width: side, height: main.height))
  }
  /// The columns of the card; 0 where there is none.
  static func cardWidth(_ width: Int) -> Int { width >= 100 ? min(56, width / 3) : 0 }
}
