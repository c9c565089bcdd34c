import JSON

/// Tables that text draws: a line of names, then rows of numbers below it, between bars, tabs or blanks; other text may
/// stand between the rows.
struct TextTable: Sendable {
  private var columns: [Int] = []
  private var names: [String] = []
  /// What a line above the header calls the groups of columns between its bars.
  private(set) var groups: [String] = []

  var isActive: Bool { !columns.isEmpty }

  /// Whether a line without a number is a header, and which.
  mutating func header(_ text: Bytes, _ range: Range<Int>, _ sink: inout RowSink) -> Bool {
    if let groups = Self.groups(text, range) {
      self.groups = groups
      return false
    }
    defer { groups = [] }
    var cells = Self.cells(text, range)
    // Names without blanks may stand a single one apart.
    if cells.count == 1 { cells = Self.blanks(text, text.trimmed(range), width: 1) }
    let found = Self.told(grouped(text, &cells))
    guard cells.count >= 2, cells.count <= 64 else { return false }
    guard
      found.allSatisfy({
        $0.utf8.count <= 40 && $0.utf8.contains(where: { $0.isLetter }) && !$0.contains(":")
          && !$0.contains("=")
      })
    else { return false }
    let known = found.filter { CounterName.rank($0) != nil || LineName.isKnown($0) }.count
    // A count and names far apart head a table, whatever they are called.
    let isWide = found.count >= 4 && CounterName.rank(found[0]) != nil && Self.isWide(text, range, cells)
    guard isWide || known * 2 >= found.count && known >= 2,
      found.contains(where: { CounterName.rank($0) != nil || LossName.kind(RoleName($0)) != nil })
    else { return false }
    begin(found, &sink)
    return true
  }

  mutating func begin(_ found: [String], _ sink: inout RowSink) {
    names = found
    columns = found.map { name in sink.columns.firstIndex { $0.name == name } ?? sink.addColumn(name) }
  }

  /// The names of a header; spaCy heads its counts of epochs and steps `E` and `#`.
  private static func told(_ names: [String]) -> [String] {
    guard names.count > 2, names[0] == "E", names[1] == "#" else { return names }
    return ["epoch", "step"] + names.dropFirst(2)
  }

  /// Whether cells stand two blanks or more apart, and nothing else does.
  private static func isWide(_ text: Bytes, _ range: Range<Int>, _ cells: [Range<Int>]) -> Bool {
    zip(cells, cells.dropFirst()).allSatisfy { a, b in
      b.lowerBound - a.upperBound >= 2 && text[a.upperBound..<b.lowerBound].allSatisfy { $0 == 0x20 }
    }
  }

  /// Whether a line is a row; its values are in the sink then.
  func row(_ text: Bytes, _ range: Range<Int>, _ sink: inout RowSink) -> Bool {
    var cells = Self.cells(text, range, count: columns.count)
    if cells.count < columns.count { cells = cells.flatMap { Self.blanks(text, $0, width: 2) } }
    guard cells.count == columns.count else { return named(text, cells, &sink) }
    let values = cells.map { Self.number(text, $0) }
    let count = values.count { $0 != nil }
    guard count * 2 >= cells.count, count >= 1, values[0] != nil || CounterName.rank(names[0]) == nil else {
      return false
    }
    for (index, value) in values.enumerated() {
      if let value { sink.put(columns[index], value.value, power: value.power) }
    }
    return true
  }

  /// A row that names what it has instead: `10    val 3.275    0.00s`.
  private func named(_ text: Bytes, _ cells: [Range<Int>], _ sink: inout RowSink) -> Bool {
    guard cells.count >= 2, cells.count < columns.count, CounterName.rank(names[0]) != nil,
      let x = Self.number(text, cells[0])
    else { return false }
    var isFound = false
    for cell in cells.dropFirst() {
      guard let blank = text[cell].lastIndex(of: 0x20),
        let value = Self.number(text, (blank + 1)..<cell.upperBound)
      else { continue }
      let name = text[cell.lowerBound..<blank].text
      guard name.utf8.allSatisfy({ $0.isWord || $0 == 0x20 }), name.utf8.first?.isLetter ?? false else {
        continue
      }
      sink.put(
        sink.columns.firstIndex { $0.name == name } ?? sink.addColumn(name), value.value, power: value.power)
      isFound = true
    }
    if isFound { sink.put(columns[0], x.value) }
    return isFound
  }

