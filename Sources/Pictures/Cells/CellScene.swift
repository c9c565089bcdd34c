import Canvas

extension Scene {
  /// A grid as a picture: text pinned to its cells, what characters draw as shapes, and its figures in points.
  package init(_ grid: CellGrid) {
    let margin = 12.0
    let inside = SceneCell.rect(grid.bounds)
    self.init(width: inside.width + 2 * margin, height: inside.height + 2 * margin)
    cornerRadius = 8
    moved(x: margin, y: margin) { scene in
      for figure in grid.figures ?? [] {
        figure.figure.draw(into: &scene, rect: SceneCell.rect(figure.rect))
      }
      for y in 0..<grid.size.height { scene.add(row: y, of: grid) }
    }
  }

  private mutating func add(row y: Int, of grid: CellGrid) {
    for run in StyleRun.runs(of: grid, row: y) {
      let (ink, backing) = Self.inks(run.style)
      if let backing {
        add(.rect(SceneCell.rect(Rect(x: run.x, y: y, width: run.scalars.count, height: 1)), backing))
      }
      guard !run.isBlank else { continue }
      let shapes = CellShapes(run, row: y)
      for rect in shapes.rects { add(.rect(rect, ink)) }
      if !shapes.dots.isEmpty { add(.discs(shapes.dots, radius: CellShapes.dotRadius, ink)) }
      for piece in shapes.pieces { write(Self.text(piece, y, ink)) }
    }
  }

  /// Of the characters, and of what is behind them; nothing on the picture's own background.
  private static func inks(_ style: Style) -> (Ink, Ink?) {
    let back = style.background == .standard ? nil : style.background
    guard style.attributes.contains(.reverse) else { return (Ink(style), back.map { Ink($0) }) }
    return (Ink(back), Ink(style.foreground))
  }

  private static func text(_ piece: StyleRun, _ y: Int, _ ink: Ink) -> SceneText {
    let origin = ScenePoint(
      Double(piece.x) * SceneCell.width, Double(y) * SceneCell.height + SceneCell.fontSize)
    var text = SceneText(
      piece.text, at: origin, size: SceneCell.fontSize, ink, isBold: piece.style.attributes.contains(.bold))
    text.face = .cells(SceneCell.width)
    text.isUnderlined = piece.style.attributes.contains(.underline)
    return text
  }
}
