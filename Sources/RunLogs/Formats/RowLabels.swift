/// The words that rows of a table begin with.
///
/// A table without a count, of which every row is named otherwise, is one of results: of classes, of models, of files. It is no run.
struct RowLabels: Sendable {
  private var seen: Set<String> = []
  private var label = ""
  private var isPossible = true
  private static let most = 65_536

  /// A row has come that begins with a number.
  mutating func meetNumbers() {
    isPossible = false
    seen = []
  }

  mutating func beginRow(hasCounter: Bool) {
    if hasCounter { meetNumbers() }
    label = ""
  }

  mutating func take(_ line: Bytes, _ cell: Range<Int>, _ index: Int, _ dialect: SeparatedDialect) {
    guard isPossible else { return }
    let isWord = line[cell].contains { $0.isLetter || $0 >= 0x80 } && dialect.number(line, cell) == nil
    // Dates and places begin rows of logs too.
    if index == 0,
      !isWord || dialect.isNothing(line, cell) || line[cell].contains(where: { $0 == 0x3A || $0 == 0x2F })
    {
      return meetNumbers()
    }
    if index == 0, Self.counts(line, cell) { return meetNumbers() }
    if isWord, cell.count <= LogLimits.nameBytes { label += line[cell].text + "\u{1F}" }
  }

  /// `Epoch 3`
  private static func counts(_ line: Bytes, _ cell: Range<Int>) -> Bool {
    CounterName.rank(line[cell].prefix { $0.isLetter }.text) != nil && line[cell].contains { $0.isDigit }
  }

  mutating func endRow() {
    guard isPossible else { return }
    if !seen.insert(label).inserted || seen.count > Self.most { meetNumbers() }
  }

  /// Whether the table is one of results.
  var areOfResults: Bool { isPossible && seen.count > 1 }
}
