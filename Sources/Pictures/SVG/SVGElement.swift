import Canvas

/// The elements of SVG that shapes become.
struct SVGElement {
  let theme: Theme

  /// - Parameter shapes: rectangles of one ink, or any one shape.
  func text(_ shapes: ArraySlice<Scene.Item>) -> String {
    guard let first = shapes.first else { return "" }
    switch first.shape {
    case .rect(_, let ink): return rects(shapes, ink)
    case .polyline(let points, let stroke): return polyline(points, stroke)
    case .polygon(let points, let ink): return "<polygon\(fill(ink)) points=\"\(list(points))\"/>\n"
    case .discs(let points, let radius, let ink): return discs(points, radius, ink)
    case .text(let text): return words(text)
    }
  }

  private func rects(_ shapes: ArraySlice<Scene.Item>, _ ink: Ink) -> String {
    let path = shapes.reduce(into: "") { path, item in
      guard case .rect(let rect, _) = item.shape else { return }
      let width = SVGNumber.text(rect.width)
      path +=
        "M\(SVGNumber.text(rect.x)) \(SVGNumber.text(rect.y))h\(width)v\(SVGNumber.text(rect.height))h-\(width)z"
    }
    return "<path\(fill(ink)) d=\"\(path)\"/>\n"
  }

  private func polyline(_ points: [ScenePoint], _ stroke: Stroke) -> String {
    let dashes = stroke.dashes.map(SVGNumber.text).joined(separator: " ")
    let look =
      dashes.isEmpty ? " stroke-linecap=\"round\"" : " stroke-dasharray=\"\(dashes)\""
    return "<polyline fill=\"none\" stroke=\"\(theme.rgb(stroke.ink).hex)\""
      + SVGNumber.attribute("stroke-width", stroke.width) + look
      + " stroke-linejoin=\"round\" points=\"\(list(points))\"/>\n"
  }

  /// A stroke of no length with round ends a disc.
  private func discs(_ points: [ScenePoint], _ radius: Double, _ ink: Ink) -> String {
    let path = points.reduce(into: "") { $0 += "M\(SVGNumber.text($1.x)) \(SVGNumber.text($1.y))h0" }
    return "<path stroke=\"\(theme.rgb(ink).hex)\"" + SVGNumber.attribute("stroke-width", 2 * radius)
      + " stroke-linecap=\"round\" d=\"\(path)\"/>\n"
  }

  private func words(_ text: SceneText) -> String {
    var attributes = fill(text.ink)
    if text.isUpright {
      attributes +=
        " transform=\"translate(\(SVGNumber.text(text.origin.x)) \(SVGNumber.text(text.origin.y))) rotate(-90)\""
    } else {
      attributes += SVGNumber.attribute("x", text.origin.x) + SVGNumber.attribute("y", text.origin.y)
    }
    attributes += SVGNumber.attribute("font-size", text.size)
    switch text.anchor {
    case .start: break
    case .middle: attributes += " text-anchor=\"middle\""
    case .end: attributes += " text-anchor=\"end\""
    }
    if text.face != .proportional {
      attributes += SVGNumber.attribute("textLength", text.width) + Self.monospace
    } else if text.string.unicodeScalars.count > 3 {
      // Whatever font a viewer has, the text takes the room that it was given.
      attributes += SVGNumber.attribute("textLength", text.width) + " lengthAdjust=\"spacingAndGlyphs\""
    }
    if text.isBold { attributes += " font-weight=\"bold\"" }
    if text.isUnderlined { attributes += " text-decoration=\"underline\"" }
    return "<text\(attributes)>\(Self.escaped(text.string))</text>\n"
  }

  private static let monospace = " font-family=\"'DejaVu Sans Mono',Menlo,Consolas,monospace\""

  private func fill(_ ink: Ink) -> String { " fill=\"\(theme.rgb(ink).hex)\"" }

  private func list(_ points: [ScenePoint]) -> String {
    points.map { "\(SVGNumber.text($0.x)),\(SVGNumber.text($0.y))" }.joined(separator: " ")
  }

  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
  }
}
