import ArgumentParser
import Canvas
import Pictures

/// A file for a picture, whose ending says what is written.
struct PictureFile {
  enum Format: String, CaseIterable { case svg, png }

  let path: String
  let format: Format

  /// nil for a file of characters.
  init?(_ path: String) {
    guard let format = Format(rawValue: Self.ending(of: path)) else { return nil }
    (self.path, self.format) = (path, format)
  }

  /// Refuses names that promise what would not be written.
  static func parse(_ path: String) throws -> String {
    guard ["", "txt"].contains(ending(of: path)) || PictureFile(path) != nil else {
      throw ValidationError("expected FILE.svg or FILE.png for a picture, or FILE.txt for characters")
    }
    return path
  }

  func write(_ scene: Scene, theme: Theme) throws(CommandError) {
    try OutputFile.write(to: path) { (sink) throws(CommandError) in
      try write(scene, theme: theme, into: &sink)
    }
  }

  func write(_ scene: Scene, theme: Theme, into sink: inout ByteSink) throws(CommandError) {
    switch format {
    case .svg: try sink.write(SVGWriter(theme: theme).svg(scene))
    case .png:
      guard let bytes = PNGWriter(theme: theme).png(scene) else {
        throw CommandError("memory is too short for '\(path)'", .inputOutput)
      }
      try sink.write(bytes)
    }
  }

  private static func ending(of path: String) -> String {
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}
