import JSON

/// How a table of values is written: what parts its cells.
struct SeparatedDialect: Sendable, Equatable {
  enum Separator: UInt8, CaseIterable {
    case comma = 0x2C, semicolon = 0x3B, tab = 0x09, bar = 0x7C, blank = 0x20
  }

  let separator: UInt8
  /// Numbers have a comma where others have a full stop.
  let hasDecimalComma: Bool

  init(separator: UInt8, hasDecimalComma: Bool = false) {
    self.separator = separator
    self.hasDecimalComma = hasDecimalComma
  }

  /// The separator that cuts the first lines into most cells alike.
  init(sample: [[UInt8]]) {
    var best: (separator: Separator, score: Int) = (.comma, 0)
    for separator in Separator.allCases {
      let counts = sample.filter { !$0.isEmpty }.map { line in
        line.withUnsafeBufferPointer { bytes in
          var count = 0
          SeparatedDialect(separator: separator.rawValue).forEachCell(bytes, bytes.trimmed(0..<bytes.count)) {
            _, _ in count += 1
          }
          return count
        }
      }
      guard let first = counts.first, first > 1 else { continue }
      let alike = counts.filter { $0 == first }.count
      // Blanks part the words of a name too: they count only where nothing else does.
      let score = alike * 4 + (separator == .blank ? 0 : 2)
      if score > best.score { best = (separator, score) }
    }
    separator = best.separator.rawValue
    hasDecimalComma =
      separator == Separator.semicolon.rawValue
      && sample.dropFirst().contains { $0.contains(0x2C) && !$0.contains(0x2E) }
  }

  /// Whether a line in front of the header says in JSON what the table is of, as Gym's monitors write it: `#{"t_start": 1.5}`.
  static func isComment(_ line: some Collection<UInt8>) -> Bool {
    line.first == 0x23 && line.dropFirst().first { $0 > 0x20 } == 0x7B
  }

  /// Calls `body` with the range of every cell, without its quotes and the blanks around it.
  @inline(__always)
  func forEachCell(_ line: Bytes, _ range: Range<Int>, _ body: (Range<Int>, Bool) -> Void) {
    if separator == Separator.blank.rawValue { return forEachWord(line, range, body) }
    var start = range.lowerBound
    var index = start
    let end = range.upperBound
    if separator == Separator.bar.rawValue, start < end, line[start] == separator {
      start += 1
      index += 1
    }
    while true {
      var isQuoted = false
      while index < end, line[index] != separator || isQuoted {
        if line[index] == 0x22 { isQuoted.toggle() }
        index += 1
      }
      let isLastBar = index == end && separator == Separator.bar.rawValue && start == end
      if !isLastBar { cell(line, start..<index, body) }
      guard index < end else { return }
      index += 1
      start = index
      // A separator at the end of the line: after tabs and bars nothing follows.
      if start == end, separator == 0x09 || separator == 0x7C { return }
    }
  }

  @inline(__always)
  private func cell(_ line: Bytes, _ range: Range<Int>, _ body: (Range<Int>, Bool) -> Void) {
    var cell = range
    while !cell.isEmpty, Self.isBlank(line[cell.lowerBound]) {
      cell = (cell.lowerBound + 1)..<cell.upperBound
    }
    while !cell.isEmpty, Self.isBlank(line[cell.upperBound - 1]) {
      cell = cell.lowerBound..<(cell.upperBound - 1)
    }
    if cell.count >= 2, line[cell.lowerBound] == 0x22, line[cell.upperBound - 1] == 0x22 {
      body((cell.lowerBound + 1)..<(cell.upperBound - 1), true)
    } else {
      body(cell, false)
    }
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D || byte == 0x09 }

  private func forEachWord(_ line: Bytes, _ range: Range<Int>, _ body: (Range<Int>, Bool) -> Void) {
    var index = range.lowerBound
    while index < range.upperBound {
      while index < range.upperBound, line[index] <= 0x20 { index += 1 }
      let start = index
      while index < range.upperBound, line[index] > 0x20 { index += 1 }
      // The sign of a comment in front of a header names no column.
      if start < index, !(index == start + 1 && line[start] == 0x23) { body(start..<index, false) }
    }
  }

  /// The number that a cell is; of one with a sign of per cent the number in front of it.
  func number(_ line: Bytes, _ cell: Range<Int>) -> DecimalNumber? {
    if cell.count > 1, line[cell.upperBound - 1] == 0x25 {
      let percent = line.trimmed(cell.lowerBound..<(cell.upperBound - 1))
      return percent.isEmpty || line[percent.upperBound - 1] == 0x25 ? nil : number(line, percent)
    }
    if let number = DecimalNumber.parse(line, at: cell.lowerBound, to: cell.upperBound),
      number.end == cell.upperBound
    {
      return number
    }
    guard hasDecimalComma, line[cell].contains(0x2C) else { return nil }
    let text = line[cell].map { $0 == 0x2C ? 0x2E : $0 }
    return text.withUnsafeBufferPointer { DecimalNumber.whole($0, in: 0..<$0.count) }
  }

  /// Whether a cell says in words that it is empty.
  func isNothing(_ line: Bytes, _ cell: Range<Int>) -> Bool {
    ["na", "n/a", "none", "null", "-", "--", "nil", "."].contains(line[cell].text.lowercased())
  }

  func name(_ line: Bytes, _ cell: Range<Int>, _ isQuoted: Bool) -> String {
    let text = line[cell].text
    return isQuoted && text.contains("\"\"")
      ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
  }

  func firstName(_ line: Bytes, _ range: Range<Int>) -> String? {
    var name: String?
    forEachCell(line, range) { cell, isQuoted in if name == nil { name = self.name(line, cell, isQuoted) } }
    return name
  }
}
