import JSON

/// What the words in a table tell: the series of a value, the split and the run of a row, and whether rows are moments at all.
extension SeparatedDecoder {
  /// Puts the number of a column of values under what the row's label says, and under the column's name where it has none.
  mutating func putLabeled(_ words: RowWords) {
    guard let (column, number) = words.value else { return }
    var id = column
    if let label = words.label {
      if let known = labeled[label] {
        id = known
      } else if labeled.count < LogLimits.seriesCount {
        id = sink.addColumn(label)
        labeled[label] = id
      }
    }
    sink.put(id, number.value, power: number.power)
  }

  mutating func noteLabels(_ words: [String], _ run: inout LogRun) {
    guard !labels.isOver else { return }
    let countsMoments = sink.cells.contains { cell in
      sink.columns[cell.column].counterRank.map { $0 < CounterName.indexRank } ?? false
    }
    if words.isEmpty || countsMoments { return endLabels(&run) }
    labels.take(words)
    run.isOfThings = labels.areNames
  }

  /// The table is one of moments.
  mutating func endLabels(_ run: inout LogRun) {
    guard !labels.isOver else { return }
    if labels.areNames { run.isOfThings = false }
    labels.end()
  }
}

/// What a row says in words.
struct RowWords {
  /// Of the part of the data that it is of.
  var splits = SplitColumns()
  /// What the number in the column of values is.
  var label: String?
  /// That number, and the column.
  var value: (column: Int, number: DecimalNumber)?
  var all: [String] = []

  mutating func take(
    _ line: Bytes, _ cell: Range<Int>, of column: SeparatedDecoder.Column, _ runs: inout RowRuns
  ) {
    let text = line[cell].text
    all.append(text)
    switch column.words {
    case .run: runs.add(text)
    case .split: splits.note("split", Bytes(rebasing: line[cell]))
    case .label: label = text
    case .nothing: break
    }
  }
}
