import JSON

/// Rows of plain numbers are most of a table. They are read here where they lie, without looking for the ends of lines
/// and cells first; what they give is what `take` makes of them.
extension SeparatedDecoder {
  /// Reads rows from `start` on, up to the first that takes more care: quotes, words, carriage returns in the middle, the
  /// end of the bytes.
  ///
  /// - Returns: how many; `start` is where the next one begins.
  mutating func quickRows(
    _ bytes: Bytes, _ start: inout Int, _ batch: inout PointBatch, _ run: inout LogRun
  ) -> Int {
    guard options.readsQuickly, open.isEmpty, let dialect, dialect.hasPlainNumbers, var columns else {
      return 0
    }
    // So that they are not shared while they change.
    self.columns = nil
    defer { self.columns = columns }
    if columns.count == 1, let id = columns[0].id, let series = sink.loneSeries(id, &run) {
      return quickNumbers(bytes, &start, &columns[0], series, &run)
    }
    let needsCounter = columns.contains { $0.isCounter }
    var rows = 0
    while let end = columns.withUnsafeMutableBufferPointer({
      quickRow(bytes, start, dialect.separator, $0, needsCounter)
    }) {
      sink.commit(into: &run, &batch)
      start = end
      rows += 1
    }
    sink.discard()
    return rows
  }

  /// Puts the numbers of a row into the sink.
  ///
  /// - Returns: where the next one begins; nil if the row takes more care.
  @inline(__always)
  private mutating func quickRow(
    _ bytes: Bytes, _ start: Int, _ separator: UInt8, _ columns: UnsafeMutableBufferPointer<Column>,
    _ needsCounter: Bool
  ) -> Int? {
    var place = start
    var index = 0
    var hasCounter = !needsCounter
    var endCount = Int.max
    while true {
      guard let first = bytes.behindBlanks(place) else { return nil }
      place = first
      if bytes[place] != separator, bytes[place] > 0x0D {
        guard index < columns.count,
          let number = DecimalNumber.quick(bytes, at: place, to: bytes.count)
        else { return nil }
        guard let next = bytes.behindBlanks(number.end) else { return nil }
        let isWord = separator == 0x20 && next > number.end
        guard isWord || bytes[next] == separator || bytes.behindLineEnd(next) != nil else { return nil }
        if let id = columns[index].id {
          sink.put(id, number.value, power: number.power)
          columns[index].hasNumbers = true
          hasCounter = hasCounter || columns[index].isCounter
          if index == columns.count - 1 { endCount = number.end - place }
        }
        place = next
        if isWord, bytes[next] > 0x0D {
          index += 1
          continue
        }
      }
      guard bytes[place] == separator else {
        guard let next = bytes.behindLineEnd(place), next - start <= LogLimits.recordBytes, hasCounter,
          !sink.cells.isEmpty
        else { return nil }
        shortestEnd = min(shortestEnd, endCount)
        return next
      }
      place += 1
      index += 1
    }
  }

  /// Reads lines of one number each.
  private mutating func quickNumbers(
    _ bytes: Bytes, _ start: inout Int, _ column: inout Column, _ series: Int, _ run: inout LogRun
  ) -> Int {
    if options.isForChart { run.series[series].sift() }
    let lines = NumberLines.read(bytes, from: start, onTwoThreads: sharesWork)
    sharesWork = sharesWork && !lines.isHalfLost
    let count = lines.values.count
    guard count > 0 else { return 0 }
    let xs = (0..<count).map { _ in sink.loneX() }
    run.append(series, count, xs: xs, lines.values, powers: lines.powers, .line)
    shortestEnd = min(shortestEnd, lines.shortest)
    column.hasNumbers = true
    start = lines.end
    return count
  }
}

extension SeparatedDialect {
  /// Whether numbers are written as everywhere, and a byte that is no part of them ends a cell.
  fileprivate var hasPlainNumbers: Bool { !hasDecimalComma && separator != Separator.bar.rawValue }
}
