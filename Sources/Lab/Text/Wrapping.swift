import Canvas

/// Breaks text into lines.
enum Wrapping {
  /// At blanks. Notes are broken for every frame, so words are found by their bytes.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var (line, used) = ("", 0)
    for bytes in text.utf8.split(separator: UInt8(ascii: " ")) {
      let word = Substring(bytes)
      let columns = word.unicodeScalars.count
      if used == 0 {
        line = String(word)
      } else if used + 1 + columns <= width {
        line.append(" ")
        line.append(contentsOf: word)
        used += 1
      } else {
        lines.append(line)
        (line, used) = (String(word), 0)
      }
      used += columns
    }
    return used > 0 ? lines + [line] : lines
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
