/// Rows of plain numbers are most of a table. They are read here where they lie, without looking for the ends of lines
/// and cells first; what they give is what `take` makes of them.
extension SeparatedDecoder {
  /// Reads rows from `start` on, up to the first that takes more care.
  ///
  /// - Returns: how many; `start` is where the next one begins.
  mutating func quickRows(
    _ bytes: Bytes, _ start: inout Int, _ batch: inout PointBatch, _ run: inout LogRun
  ) -> Int {
    guard options.readsQuickly, open.isEmpty, let dialect, dialect.hasPlainNumbers, let columns else {
      return 0
    }
    if columns.count == 1, let id = columns[0].id, let series = sink.loneSeries(id, &run) {
      return quickNumbers(bytes, &start, series, &run)
    }
    var plain = PlainRows(columns, separator: dialect.separator, shortestEnd: shortestEnd)
    defer { (self.columns, shortestEnd) = (plain.columns, plain.shortestEnd) }
    rows.read(&plain, bytes, &start)
    if rows.count > 0 { labels.meetNumbers() }
    sink.commit(&rows.parts, into: &run, &batch)
    return rows.count
  }

  /// Reads lines of one number each.
  private mutating func quickNumbers(
    _ bytes: Bytes, _ start: inout Int, _ series: Int, _ run: inout LogRun
  ) -> Int {
    if options.isForChart { run.series[series].sift() }
    var reader = NumberLines(shortest: shortestEnd)
    numbers.read(&reader, bytes, &start)
    shortestEnd = reader.shortest
    guard numbers.count > 0 else { return 0 }
    for lines in numbers.parts {
      let first = sink.passLoneRows(lines.count)
      lines.append(to: &run, series, from: first)
    }
    columns?[0].hasNumbers = true
    return numbers.count
  }
}

extension SeparatedDialect {
  /// Whether numbers are written as everywhere, and a byte that is no part of them ends a cell.
  fileprivate var hasPlainNumbers: Bool { !hasDecimalComma && separator != Separator.bar.rawValue }
}
