import Canvas

/// The key table as a page, by groups.
enum HelpPage {
  private static let keysWidth = 24

  static func lines(width: Int) -> [StyledText] {
    KeyEntry.Group.allCases.flatMap { group in
      let entries = KeyTable.entries.filter { $0.group == group }
      return [StyledText(group.rawValue, Style(.accent, .bold))] + entries.flatMap { lines($0, width) }
        + [StyledText("")]
    }.dropLast()
  }

  private static func lines(_ entry: KeyEntry, _ width: Int) -> [StyledText] {
    let keys = Wrapping.lines(entry.caps, width: keysWidth - 4)
    let help = Wrapping.lines(entry.help, width: max(10, width - keysWidth))
    return (0..<max(keys.count, help.count)).map { row in
      let left = "  " + (row < keys.count ? keys[row] : "")
      let padding = String(repeating: " ", count: max(1, keysWidth - left.count))
      return StyledText([
        Span(left + padding, Style(.standard, .bold)), Span(row < help.count ? help[row] : "", Style(.muted)),
      ])
    }
  }
}
