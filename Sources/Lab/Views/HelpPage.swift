import Canvas

/// The key table as a page: the keys of the place that help was asked for at, then all others, each by groups, in as many
/// columns as there is room for.
struct HelpPage {
  let context: KeyContext
  /// Whether the panes show logs.
  let overLogs: Bool
  /// What the focused pane can do.
  var abilities = Set(PaneAbility.allCases)

  /// Columns of the screen that a column of help takes at least, and what is left between two.
  private static let (least, gap) = (56, 3)

  func lines(width: Int) -> [StyledText] {
    let count = max(1, (width + Self.gap) / (Self.least + Self.gap))
    let columnWidth = (width - (count - 1) * Self.gap) / count
    let keysWidth = count > 1 ? 20 : 24
    let here = section(KeyTable.entries.filter(isHere), columnWidth, keysWidth)
    let others = section(KeyTable.entries.filter { !isHere($0) }, columnWidth, keysWidth)
    let rule = StyledText("Elsewhere", Style(.standard, .bold))
    return Self.columns(here, count, columnWidth)
      + (others.isEmpty
        ? [] : [StyledText(""), rule, StyledText("")] + Self.columns(others, count, columnWidth))
  }

  /// Whether a key means something there: keys of the panes do with the cursor and over logs too, unless these have it or
  /// the pane cannot do it.
  private func isHere(_ entry: KeyEntry) -> Bool {
    let ofPanes: Set<KeyContext> = [.panes, .logs, .cursor]
    guard ofPanes.contains(context) else { return entry.contexts.contains(context) }
    guard !entry.contexts.isDisjoint(with: [context, .panes]) || overLogs && entry.contexts.contains(.logs)
    else { return false }
    return entry.bindings.contains { key, action in
      KeyTable.action(for: key, in: context, overLogs: overLogs) == action
        && action.needs.map(abilities.contains) ?? true
    }
  }

  /// What must not be torn apart: an entry, the first one of a group with its heading.
  private func section(_ entries: [KeyEntry], _ width: Int, _ keysWidth: Int) -> [[StyledText]] {
    KeyEntry.Group.allCases.flatMap { group -> [[StyledText]] in
      var blocks = entries.filter { $0.group == group }.map { Self.lines($0, width, keysWidth) }
      guard !blocks.isEmpty else { return [] }
      blocks[0].insert(StyledText(group.rawValue, Style(.accent, .bold)), at: 0)
      blocks[blocks.count - 1].append(StyledText(""))
      return blocks
    }
  }

  private static func lines(_ entry: KeyEntry, _ width: Int, _ keysWidth: Int) -> [StyledText] {
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

  // MARK: Columns

  /// Blocks side by side, read down each column: as low as that can be.
  private static func columns(_ blocks: [[StyledText]], _ count: Int, _ width: Int) -> [StyledText] {
    let all = blocks.reduce(0) { $0 + $1.count }
    var height = (all + count - 1) / count
    while filled(blocks, height).count > count { height += 1 }
    let columns = filled(blocks, height)
    let rows = columns.map(\.count).max() ?? 0
    return (0..<rows).map { row in
      columns.enumerated().reduce(StyledText("")) { line, column in
        let blanks = column.offset * (width + gap) - line.width
        guard row < column.element.count, column.element[row].width > 0 else { return line }
        return line + StyledText(String(repeating: " ", count: max(0, blanks))) + column.element[row]
      }
    }
  }

  private static func filled(_ blocks: [[StyledText]], _ height: Int) -> [[StyledText]] {
    blocks.reduce(into: [[]]) { columns, block in
      let last = columns.count - 1
      // The line that is left empty behind a group may be cut.
      let wanted = columns[last].count + block.count - (block.last?.width == 0 ? 1 : 0)
      if wanted > height, !columns[last].isEmpty { columns.append(block) } else { columns[last] += block }
    }
  }
}
