import JSON

extension SeparatedDecoder {
  mutating func take(_ line: Bytes, _ isCut: Bool, isLast: Bool, _ run: inout LogRun, _ number: Int) {
    if isCut {
      run.skipped.add("line \(number): longer than \(LogLimits.recordBytes >> 20) MiB")
      open = []
      return
    }
    guard let dialect else {
      if waiting.isEmpty, SeparatedDialect.isComment(line) { return }
      waiting.append(Array(line))
      if waiting.count >= 8 || isLast { settleDialect(&run, lastIsOpen: isLast) }
      return
    }
    row(line, dialect, isLast: isLast, &run, number)
  }

  mutating func settleDialect(_ run: inout LogRun, lastIsOpen: Bool = false) {
    guard dialect == nil, !waiting.isEmpty else { return }
    let found = SeparatedDialect(sample: waiting)
    dialect = found
    let lines = waiting
    waiting = []
    for (index, line) in lines.enumerated() {
      line.withUnsafeBufferPointer {
        row($0, found, isLast: lastIsOpen && index == lines.count - 1, &run, index + 1)
      }
    }
  }

  private mutating func row(
    _ line: Bytes, _ dialect: SeparatedDialect, isLast: Bool, _ run: inout LogRun, _ number: Int
  ) {
    if !open.isEmpty || line.contains(0x22) {
      joined(line, dialect, isLast: isLast, &run, number)
    } else {
      cells(line, dialect, isLast: isLast, &run, number)
    }
  }

  /// A line with quotes in it: the end of a row is where they are even.
  private mutating func joined(
    _ line: Bytes, _ dialect: SeparatedDialect, isLast: Bool, _ run: inout LogRun, _ number: Int
  ) {
    if !open.isEmpty { open.append(0x0A) }
    open.append(contentsOf: line)
    guard open.count(where: { $0 == 0x22 }) % 2 == 0 else {
      if open.count > 1 << 20 {
        run.skipped.add("line \(number): a quoted cell never ends")
        open = []
      }
      return
    }
    let whole = open
    open = []
    whole.withUnsafeBufferPointer { cells($0, dialect, isLast: isLast, &run, number) }
  }

  private mutating func cells(
    _ line: Bytes, _ dialect: SeparatedDialect, isLast: Bool, _ run: inout LogRun, _ number: Int
  ) {
    let start = number == 1 && line.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var range = line.trimmed(start..<line.count)
    if dialect.separator == 0x09 || dialect.separator == 0x2C {
      range = start..<range.upperBound.advanced(by: trailing(line, range))
    }
    guard !range.isEmpty else { return }
    if columns == nil || isHeader(line, range, dialect) {
      header(line, range, dialect, &run, number)
      return
    }
    // A remark.
    if line[range.lowerBound] == 0x23 { return }
    values(line, range, dialect, isLast: isLast, &run, number)
  }

  /// Separators that are blanks belong to the row: they end empty cells.
  private func trailing(_ line: Bytes, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end < line.count, line[end] == 0x09 { end += 1 }
    return end - range.upperBound
  }

  // MARK: Header

  /// A header names; a row of a table that has one begins with a number somewhere.
  private func isHeader(_ line: Bytes, _ range: Range<Int>, _ dialect: SeparatedDialect) -> Bool {
    // Rows are many and headers few: the first letter that no number has decides.
    guard line[range.lowerBound].isLetter || line[range.lowerBound] == 0x22 || line[range.lowerBound] == 0x23
    else { return false }
    var numbers = 0
    var names = 0
    dialect.forEachCell(line, range) { cell, _ in
      if DecimalNumber.whole(line, in: cell) != nil { numbers += 1 } else if !cell.isEmpty { names += 1 }
    }
    return numbers == 0 && names > 1 && names * 2 >= (columns?.count ?? 0)
      && dialect.firstName(line, range).map { name in sink.columns.contains { $0.name == name } } ?? false
  }

  private mutating func header(
    _ line: Bytes, _ range: Range<Int>, _ dialect: SeparatedDialect, _ run: inout LogRun, _ number: Int
  ) {
    var found: [Column] = []
    var hasNumbers = false
    var names: [String] = []
    dialect.forEachCell(line, range) { cell, isQuoted in
      hasNumbers = hasNumbers || (!isQuoted && DecimalNumber.whole(line, in: cell) != nil)
      names.append(dialect.name(line, cell, isQuoted))
    }
    if hasNumbers, columns == nil {
      // No header: the columns are numbered as awk numbers them.
      columns = names.indices.map { Column(id: sink.addColumn("column \($0 + 1)")) }
      values(line, range, dialect, isLast: false, &run, number)
      return
    }
    let table = ExportedTable(names, fileName: fileName)
    for (index, name) in table.names.enumerated() {
      var column = Column(id: name.map { columnID($0, run: index, table) })
      column.isCounter = name.flatMap(CounterName.rank) != nil
      column.isLabeled = index == table.value
      column.words = index == table.label ? .label : Self.words(under: names[index])
      found.append(column)
    }
    for (number, name) in table.runs.enumerated() { run.name(member: number, name) }
    if !table.runs.isEmpty { sink.runs.isOff = true }
    if table.leftOut > 0 {
      run.skipped.add("line \(number): \(table.leftOut) columns of more than \(LogLimits.memberCount) runs")
    }
    columns = found
    shortestEnd = Int.max
    run.split = split
  }

