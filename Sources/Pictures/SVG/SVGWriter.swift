import Canvas

/// A scene as an SVG picture. The same scene gives the same bytes.
package struct SVGWriter: Sendable {
  package var theme: Theme

  package init(theme: Theme = .dark) {
    self.theme = theme
  }

  package func svg(_ scene: Scene) -> String {
    let (width, height) = (SVGNumber.text(scene.width), SVGNumber.text(scene.height))
    let corner = scene.cornerRadius > 0 ? SVGNumber.attribute("rx", scene.cornerRadius) : ""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)">
      <rect width="\(width)" height="\(height)"\(corner) fill="\(theme.background.hex)"/>
      <g font-family="Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif" xml:space="preserve">
      \(body(scene))</g>
      </svg>

      """
  }

  private func body(_ scene: Scene) -> String {
    let element = SVGElement(theme: theme)
    var text = ""
    var rest = scene.items[...]
    var clips: [SceneRect] = []
    var clip: SceneRect?
    while let first = rest.first {
      if first.clip != clip {
        if clip != nil { text += "</g>\n" }
        if let next = first.clip { text += open(next, &clips) }
        clip = first.clip
      }
      let group = rest.prefix { Self.joins(first, $0) }
      text += element.text(group.isEmpty ? rest.prefix(1) : group)
      rest = rest.dropFirst(max(1, group.count))
    }
    return clip == nil ? text : text + "</g>\n"
  }

  /// Begins a group that is seen inside a rectangle only, which has a name from its first use on.
  private func open(_ clip: SceneRect, _ clips: inout [SceneRect]) -> String {
    if let index = clips.firstIndex(of: clip) { return "<g clip-path=\"url(#c\(index))\">\n" }
    clips.append(clip)
    let place =
      SVGNumber.attribute("x", clip.x) + SVGNumber.attribute("y", clip.y)
      + SVGNumber.attribute("width", clip.width) + SVGNumber.attribute("height", clip.height)
    let name = "c\(clips.count - 1)"
    return "<clipPath id=\"\(name)\"><rect\(place)/></clipPath>\n<g clip-path=\"url(#\(name))\">\n"
  }

  /// Whether both are rectangles that one element can hold.
  private static func joins(_ a: Scene.Item, _ b: Scene.Item) -> Bool {
    guard a.clip == b.clip, case .rect(_, let one) = a.shape, case .rect(_, let other) = b.shape else {
      return false
    }
    return one == other
  }
}