  static func number(_ text: Bytes, _ cell: Range<Int>) -> LineItem? {
    let items = LineScanner.items(text.slice(cell), from: 0)
    guard items.count == 1, items[0].name.isEmpty, items[0].end >= cell.count - 1 else { return nil }
    return items[0]
  }

  /// The cells of a line: between bars where it has some, else between tabs, else between wide blanks.
  static func cells(_ text: Bytes, _ range: Range<Int>, count: Int = 0) -> [Range<Int>] {
    let range = text.trimmed(range)
    if text[range].count(where: { $0 == 0x7C }) >= 1 { return parts(text, range, 0x7C) }
    if text[range].contains(0x09) { return parts(text, range, 0x09) }
    let wide = blanks(text, range, width: 2)
    guard count > 0, wide.count != count else { return wide }
    // Numbers may stand a single blank apart; words do not make columns then.
    let words = blanks(text, range, width: 1)
    return words.count == count && words.allSatisfy { number(text, $0) != nil } ? words : wide
  }

  private static func parts(_ text: Bytes, _ range: Range<Int>, _ separator: UInt8) -> [Range<Int>] {
    var cells = text[range].split(separator: separator, omittingEmptySubsequences: false).map {
      text.trimmed($0.startIndex..<$0.endIndex)
    }
    if cells.first?.isEmpty == true { cells.removeFirst() }
    if cells.last?.isEmpty == true { cells.removeLast() }
    return cells
  }

  static func blanks(_ text: Bytes, _ range: Range<Int>, width: Int) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var start = range.lowerBound
    // The sign of a comment in front of a header names no column.
    while start < range.upperBound, text[start] == 0x23 || text[start] == 0x20 { start += 1 }
    var place = start
    while place < range.upperBound {
      var gap = place
      while gap < range.upperBound, text[gap] == 0x20 { gap += 1 }
      if gap - place >= width {
        cells.append(start..<place)
        start = gap
      }
      place = max(gap, place + 1)
    }
    if start < range.upperBound { cells.append(start..<range.upperBound) }
    return cells
  }
}

/// A box of names and values under group names, as Stable-Baselines3 prints them; it ends at a rule.
struct TextBox: Sendable {
  private var group = ""
  private(set) var isOpen = false

  mutating func row(_ text: Bytes, _ range: Range<Int>, _ sink: inout RowSink) -> Bool {
    let range = text.trimmed(range)
    guard range.count > 4, text[range.lowerBound] == 0x7C, text[range.upperBound - 1] == 0x7C else {
      return false
    }
    let cells = text[(range.lowerBound + 1)..<(range.upperBound - 1)].split(
      separator: 0x7C, omittingEmptySubsequences: false)
    guard cells.count == 2 else { return false }
    let name = text.trimmed(cells[0].startIndex..<cells[0].endIndex)
    let value = text.trimmed(cells[1].startIndex..<cells[1].endIndex)
    guard !name.isEmpty, !text[name.lowerBound].isDigit else { return false }
    if value.isEmpty {
      group = text[name].text
      isOpen = true
      return group.hasSuffix("/")
    }
    let isIndented = name.lowerBound - cells[0].startIndex >= 3
    guard let number = DecimalNumber.whole(text, in: value) else { return isOpen }
    let full = isIndented && group.hasSuffix("/") ? group + text[name].text : text[name].text
    sink.put(
      sink.columns.firstIndex { $0.name == full } ?? sink.addColumn(full), number.value, power: number.power)
    isOpen = true
    return true
  }

  mutating func close() {
    group = ""
    isOpen = false
  }
}