  /// The column of the sink for one of the table: that of its name, or a new one.
  private mutating func columnID(_ name: String, run index: Int, _ table: ExportedTable) -> Int {
    let owner = table.runOfColumn.isEmpty ? nil : table.runOfColumn[index]
    let own = OwnedName(name: name, run: owner)
    if let known = columnIDs[own] { return known }
    let id = sink.addColumn(name)
    columnIDs[own] = id
    if let owner { runOfColumn[id] = owner }
    return id
  }

  private static func words(under name: String) -> Column.Words {
    RunKey.isNamed(name) ? .run : SplitColumns.isName(name) ? .split : .nothing
  }

  // MARK: Values

  private mutating func values(
    _ line: Bytes, _ range: Range<Int>, _ dialect: SeparatedDialect, isLast: Bool, _ run: inout LogRun,
    _ number: Int
  ) {
    guard var columns else { return }
    self.columns = nil
    var index = 0
    var wrong: Int?
    var lastCell = 0..<0
    var words = RowWords()
    dialect.forEachCell(line, range) { cell, _ in
      defer { index += 1 }
      lastCell = cell
      guard index < columns.count, let id = columns[index].id, !cell.isEmpty else { return }
      if let value = dialect.number(line, cell) {
        columns[index].hasNumbers = true
        if !isLast, index == columns.count - 1 { shortestEnd = min(shortestEnd, cell.count) }
        if columns[index].isLabeled {
          words.value = (id, value)
        } else {
          sink.put(id, value.value, power: value.power)
        }
      } else if dialect.isNothing(line, cell) {
        return
      } else if columns[index].words == .nothing, columns[index].hasNumbers {
        wrong = wrong ?? index
      } else if cell.count <= LogLimits.nameBytes {
        words.take(line, cell, of: columns[index], &sink.runs)
      }
    }
    putLabeled(words)
    if isLast, index < columns.count || index == columns.count && isShort(lastCell) {
      // Its last number may be cut.
      sink.discard()
      run.skipped.add("line \(number): the last line has no end")
    } else if let wrong {
      run.skipped.add("line \(number): not a number in column \(wrong + 1)")
      if let id = columns[wrong].id, sink.columns[id].counterRank != nil { sink.discard() }
    }
    let isWithoutX =
      hasCounter(columns) && !sink.cells.contains { sink.columns[$0.column].counterRank != nil }
    if isWithoutX, !sink.cells.isEmpty {
      run.skipped.add("line \(number): no number where x stands")
      sink.discard()
    }
    self.columns = columns
    noteLabels(words.all, &run)
    commit(split: words.splits.split, &run)
  }

  /// Ends a row: that of one run, or the columns of several runs, each with what the row counts.
  private mutating func commit(split: String, _ run: inout LogRun) {
    guard !runOfColumn.isEmpty else { return sink.commit(into: &run, split: split) }
    let cells = sink.cells
    for number in Set(cells.compactMap { runOfColumn[$0.column] }).sorted() {
      sink.discard()
      sink.enter(number)
      for cell in cells where runOfColumn[cell.column] ?? number == number {
        sink.put(cell.column, cell.value, power: cell.power)
      }
      sink.commit(into: &run)
    }
    sink.discard()
  }

  private func isShort(_ cell: Range<Int>) -> Bool {
    !cell.isEmpty && shortestEnd != Int.max && cell.count < shortestEnd
  }

  private func hasCounter(_ columns: [Column]) -> Bool {
    columns.contains { $0.isCounter && $0.hasNumbers }
  }
}

extension LogContext {
  /// The split that the name of the file says, or that of its folder: `valid.csv`, `eval/loss.tsv`; nil for the training's.
  var split: Split? {
    let stem = fileName.split(separator: ".").first.map { $0.lowercased() } ?? ""
    let word = stem.split(whereSeparator: { !$0.isLetter }).first.map(String.init) ?? ""
    let split = Split(word: word) ?? Split(word: folderName.lowercased())
    return split == .train ? nil : split
  }
}
