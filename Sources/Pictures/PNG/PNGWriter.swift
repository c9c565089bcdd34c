import Canvas

/// A scene as a PNG picture: drawn by `Painter`, packed by zlib. The same scene gives the same bytes.
package struct PNGWriter: Sendable {
  package var theme: Theme
  /// Pixels to a point.
  package var scale: Double

  package init(theme: Theme = .dark, scale: Double = 1) {
    self.theme = theme
    self.scale = scale
  }

  /// - Returns: nil where memory is short.
  package func png(_ scene: Scene) -> [UInt8]? {
    var painter = Painter(
      width: Int((scene.width * scale).rounded(.up)), height: Int((scene.height * scale).rounded(.up)),
      scale: scale, theme: theme)
    for item in scene.items { painter.paint(item) }
    return PNGFile(painter.pixels).bytes
  }
}
