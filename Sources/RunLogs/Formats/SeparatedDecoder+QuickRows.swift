/// Rows of plain numbers are most of a table. They are read here where they lie, without looking for the ends of lines
/// and cells first; what they give is what `take` makes of them.
extension SeparatedDecoder {
  /// How much of a piece is read here, and put into the run, while another thread reads the rest.
  private static let ownPart = 0.4

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
    var rows = 0
    if sharing.mayBeTaken {
      batch.flush(into: &run)
      rows = wholeRows(bytes, &start, &run)
      if rows > 0, start >= bytes.count { return rows }
    }
    return rows + rowsWithGaps(bytes, &start, &batch, &run)
  }

  /// Reads rows in which no column is empty, at the beginning of a piece.
  private mutating func wholeRows(_ bytes: Bytes, _ start: inout Int, _ run: inout LogRun) -> Int {
    guard let columns, let dialect else { return 0 }
    let ids = columns.compactMap(\.id)
    guard ids.count == columns.count else { return 0 }
    var plain = PlainRows(columns, separator: dialect.separator, shortestEnd: shortestEnd)
    defer { (self.columns, shortestEnd) = (plain.columns, plain.shortestEnd) }
    var (own, rest) = (ColumnRows(), ColumnRows())
    swap(&own, &whole)
    swap(&rest, &wholeAhead)
    defer {
      swap(&own, &whole)
      swap(&rest, &wholeAhead)
    }
    own.begin(width: ids.count)
    rest.begin(width: ids.count)
    // One row shows whether there are such rows at all: a plan makes the series of all columns, in their order.
    let first = start
    guard plain.readWhole(bytes, &start, to: start + 1, into: &own) > 0 else { return 0 }
    guard let plan = sink.plan(ids, &run) else {
      start = first
      return 0
    }
    guard sharing.take(), let middle = TwoThreads.middle(bytes, from: start, part: 0.5) else {
      _ = plain.readWhole(bytes, &start, to: bytes.count, into: &own)
      sink.commit(own, plan, into: &run)
      return own.count
    }
    var behind = plain
    var end = middle
    TwoThreads.run {
      _ = plain.readWhole(bytes, &start, to: middle, into: &own)
    } _: {
      _ = behind.readWhole(bytes, &end, to: bytes.count, into: &rest)
    }
    sink.commit(own, plan, into: &run)
    sharing.note(isLost: start != middle)
    guard start == middle else { return own.count }
    plain.join(behind)
    sink.commit(rest, plan, into: &run)
    start = end
    return own.count + rest.count
  }

  private mutating func rowsWithGaps(
    _ bytes: Bytes, _ start: inout Int, _ batch: inout PointBatch, _ run: inout LogRun
  ) -> Int {
    guard let dialect, let columns else { return 0 }
    var plain = PlainRows(columns, separator: dialect.separator, shortestEnd: shortestEnd)
    defer { (self.columns, shortestEnd) = (plain.columns, plain.shortestEnd) }
    guard bytes.count - start > 1 << 10, sharing.take(),
      let middle = TwoThreads.middle(bytes, from: start, part: Self.ownPart)
    else {
      return put(&plain, bytes, &start, to: bytes.count, &batch, &run)
    }
    var behind = plain
    var rest = RowBuffer()
    swap(&rest, &ahead)
    defer {
      rest.removeAll()
      swap(&rest, &ahead)
    }
    var end = middle
    var rows = 0
    TwoThreads.run {
      rows = put(&plain, bytes, &start, to: middle, &batch, &run)
    } _: {
      _ = behind.read(bytes, &end, to: bytes.count, into: &rest) { $0.endRow() }
      rest.discard()
    }
    // What comes behind a row that takes more care must wait for it.
    sharing.note(isLost: start != middle)
    guard start == middle else { return rows }
    plain.join(behind)
    sink.commit(rest, into: &run, &batch)
    start = end
    return rows + rest.rows.count
  }

  /// Puts rows into the run as they are read.
  private mutating func put(
    _ plain: inout PlainRows, _ bytes: Bytes, _ start: inout Int, to limit: Int, _ batch: inout PointBatch,
    _ run: inout LogRun
  ) -> Int {
    let rows = plain.read(bytes, &start, to: limit, into: &sink) { $0.commit(into: &run, &batch) }
    sink.discard()
    return rows
  }

  /// Reads lines of one number each.
  private mutating func quickNumbers(
    _ bytes: Bytes, _ start: inout Int, _ series: Int, _ run: inout LogRun
  ) -> Int {
    if options.isForChart { run.series[series].sift() }
    let isShared = sharing.take()
    let lines = NumberLines.read(bytes, from: start, onTwoThreads: isShared)
    if isShared { sharing.note(isLost: lines.isHalfLost) }
    let count = lines.values.count
    guard count > 0 else { return 0 }
    let xs = (0..<count).map { _ in sink.loneX() }
    run.append(series, count, xs: xs, lines.values, powers: lines.powers, .line)
    shortestEnd = min(shortestEnd, lines.shortest)
    columns?[0].hasNumbers = true
    start = lines.end
    return count
  }
}

extension SeparatedDialect {
  /// Whether numbers are written as everywhere, and a byte that is no part of them ends a cell.
  fileprivate var hasPlainNumbers: Bool { !hasDecimalComma && separator != Separator.bar.rawValue }
}
