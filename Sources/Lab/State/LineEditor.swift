/// A text with a caret, edited as in a shell. Line breaks are kept: Python's statements end at them.
struct LineEditor: Sendable, Equatable {
  private(set) var characters: [Character]
  /// Between 0 (before the first character) and the count.
  private(set) var caret: Int
  /// Whether typing replaces the value: most edits retype it.
  private(set) var isSelected: Bool

  init(_ text: String, isSelected: Bool = false) {
    characters = Array(text)
    caret = characters.count
    self.isSelected = isSelected && !characters.isEmpty
  }

  var text: String { String(characters) }

  mutating func insert(_ text: String) {
    if isSelected { (characters, caret, isSelected) = ([], 0, false) }
    let added = Array(text)
    characters.insert(contentsOf: added, at: caret)
    caret += added.count
  }

  /// - Returns: whether anything changed, as of every edit below.
  mutating func deleteBackward() -> Bool {
    guard caret > 0 else { return false }
    caret -= 1
    characters.remove(at: caret)
    return true
  }

  mutating func deleteForward() -> Bool {
    guard caret < characters.count else { return false }
    characters.remove(at: caret)
    return true
  }

  /// What is before the caret in its line; at the start of a line the break before it.
  mutating func deleteToStart() -> Bool {
    let start = lineStart(of: caret)
    guard start < caret else { return deleteBackward() }
    characters.removeSubrange(start..<caret)
    caret = start
    return true
  }

  /// What is behind the caret in its line; at the end of a line the break behind it.
  mutating func deleteToEnd() -> Bool {
    let end = lineEnd(of: caret)
    guard caret < end else { return deleteForward() }
    characters.removeSubrange(caret..<end)
    return true
  }

  mutating func deleteAll() -> Bool {
    guard !characters.isEmpty else { return false }
    (characters, caret, isSelected) = ([], 0, false)
    return true
  }

  mutating func deleteWord() -> Bool {
    let start = wordStart
    guard start < caret else { return false }
    characters.removeSubrange(start..<caret)
    caret = start
    return true
  }

  /// Any key but text keeps what is there.
  mutating func deselect() -> Bool {
    defer { isSelected = false }
    return isSelected
  }

  mutating func move(to position: Int) -> Bool {
    let wanted = min(max(position, 0), characters.count)
    defer { caret = wanted }
    return wanted != caret
  }

  /// Up or down by lines, at the same column as far as the line goes; from the first and last line to their ends.
  mutating func move(lines count: Int) -> Bool {
    let column = caret - lineStart(of: caret)
    var start = lineStart(of: caret)
    for _ in 0..<abs(count) {
      if count < 0 {
        guard start > 0 else { return move(to: 0) }
        start = lineStart(of: start - 1)
      } else {
        let end = lineEnd(of: start)
        guard end < characters.count else { return move(to: end) }
        start = end + 1
      }
    }
    return move(to: min(start + column, lineEnd(of: start)))
  }

  mutating func moveToLineStart() -> Bool { move(to: lineStart(of: caret)) }

  mutating func moveToLineEnd() -> Bool { move(to: lineEnd(of: caret)) }

  /// Where the line of a position begins.
  func lineStart(of position: Int) -> Int {
    var start = position
    while start > 0, !characters[start - 1].isNewline { start -= 1 }
    return start
  }

  /// Where it ends: at its break, or at the end of the text.
  func lineEnd(of position: Int) -> Int {
    var end = position
    while end < characters.count, !characters[end].isNewline { end += 1 }
    return end
  }

  /// Where the word before the caret begins: blanks are skipped first.
  private var wordStart: Int {
    var start = caret
    while start > 0, !Self.isWord(characters[start - 1]) { start -= 1 }
    while start > 0, Self.isWord(characters[start - 1]) { start -= 1 }
    return start
  }

  /// Carries out a key of the table.
  ///
  /// - Parameter page: lines of a page.
  /// - Returns: whether anything changed.
  mutating func apply(_ action: KeyAction, page: Int = 1) -> Bool {
    switch action {
    case .caretLeft: move(to: caret - 1)
    case .caretRight: move(to: caret + 1)
    case .caretUp: move(lines: -1)
    case .caretDown: move(lines: 1)
    case .caretPageUp: move(lines: -page)
    case .caretPageDown: move(lines: page)
    case .caretToStart: moveToLineStart()
    case .caretToEnd: moveToLineEnd()
    case .deleteBackward: deleteBackward()
    case .deleteForward: deleteForward()
    case .deleteWord: deleteWord()
    case .deleteToStart: deleteToStart()
    case .deleteToEnd: deleteToEnd()
    default: false
    }
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "."
  }
}
