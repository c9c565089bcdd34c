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
      return quickNumbers(bytes, &start, &columns[0], series, &batch, &run)
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
      guard let first = Self.behindBlanks(bytes, place) else { return nil }
      place = first
      if bytes[place] != separator, bytes[place] > 0x0D {
        guard index < columns.count,
          let number = DecimalNumber.quick(bytes, at: place, to: bytes.count)
        else { return nil }
        guard let next = Self.behindBlanks(bytes, number.end) else { return nil }
        let isWord = separator == 0x20 && next > number.end
        guard isWord || bytes[next] == separator || Self.behindLineEnd(bytes, next) != nil else { return nil }
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
        guard let next = Self.behindLineEnd(bytes, place), next - start <= LogLimits.recordBytes, hasCounter,
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
    _ bytes: Bytes, _ start: inout Int, _ column: inout Column, _ series: Int,
    _ batch: inout PointBatch, _ run: inout LogRun
  ) -> Int {
    if options.isForChart { run.series[series].sift() }
    var lines = 0
    while let first = Self.behindBlanks(bytes, start),
      let number = DecimalNumber.quick(bytes, at: first, to: bytes.count),
      let end = Self.behindBlanks(bytes, number.end), let next = Self.behindLineEnd(bytes, end),
      next - start <= LogLimits.recordBytes
    {
      batch.add(series, x: sink.loneX(), number.value, power: number.power, .line, to: &run)
      shortestEnd = min(shortestEnd, number.end - first)
      start = next
      lines += 1
    }
    column.hasNumbers = column.hasNumbers || lines > 0
    return lines
  }

  /// The first byte that is no blank; nil at the end of the bytes.
  @inline(__always)
  private static func behindBlanks(_ bytes: Bytes, _ start: Int) -> Int? {
    var place = start
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    return place < bytes.count ? place : nil
  }

  @inline(__always)
  private static func behindLineEnd(_ bytes: Bytes, _ start: Int) -> Int? {
    let place = bytes[start] == 0x0D ? start + 1 : start
    return place < bytes.count && bytes[place] == 0x0A ? place + 1 : nil
  }
}

extension SeparatedDialect {
  /// Whether numbers are written as everywhere, and a byte that is no part of them ends a cell.
  fileprivate var hasPlainNumbers: Bool { !hasDecimalComma && separator != Separator.bar.rawValue }
}
