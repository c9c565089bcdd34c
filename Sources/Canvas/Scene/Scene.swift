/// A picture made of shapes, in points from the upper left corner: what charts draw for paper, where cells would be too
/// coarse. `Pictures` writes it as SVG and as PNG, in the colors of a theme. A value, as `CellGrid` is.
package struct Scene: Sendable {
  /// A shape, and the rectangle outside of which nothing of it is to be seen.
  package struct Item: Sendable, Equatable {
    package let shape: SceneShape
    package let clip: SceneRect?
  }

  package let width: Double
  package let height: Double
  /// Of the background, where a picture can be transparent outside of it.
  package var cornerRadius = 0.0
  /// From back to front.
  package private(set) var items: [Item] = []
  private var clip: SceneRect?

  package init(width: Double, height: Double) {
    self.width = max(1, width)
    self.height = max(1, height)
  }

  package var bounds: SceneRect { SceneRect(x: 0, y: 0, width: width, height: height) }

  package mutating func add(_ shape: SceneShape) { items.append(Item(shape: shape, clip: clip)) }

  /// A straight line.
  package mutating func line(_ from: ScenePoint, _ to: ScenePoint, _ stroke: Stroke) {
    add(.polyline([from, to], stroke))
  }

  /// Text on one line; empty text draws nothing. Control characters are made safe (`SafeText`).
  package mutating func write(_ text: SceneText) {
    guard !text.string.isEmpty else { return }
    add(.text(text))
  }

  /// What `body` draws is seen inside a rectangle only.
  package mutating func clipped(to rect: SceneRect, _ body: (inout Scene) -> Void) {
    let outer = clip
    clip = rect
    body(&self)
    clip = outer
  }

  /// What `body` draws is moved by some points.
  package mutating func moved(x: Double, y: Double, _ body: (inout Scene) -> Void) {
    let first = items.count
    body(&self)
    for index in first..<items.count {
      let item = items[index]
      items[index] = Item(shape: item.shape.moved(x: x, y: y), clip: item.clip?.moved(x: x, y: y))
    }
  }
}

/// Something that is drawn into cells but can be drawn better.
package protocol Figure: Sendable {
  /// - Parameter rect: the room there is; a cell is 8 by 17 points.
  func draw(into scene: inout Scene, rect: SceneRect)
}

/// The room of a cell in a picture, in points.
package enum SceneCell {
  package static let width = 8.0
  package static let height = 17.0
  /// Of the font that fits it.
  package static let fontSize = 13.0

  package static func rect(_ cells: Rect) -> SceneRect {
    SceneRect(
      x: Double(cells.x) * width, y: Double(cells.y) * height, width: Double(cells.width) * width,
      height: Double(cells.height) * height)
  }
}
