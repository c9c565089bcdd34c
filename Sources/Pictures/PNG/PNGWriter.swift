import Canvas

/// A scene as a PNG picture, a pixel to a point: drawn by `Painter`, packed by zlib. The same scene gives the same bytes.
package struct PNGWriter: Sendable {
  package var theme: Theme

  package init(theme: Theme = .dark) {
    self.theme = theme
  }

  /// - Returns: nil where memory is short.
  package func png(_ scene: Scene) -> [UInt8]? {
    var painter = Painter(
      width: Int(scene.width.rounded(.up)), height: Int(scene.height.rounded(.up)), theme: theme)
    for item in scene.items { painter.paint(item) }
    return PNGFile(painter.pixels).bytes
  }
}
