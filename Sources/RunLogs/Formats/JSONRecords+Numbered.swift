import JSON

/// A column whose values stand under their rows' numbers.
struct NumberedColumn: Sendable {
  var name: Int
  var keys: [Double] = []
  var values: [Double] = []
  var powers: [Int8] = []

  /// Whether it is a list written as an object.
  fileprivate var isList: Bool { keys.indices.allSatisfy { keys[$0] == Double($0) } }
}

/// Tables as pandas writes them: `{"loss": {"0": 0.5, "1": 0.4}}`, or `{"columns": ["epoch", "loss"], "data": [[1, 0.5]]}`; and records under
/// the names of their epochs: `{"epoch_1": {"loss": 0.5}}`.
extension JSONRecords {
  // MARK: Numbers as names

  /// Takes a number whose name is one, in an object that is no record.
  mutating func takeNumbered(_ last: Int, _ number: DecimalNumber) -> Bool {
    guard frames.count > 1, frames[last].path >= 0, let key = count(ofName: frames[last].key), key.name == nil
    else { return false }
    var column = frames[last].numbered ?? NumberedColumn(name: frames[last].path)
    frames[last].numbered = nil
    if column.keys.count < LogLimits.arrayCount {
      column.keys.append(key.value)
      column.values.append(number.value)
      column.powers.append(number.power)
    }
    frames[last].numbered = column
    return true
  }

  /// Numbers of classes are names too: there is a loss or a rate among the columns of a run.
  mutating func endNumbered(_ frame: inout Frame) {
    let isRun = frame.numberedColumns.contains { column in
      let name = RoleName(name(column.name))
      return LossName.isLoss(name) || RateName.rank(name) != nil
    }
    guard isRun else { return }
    for column in frame.numberedColumns {
      if column.isList {
        frame.columns.append((column.name, column.values, column.powers))
      } else if let id = run.seriesID(name(column.name)) {
        for (index, value) in column.values.enumerated() {
          run.append(id, x: column.keys[index], value, power: column.powers[index], .step)
        }
      }
    }
  }

  // MARK: Records under numbers

  /// What the name of a container counts: `7`, `epoch_7`.
  var ownCount: (name: String?, value: Double)? {
    guard let parent = frames.last, parent.kind == .object else { return nil }
    return count(ofName: parent.key)
  }

  private func count(ofName key: Int) -> (name: String?, value: Double)? {
    guard key >= 0 else { return nil }
    let text = names.names[key]
    let digits = text.reversed().prefix { $0.isDigit }.count
    guard digits > 0, digits <= 15 else { return nil }
    let value = text.suffix(digits).reduce(0) { $0 * 10 + Double($1 - 0x30) }
    if digits == text.count { return (nil, value) }
    let word = text.dropLast(digits).text.lowercased()
    let name = word.last.map { " _-".contains($0) } ?? false ? String(word.dropLast()) : word
    guard let rank = CounterName.rank(name), rank < CounterName.indexRank else { return nil }
    return (name, value)
  }

  mutating func numberColumn(_ name: String?) -> Int {
    let column = numbersColumn ?? sink.addColumn(name ?? "index")
    numbersColumn = column
    return column
  }

  // MARK: Rows without names

  /// A row of numbers, the names of which came before: `{"columns": […], "data": [[…]]}`.
  ///
  /// - Returns: false if it is none.
  mutating func takeRow(_ frame: Frame) -> Bool {
    guard !rowNames.isEmpty, rowNames.count == frame.numbers.count else { return false }
    for (index, name) in rowNames.enumerated() {
      let column = sink.columns.firstIndex { $0.name == name } ?? sink.addColumn(name)
      if frame.numbers[index].isFinite { sink.put(column, frame.numbers[index], power: frame.powers[index]) }
    }
    sink.commit(into: &run)
    return true
  }

  /// Keeps a text of an array that names columns.
  mutating func noteRowName(_ text: Bytes, _ array: Int) {
    guard shape == .document, frames[array].path >= 0, text.count <= LogLimits.nameBytes,
      rowNames.count < 256,
      name(frames[array].path).lowercased() == "columns"
    else { return }
    rowNames.append(text.text)
  }
}
