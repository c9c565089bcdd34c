import ArgumentParser

/// The name of a file for a picture, whose ending says what is written: SVG, or characters.
enum PictureName {
  /// What promises a picture that would not be one.
  private static let unknown = ["png", "jpg", "jpeg", "gif", "webp", "pdf"]

  static func parse(_ path: String) throws -> String {
    guard !unknown.contains(ending(of: path)) else {
      throw ValidationError("expected FILE.svg for a picture, or a name such as FILE.txt for characters")
    }
    return path
  }

  static func isSVG(_ path: String) -> Bool { ending(of: path) == "svg" }

  private static func ending(of path: String) -> String {
    guard let dot = path.lastIndex(of: ".") else { return "" }
    return path[path.index(after: dot)...].lowercased()
  }
}
