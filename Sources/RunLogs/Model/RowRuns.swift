/// Tells apart the runs of a table's rows, by the columns that say so.
struct RowRuns: Sendable {
  /// What a row says of its run: words, and a number for each column of numbers.
  private struct Key: Equatable, Sendable {
    var text = ""
    var numbers: [Double] = []
  }

  /// Of a row that says in words which run it is of.
  var text = ""
  private var keys: [Key] = []
  private var current = 0
  /// The columns whose numbers tell runs apart, and what they are called.
  private var columns: [(column: Int, name: String)] = []

  /// Whether something else than rows tells runs apart.
  var isOff = false

  /// Whether several have come.
  var areSeveral: Bool { keys.count > 1 }
  /// Whether rows may say of which run they are.
  var mayDiffer: Bool { !isOff && (!columns.isEmpty || !text.isEmpty) }

  func isKey(_ column: Int) -> Bool { columns.contains { $0.column == column } }

  mutating func note(_ column: Int, _ name: String) {
    if RunKey.isCounted(name) { columns.append((column, name)) }
  }

  /// Words of the row at hand.
  mutating func add(_ words: String) { text = text.isEmpty ? words : "\(text), \(words)" }

  /// The number of the run that a row is of.
  ///
  /// - Returns: its number, and what it is called where it is a new one.
  mutating func run(of cells: [RowSink.Cell]) -> (number: Int, name: String?) {
    if !keys.isEmpty, isCurrent(cells) { return (current, nil) }
    var key = keys.isEmpty ? Key() : keys[current]
    if !text.isEmpty { key.text = text }
    while key.numbers.count < columns.count { key.numbers.append(.nan) }
    for cell in cells where cell.value.isFinite {
      if let place = columns.firstIndex(where: { $0.column == cell.column }) {
        key.numbers[place] = cell.value
      }
    }
    let wanted = key
    let isWanted = { (one: Key) in one.text == wanted.text && Self.areEqual(one.numbers, wanted.numbers) }
    if let known = keys.firstIndex(where: isWanted) {
      current = known
      return (known, nil)
    }
    guard keys.count < LogLimits.memberCount else { return (current, nil) }
    keys.append(key)
    current = keys.count - 1
    return (current, name(key))
  }

  private static func areEqual(_ a: [Double], _ b: [Double]) -> Bool {
    (0..<max(a.count, b.count)).allSatisfy { place in
      let (one, other) = (place < a.count ? a[place] : .nan, place < b.count ? b[place] : .nan)
      return one == other || one.isNaN && other.isNaN
    }
  }

  @inline(__always)
  private func isCurrent(_ cells: [RowSink.Cell]) -> Bool {
    if !text.isEmpty, text != keys[current].text { return false }
    for cell in cells {
      for place in columns.indices where columns[place].column == cell.column && cell.value.isFinite {
        if place >= keys[current].numbers.count || keys[current].numbers[place] != cell.value { return false }
      }
    }
    return true
  }

  /// `pane 1: StepLR(step_size=10)`
  private func name(_ key: Key) -> String? {
    let numbers = zip(columns, key.numbers).compactMap { column, number in
      number.isNaN ? nil : "\(column.name) \(Self.text(number))"
    }.joined(separator: ", ")
    let parts = [numbers, key.text].filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: ": ")
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}
