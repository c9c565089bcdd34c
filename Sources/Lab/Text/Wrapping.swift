import Canvas

/// Breaks text into lines.
enum Wrapping {
  /// At blanks.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// Between entries, which are never cut; entries for which there is no row are left out, as far as later ones fit.
  static func flowed(_ entries: [StyledText], width: Int, rows: Int = .max) -> [StyledText] {
    entries.reduce(into: []) { lines, entry in
      if let last = lines.last, last.width + 2 + entry.width <= width {
        lines[lines.count - 1] = last + StyledText("  ") + entry
      } else if lines.count < rows {
        lines.append(entry)
      }
    }
  }
}
