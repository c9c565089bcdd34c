/// Whether the rows of a table are of things, each of which has a name, and not of moments of a training.
struct RowLabels: Sendable {
  /// More rows are not looked at: a table of moments shows it in its first few.
  private static let most = 1_000

  private var seen: Set<String> = []
  private(set) var isOver = false

  /// Whether three rows or more have come, each with words that no other has.
  var areNames: Bool { !isOver && seen.count >= 3 }

  /// Takes the words of a row. Their letters alone make a name: `Epoch 1` and `Epoch 2` are the same, and so are two times of day.
  mutating func take(_ words: [String]) {
    guard !isOver, seen.count < Self.most else { return }
    let letters = words.map { $0.filter(\.isLetter) }
    if letters.allSatisfy(\.isEmpty) || !seen.insert(letters.joined(separator: " ")).inserted { end() }
  }

  /// The rows are of moments: one has come without a word, or with the words of another.
  mutating func end() {
    isOver = true
    seen = []
  }
}
