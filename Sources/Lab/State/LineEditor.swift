/// A text with a caret, edited as in a shell. Line breaks from pastes are kept: Python comments end at them.
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

  mutating func deleteToStart() -> Bool {
    guard caret > 0 else { return false }
    characters.removeSubrange(..<caret)
    caret = 0
    return true
  }

  mutating func deleteToEnd() -> Bool {
    guard caret < characters.count else { return false }
    characters.removeSubrange(caret...)
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

  /// Where the word before the caret begins: blanks are skipped first.
  private var wordStart: Int {
    var start = caret
    while start > 0, !Self.isWord(characters[start - 1]) { start -= 1 }
    while start > 0, Self.isWord(characters[start - 1]) { start -= 1 }
    return start
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "."
  }
}
