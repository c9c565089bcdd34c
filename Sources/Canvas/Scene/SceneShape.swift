/// A place in a picture, in points from its upper left corner.
package struct ScenePoint: Sendable, Hashable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  package func moved(x dx: Double, y dy: Double) -> ScenePoint { ScenePoint(x + dx, y + dy) }
}

package struct SceneRect: Sendable, Hashable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  package var maxX: Double { x + width }
  package var maxY: Double { y + height }

  package func moved(x dx: Double, y dy: Double) -> SceneRect {
    SceneRect(x: x + dx, y: y + dy, width: width, height: height)
  }

  /// The same with so much less on every side.
  package func inset(_ margin: Double) -> SceneRect {
    SceneRect(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }
}

/// What a shape is drawn with; a theme says what that looks like.
package struct Ink: Sendable, Hashable {
  /// nil is the background of the picture.
  package var role: ColorRole?
  /// How much of it is mixed into the background, 0 to 1.
  package var strength: Double

  package init(_ role: ColorRole?, strength: Double = 1) {
    self.role = role
    self.strength = strength
  }

  /// That of a style's foreground.
  package init(_ style: Style) {
    self.init(style.foreground, strength: style.attributes.contains(.dim) ? Ink.dimmed : 1)
  }

  /// Plans and what else must not be louder than the curves that count: still 3:1 against the background.
  package static let dimmed = 0.75
  /// Guides behind the curves.
  package static let faint = 0.22
}

/// How a line is drawn. Corners are round, and so are the ends of lines that are not dashed.
package struct Stroke: Sendable, Hashable {
  package var ink: Ink
  package var width: Double
  /// Lengths of dashes and gaps by turns; empty for a solid line.
  package var dashes: [Double]

  package init(_ ink: Ink, width: Double, dashes: [Double] = []) {
    self.ink = ink
    self.width = width
    self.dashes = dashes
  }
}

package enum SceneShape: Sendable, Equatable {
  /// Points joined by straight lines.
  case polyline([ScenePoint], Stroke)
  case polygon([ScenePoint], Ink)
  case rect(SceneRect, Ink)
  case discs([ScenePoint], radius: Double, Ink)
  case text(SceneText)

  func moved(x: Double, y: Double) -> SceneShape {
    switch self {
    case .polyline(let points, let stroke): return .polyline(points.map { $0.moved(x: x, y: y) }, stroke)
    case .polygon(let points, let ink): return .polygon(points.map { $0.moved(x: x, y: y) }, ink)
    case .rect(let rect, let ink): return .rect(rect.moved(x: x, y: y), ink)
    case .discs(let points, let radius, let ink):
      return .discs(points.map { $0.moved(x: x, y: y) }, radius: radius, ink)
    case .text(var text):
      text.origin = text.origin.moved(x: x, y: y)
      return .text(text)
    }
  }
}
