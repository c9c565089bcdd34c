import JSON

/// What a program prints of a whole run when it is over: a dictionary of lists, as of Keras' `history.history`, or a heading with a
/// line for each round below it, as Flower's.
///
///     {'loss': [0.9, 0.7, 0.5], 'val_loss': [1.0, 0.8, 0.75]}
///     History (loss, centralized):
///         round 1: 2.30
extension TextDecoder {
  /// Takes lists of measures; a log that has counted on its way has said them already. False where there are none.
  mutating func takeHistory(_ found: TextDictionary, named name: String?, _ run: inout LogRun) -> Bool {
    let columns = found.columns.filter { $0.cells.count > 1 }
    guard !columns.isEmpty, !found.hasCounter else { return false }
    let group = heading ?? name.flatMap { JSONRecords.containers.contains($0.lowercased()) ? nil : $0 }
    let names = columns.map { column in
      group.map { column.name.isEmpty ? $0 : "\($0)/\(column.name)" } ?? column.name
    }
    guard names.contains(where: LineName.isMeasured) else { return false }
    guard !streams.contains(where: \.hasCounted), countedRows == 0 else { return true }
    for (column, name) in zip(columns, names) {
      guard let id = run.seriesID(name) else { continue }
      let isCounted = column.xs.count == column.cells.count
      for (index, cell) in column.cells.enumerated() {
        run.append(
          id, x: isCounted ? column.xs[index] : Double(index), cell.value, power: cell.power, .epoch)
      }
    }
    return true
  }

  /// Takes a heading such as `History (loss, distributed):`, or a line below it that has nothing but a count and a value.
  mutating func headed(_ text: Bytes, _ range: Range<Int>, _ run: inout LogRun) -> Bool {
    let line = text.trimmed(range)
    if let name = Self.historyHeading(text, line) {
      heading = name
      return true
    }
    guard let heading else { return false }
    let words = text[line].split { $0.isBlank }
    guard words.count == 3, CounterName.rank(words[0].text) != nil, words[1].last == 0x3A,
      let x = DecimalNumber.whole(text, in: words[1].startIndex..<(words[1].endIndex - 1)),
      let value = DecimalNumber.whole(text, in: words[2].startIndex..<words[2].endIndex),
      let id = run.seriesID(heading)
    else {
      if text[line].first != 0x7B { self.heading = nil }
      return false
    }
    run.append(id, x: x.value, value.value, power: value.power, .epoch)
    return true
  }

  /// What stands in the brackets behind the word for a history.
  private static func historyHeading(_ text: Bytes, _ line: Range<Int>) -> String? {
    guard line.count < 80, text[line].last == 0x3A, text[line].starts(withText: "History ("),
      let close = text[line].lastIndex(of: 0x29)
    else { return nil }
    return text[(line.lowerBound + 9)..<close].text
  }
}
